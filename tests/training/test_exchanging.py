"""Lines, sessions and who came go to a spreadsheet and come back the same; errors keep the rest."""

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcec.documents.tabular import csv_of, ods_of, read_tables
from hcec.labels import LABELS
from hcec.scheme.interchange import read, written
from hcec.training.enums import Asked, Opinion, SessionState
from hcec.training.interchange import ATTENDANCE, LINES, SESSIONS, YEARS
from hcec.training.models import TrainingSession
from hcec.training.services import exchanging, holding, programming
from hcec.training.services.programming import ProgrammePlan
from tests.scheme.test_exchanging import LINE, TITLE
from tests.training.conftest import TODAY, come

SUM, HOURS, DAY = st.integers(0, 10**13), st.integers(0, 1_000_000), st.dates(date(2000, 1, 1), date(2099, 12, 31))


def code(kind):
    return st.sampled_from(sorted(LABELS[kind]))


TABLES = {
    LINES: {
        "number": st.integers(1, 99),
        "title": TITLE,
        "theme": code("theme"),
        "audiences": st.lists(code("profession"), unique=True),
        "priority": code("training_priority"),
        "hours": HOURS,
        "body": LINE,
        "pilot": LINE,
    },
    YEARS: {"number": st.just(3), "year": st.just(2026), "places": st.integers(0, 100_000), "budget": SUM},
    SESSIONS: {
        "title": TITLE,
        "starts_on": st.just(date(2026, 3, 2)),
        "ends_on": DAY.filter(lambda day: day >= date(2026, 3, 2)),
        "line": st.none() | st.integers(1, 99),
        "body": LINE,
        "place": LINE,
        "hours": HOURS,
        "cost": SUM,
        "state": code("training_state"),
    },
    ATTENDANCE: {
        "title": TITLE,
        "starts_on": DAY,
        "profession": code("profession"),
        "employer": code("institution_kind"),
        "people": st.integers(1, 100_000),
    },
}


@pytest.mark.parametrize("through", [csv_of, lambda rows: ods_of({"t": rows}, title="T")], ids=["csv", "ods"])
@pytest.mark.parametrize("shape", TABLES, ids=lambda shape: shape.name)
def test_every_table_comes_back_the_same_and_is_known_from_the_others(shape, through):
    @given(st.lists(st.fixed_dictionaries(TABLES[shape]), max_size=3))
    def holds(lines):
        (rows,) = read_tables(through(written(shape, lines, ())))
        found, faults = read(rows, list(TABLES))
        assert faults == []
        assert [each.values for each in found] == lines
        assert {each.table for each in found} <= {shape.name}

    holds()


def load(session, odile, programme, data):
    return exchanging.load_programme(session, actor=odile, programme=programme, given=read_tables(data))


def test_a_programme_exported_and_imported_is_the_same(session, odile, adopted):
    tables = exchanging.programme_tables(adopted)
    plan = ProgrammePlan("Copie", 2026, 2028)
    copy = programming.start_programme(session, row_id=uuid4(), actor=odile, plan=plan)
    loaded = load(session, odile, copy, exchanging.as_ods(tables, "P"))
    assert (loaded.added, loaded.changed, loaded.faults) == (5, 0, [])
    assert exchanging.programme_tables(copy) == tables
    again = load(session, odile, copy, exchanging.as_ods(tables, "P"))
    assert (again.added, again.changed, again.same) == (0, 0, 5)
    with pytest.raises(programming.NotADraft):
        load(session, odile, adopted, b"x")


def test_a_line_that_cannot_be_kept_is_told_and_the_rest_is_kept(session, odile, programme):
    lines = "numéro;titre;priorité;publics;heures\r\n1;Écouter;haute;bénévoles, parrains et marraines;3,5\r\n"
    wrong = "2;Annoncer;énorme;;7\r\n3;;;;\r\n4;Jouer;;astronautes;-1\r\n5;Durer;;;21474837\r\n"
    loaded = load(session, odile, programme, (lines + wrong).encode())
    assert [(each.line, each.column) for each in loaded.faults] == [
        *((3, "priorité"), (4, "titre"), (5, "publics"), (5, "heures"), (6, "heures")),
    ]
    years = "numéro;année;places;budget\r\n1;2026;20;3 000,50\r\n1;2031;1;1\r\n9;2026;1;1\r\n1;2027;-2;0\r\n"
    told = load(session, odile, programme, years.encode())
    assert [(each.line, each.column) for each in sorted(told.faults, key=lambda each: each.line)] == [
        *((3, "année"), (4, "numéro"), (5, "places")),
    ]
    (line,) = programme.lines
    assert (line.title, line.audiences, line.hours) == ("Écouter", ["volunteer"], 350)
    assert [(each.year, each.places, each.budget) for each in line.years] == [(2026, 20, 300_050)]


def bring(session, odile, data):
    return exchanging.load_sessions(session, actor=odile, given=read_tables(data), today=TODAY)


def test_sessions_and_who_came_come_back_the_same(session, odile, held):
    come(session, odile, held, 12)
    answers = {(Asked.USEFUL, Opinion.YES): 11}
    holding.ask(session, actor=odile, held=held, version=held.version, answers=answers)
    tables = exchanging.session_tables(session)
    book = exchanging.as_ods(tables, "Sessions")
    assert "11" not in [cell for table in tables.values() for row in table for cell in row]
    again = bring(session, odile, book)
    assert (again.added, again.changed, again.same, again.faults) == (0, 0, 2, [])
    session.delete(held)
    session.flush()
    session.expire_all()
    loaded = bring(session, odile, book)
    assert (loaded.added, loaded.faults) == (2, [])
    session.expire_all()
    assert exchanging.session_tables(session) == tables


def test_what_is_wrong_in_sessions_is_said_by_line_and_column(session, odile, held):
    come(session, odile, held, 6)
    answers = {(Asked.USEFUL, Opinion.YES): 6}
    holding.ask(session, actor=odile, held=held, version=held.version, answers=answers)
    heads = "session;début;fin;ligne;état\r\n"
    sessions = (
        *("Neuve;2026-04-01;2026-04-02;2;tenue", "Trop tôt;2027-04-01;2027-04-01;;tenue"),
        *("Ailleurs;2026-04-01;2026-04-01;9;tenue", "À l’envers;2026-04-02;2026-04-01;;prévue"),
        *("Sans jour;;2026-04-01;;", f"{held.title};2026-03-10;2026-03-10;1;annulée"),
    )
    loaded = bring(session, odile, (heads + "\r\n".join(sessions)).encode())
    found = sorted((each.line, each.column) for each in loaded.faults)
    assert found == [(3, "état"), (4, "ligne"), (5, "fin"), (6, "début"), (7, "état")]
    assert loaded.added == 1
    neuve = next(each for each in session.query(TrainingSession) if each.title == "Neuve")
    assert (neuve.state, neuve.line.number) == (SessionState.HELD, 2)
    heads = "session;début;métier;institution;nombre\r\n"
    came = (
        *("Neuve;2026-04-01;assistants familiaux;Département;4", "Nulle;2026-04-01;assistants familiaux;justice;4"),
        *("Neuve;2026-04-01;magiciens;justice;4", "Neuve;2026-04-01;assistants familiaux;cirque;0"),
        f"{held.title};2026-03-10;travailleurs sociaux et référents;Département;5",
    )
    loaded = bring(session, odile, (heads + "\r\n".join(came)).encode())
    found = sorted((each.line, each.column) for each in loaded.faults)
    assert found == [(3, "session"), (4, "métier"), (5, "institution"), (5, "nombre"), (6, "nombre")]
    assert neuve.participants == 4
    assert held.participants == 6
