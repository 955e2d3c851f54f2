"""Evaluations: what is late, the numbers of a year, out to a spreadsheet and back."""

from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from sqlalchemy import delete, select

from hcec.department.services import Department
from hcec.documents.odt_reading import read_blocks
from hcec.documents.outline import Grid
from hcec.documents.report import render_report_odt, render_report_pdf
from hcec.documents.tabular import csv_of, read_tables
from hcec.shelf import queries
from hcec.shelf.enums import EstablishmentKind, EvaluationNature, FollowUpState
from hcec.shelf.following import awaited, figures, late_actions, to_come
from hcec.shelf.models import Evaluation, EvaluationAction
from hcec.shelf.services import evaluating, exchanging
from hcec.shelf.services.evaluating import (
    ActionPlan,
    ChangedMeanwhile,
    EndsBeforeStart,
    EvaluationPlan,
    NextTooSoon,
    NotReceivedYet,
)
from hcec.shelf.services.reporting import yearly_summary
from tests.scheme.test_exchanging import LINE, TEXT, TITLE

TODAY = date(2026, 11, 23)
EXTERNAL, INTERNAL = EvaluationNature.EXTERNAL, EvaluationNature.INTERNAL
DAY = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@pytest.fixture
def odile(cast):
    return cast.staff["odile"]


def plan(name="MECS Les Tilleuls", received=date(2026, 3, 2), nature=EXTERNAL, **more):
    kind = more.pop("kind", EstablishmentKind.CHILDRENS_HOME)
    return EvaluationPlan(establishment=name, kind=kind, nature=nature, received_on=received, **more)


@pytest.fixture
def told(session, odile):
    """Note an evaluation with its actions: (what, due on, state, done on)."""

    def told(*actions, **said):
        acted = {"actor": odile, "today": TODAY}
        made = evaluating.note_evaluation(session, row_id=uuid4(), plan=plan(**said), **acted)
        for what, due, state, done in actions:
            one = ActionPlan(what=what, due_on=due, state=state, done_on=done)
            evaluating.add_action(session, row_id=uuid4(), evaluation=made, plan=one, **acted)
        return made

    return told


def every(session):
    return session.scalars(queries.evaluations()).all()


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"received": TODAY + timedelta(1)}, NotReceivedYet),
        ({"from_on": TODAY, "to_on": TODAY - timedelta(1)}, EndsBeforeStart),
        ({"next_due_on": date(2026, 3, 2)}, NextTooSoon),
    ],
)
def test_days_that_cannot_be_are_refused(session, odile, wrong, refusal):
    with pytest.raises(refusal):
        evaluating.note_evaluation(session, row_id=uuid4(), actor=odile, plan=plan(**wrong), today=TODAY)
    assert every(session) == []


def test_what_is_done_has_a_day_and_nothing_else_has(session, odile, told):
    action = told(("Relire", TODAY, FollowUpState.DONE, None)).actions[0]
    assert action.done_on == TODAY
    for state, done, kept in (("to_do", TODAY, None), ("done", date(2026, 5, 1), date(2026, 5, 1))):
        changed = ActionPlan(what="Relire", due_on=TODAY, state=FollowUpState(state), done_on=done)
        acted = {"actor": odile, "action": action, "today": TODAY}
        evaluating.change_action(session, version=action.version, plan=changed, **acted)
        assert action.done_on == kept
    tomorrow = ActionPlan(what="x", due_on=TODAY, state=FollowUpState.DONE, done_on=TODAY + timedelta(1))
    with pytest.raises(NotReceivedYet):
        evaluating.change_action(session, version=action.version, plan=tomorrow, **acted)
    with pytest.raises(ChangedMeanwhile):
        evaluating.change_action(session, version=1, plan=changed, **acted)


def test_an_action_is_late_the_day_after_and_a_next_evaluation_until_it_comes(told):
    said = {"received": date(2021, 6, 1), "next_due_on": date(2026, 6, 1)}
    one = told(("Ouvert", TODAY, FollowUpState.TO_DO, None), ("Fait", TODAY, FollowUpState.DONE, None), **said)
    assert late_actions([one], TODAY) == []
    assert [each.what for each in late_actions([one], TODAY + timedelta(1))] == ["Ouvert"]
    assert awaited([one], date(2026, 6, 1)) == []
    assert awaited([one], date(2026, 6, 2)) == [one]
    own = told(name="mecs  les tilleuls", nature=INTERNAL, received=date(2026, 7, 1))
    assert awaited([one, own], TODAY) == [one]
    new = told(name="mecs  les TILLEULS", received=date(2026, 7, 1), next_due_on=date(2031, 7, 1))
    assert awaited([one, own, new], TODAY) == []
    assert to_come([one, own, new], TODAY, date(2031, 12, 31)) == [new]


@pytest.fixture
def year(told):
    done, to_do, dropped = FollowUpState.DONE, FollowUpState.TO_DO, FollowUpState.GIVEN_UP
    told(("A", date(2026, 5, 1), done, date(2026, 4, 1)), ("B", date(2026, 6, 1), to_do, None))
    told(
        ("C", date(2025, 6, 1), done, date(2026, 2, 1)),
        name="AEMO Nord",
        received=date(2024, 1, 9),
        kind="open_setting",
    )
    told(
        ("D", date(2026, 6, 1), dropped, None), nature=INTERNAL, received=date(2026, 9, 1), next_due_on=date(2027, 3, 1)
    )
    told(name="Foyer du Parc", received=date(2021, 5, 5), next_due_on=date(2026, 5, 5), kind="emergency_home")


def test_the_numbers_of_a_year_are_counted_from_what_was_noted(session, year):
    numbers = figures(every(session), 2026, TODAY)
    assert (numbers.received, numbers.establishments, numbers.by_nature) == (2, 1, {EXTERNAL: 1, INTERNAL: 1})
    assert (numbers.due, numbers.due_and_done, numbers.done, numbers.late, numbers.awaited) == (2, 1, 2, 1, 1)
    assert numbers.by_kind == {EstablishmentKind.CHILDRENS_HOME: 2}


def test_the_yearly_summary_says_these_numbers_and_is_made_the_same_twice(session, year):
    def made(year, today=TODAY):
        return yearly_summary(every(session), year=year, today=today, department=Department(department_name="Orne"))

    report = made(2026)
    counted = dict(row for block in report.parts[0].blocks for row in block.rows)
    assert counted["Évaluations reçues"] == "2"
    assert counted["Actions en retard"] == "1"
    assert [row[:2] for row in report.parts[2].blocks[0].rows] == [("MECS Les Tilleuls", "B")]
    states = {row[0]: row[3] for row in report.parts[3].blocks[0].rows}
    assert states == {"Foyer du Parc": "en retard", "MECS Les Tilleuls": "à venir"}
    odt = render_report_odt(report)
    assert odt == render_report_odt(made(2026))
    told = [block.text for block in read_blocks(odt)]
    assert told[told.index("Actions en retard") + 1] == "1"
    assert told[told.index("Parmi elles, faites") + 1] == "1"
    pages = " ".join(
        " ".join(page.extract_text() for page in PdfReader(BytesIO(render_report_pdf(report))).pages).split()
    )
    assert "Évaluations attendues et pas reçues 1" in pages
    before = made(2025)
    assert dict(before.parts[0].blocks[0].rows)["Évaluations reçues"] == "0"
    open_then = before.parts[2].blocks[0]
    assert isinstance(open_then, Grid)
    assert [row[1:] for row in open_then.rows] == [("C", "01/06/2025", "en retard")]


ACTION = st.tuples(TITLE, DAY, st.sampled_from(FollowUpState), st.dates(date(2015, 1, 1), TODAY))
ROW = st.tuples(
    st.tuples(TITLE, st.sampled_from(EvaluationNature), st.dates(date(2015, 1, 1), TODAY)),
    st.sampled_from(EstablishmentKind),
    st.tuples(LINE, TEXT, TEXT, TEXT),
    st.lists(ACTION, max_size=2, unique_by=lambda action: action[0]),
)


def test_what_goes_out_comes_back_the_same(session, odile):
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
    @given(st.lists(ROW, max_size=3, unique_by=lambda row: (row[0][0].casefold(), row[0][1:])), st.booleans())
    def there_and_back(rows, as_csv):
        session.execute(delete(EvaluationAction))
        session.execute(delete(Evaluation))
        session.expire_all()
        for (name, nature, received), kind, (evaluator, *texts), actions in rows:
            words = dict(zip(("conclusions", "strengths", "to_improve"), texts, strict=True))
            said = plan(name, received, nature, kind=kind, evaluator=evaluator, **words)
            one = evaluating.note_evaluation(session, row_id=uuid4(), actor=odile, plan=said, today=TODAY)
            for what, due, state, done in actions:
                action = ActionPlan(what=what, due_on=due, state=state, done_on=done)
                evaluating.add_action(session, row_id=uuid4(), actor=odile, evaluation=one, plan=action, today=TODAY)
        before = exchanging.tables_of(session)
        files = [csv_of(table) for table in before.values()] if as_csv else [exchanging.as_ods(session)]
        again = [exchanging.load(session, actor=odile, given=read_tables(data), today=TODAY) for data in files]
        assert [(each.added, each.changed, each.faults) for each in again] == [(0, 0, [])] * len(files)
        session.execute(delete(EvaluationAction))
        session.execute(delete(Evaluation))
        session.expire_all()
        for data in files:
            exchanging.load(session, actor=odile, given=read_tables(data), today=TODAY)
        session.expire_all()
        assert {name: sorted(table) for name, table in exchanging.tables_of(session).items()} == {
            name: sorted(table) for name, table in before.items()
        }

    there_and_back()


TABLE = [
    ["établissement", "évaluation", "reçue le", "prochaine", "inconnue"],
    ["MECS Les Tilleuls", "externe", "02/03/2026", "2031-03-02", ""],
    ["", "externe", "02/03/2026", "", ""],
    ["AEMO", "autre", "2026-01-01", "", ""],
    ["AEMO", "interne", "demain", "", ""],
    ["AEMO", "interne", "2026-12-24", "", ""],
    ["AEMO", "interne", "2026-01-24", "2025-01-01", ""],
]
FOLLOW = [
    ["établissement", "évaluation", "reçue le", "action", "échéance", "état", "fait le"],
    ["mecs les tilleuls", "externe", "2026-03-02", "Relire", "2026-12-31", "", ""],
    ["MECS Les Tilleuls", "externe", "2026-03-03", "Relire", "2026-12-31", "", ""],
    ["MECS Les Tilleuls", "externe", "2026-03-02", "Finir", "", "", ""],
    ["MECS Les Tilleuls", "externe", "2026-03-02", "Finir", "2026-12-31", "fait", "2027-01-01"],
]


def test_errors_say_the_line_and_the_column_and_the_rest_is_kept(session, odile):
    loaded = exchanging.load(session, actor=odile, given=read_tables(csv_of(TABLE)), today=TODAY)
    assert [(fault.line, fault.column) for fault in loaded.faults] == [
        *((1, "inconnue"), (3, "établissement"), (4, "évaluation"), (5, "reçue le"), (6, "reçue le"), (7, "prochaine"))
    ]
    follow = exchanging.load(session, actor=odile, given=read_tables(csv_of(FOLLOW)), today=TODAY)
    assert [(each.line, each.column) for each in follow.faults] == [(3, "reçue le"), (4, "échéance"), (5, "fait le")]
    [one] = session.scalars(select(Evaluation)).all()
    assert (loaded.added, follow.added, [action.what for action in one.actions]) == (1, 1, ["Relire"])
    short = [["établissement"], ["MECS Les Tilleuls"]]
    assert {
        fault.column
        for fault in exchanging.load(session, actor=odile, given=read_tables(csv_of(short)), today=TODAY).faults
    } == {*("évaluation", "reçue le")}


def test_a_column_that_is_not_there_changes_nothing(session, odile, told):
    one = told(conclusions="Bien.", kind=EstablishmentKind.VILLAGE)
    table = [
        ["établissement", "évaluation", "reçue le", "organisme"],
        ["MECS LES TILLEULS", "externe", "2026-03-02", "HAS"],
    ]
    loaded = exchanging.load(session, actor=odile, given=read_tables(csv_of(table)), today=TODAY)
    assert (loaded.changed, one.evaluator, one.conclusions, one.kind) == (1, "HAS", "Bien.", EstablishmentKind.VILLAGE)
    assert one.establishment == "MECS LES TILLEULS"
    assert read_tables(exchanging.as_csv(session, "évaluations"))[0][1][1][0] == "MECS LES TILLEULS"
