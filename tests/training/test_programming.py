"""The programme: written, adopted for good, revised without losing what it was; sessions and who came."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcec.training.enums import Asked, Opinion, Profession, ProgrammeState, SessionState
from hcec.training.opinions import protected
from hcec.training.services import ChangedMeanwhile, holding, lining, programming
from hcec.training.services.lining import LineTies
from hcec.training.services.programming import ProgrammePlan
from hcec.training.totals import Effort, effort_of, total, totals_by
from tests.training.conftest import HELD, LINE, TODAY, adopt, come

THING = st.tuples(
    st.integers(2026, 2028),
    st.sampled_from(["high", "low"]),
    st.integers(0, 500),
    st.integers(0, 10_000),
    st.integers(0, 10**12),
)


@given(st.lists(THING))
def test_totals_add_up_however_they_are_cut(things):
    def effort(thing):
        return effort_of(*thing[2:])

    everything = total(map(effort, things))
    for key in (lambda thing: thing[0], lambda thing: thing[1], lambda thing: thing[:2]):
        assert total(totals_by(things, key, effort).values()) == everything
    assert everything.hours == sum(people * hours for _year, _key, people, hours, _money in things)
    assert everything.money == sum(thing[4] for thing in things)
    assert everything.minus(everything) == Effort()


@given(st.lists(st.integers(0, 40), min_size=3, max_size=3), st.integers(5, 11))
def test_no_small_number_of_opinions_leaves_and_none_can_be_worked_out(counts, threshold):
    answers = {(Asked.USEFUL, opinion): people for opinion, people in zip(Opinion, counts, strict=True)}
    shown = protected(answers, threshold)
    assert set(shown[Asked.CLEAR].values()) == {None}
    useful = shown[Asked.USEFUL]
    assert all(people is None or people == 0 or people >= threshold for people in useful.values())
    assert list(useful.values()).count(None) != 1
    assert all(people in (None, answers[Asked.USEFUL, opinion]) for opinion, people in useful.items())


def test_what_is_adopted_stays_as_it_was(session, odile, adopted, line):
    assert adopted.state is ProgrammeState.ADOPTED
    acted = {"actor": odile, "plan": replace(LINE, title="Autre"), "ties": LineTies()}
    refused = (
        lambda: lining.change_line(session, line=line, version=line.version, **acted),
        lambda: lining.add_line(session, row_id=uuid4(), programme=adopted, **acted),
        lambda: lining.drop_line(session, actor=odile, line=line),
        lambda: programming.drop_programme(session, actor=odile, programme=adopted),
        lambda: adopt(session, odile, adopted),
    )
    for act in refused:
        with pytest.raises(programming.NotADraft):
            act()


def test_a_programme_is_adopted_on_a_day_that_came_with_something_in_it(session, odile, programme):
    with pytest.raises(programming.NotAdoptable):
        adopt(session, odile, programme)
    lining.add_line(session, row_id=uuid4(), actor=odile, programme=programme, plan=LINE, ties=LineTies())
    day = {"adopted_on": TODAY + timedelta(days=1), "adopted_by": "plénière", "today": TODAY}
    with pytest.raises(programming.NotAdoptable):
        programming.adopt(session, actor=odile, programme=programme, version=programme.version, **day)


def test_a_revision_takes_its_place_once_adopted_and_the_old_one_stays_readable(session, odile, adopted, line):
    row_id = uuid4()
    revised = programming.revise(session, row_id=row_id, actor=odile, programme=adopted)
    assert programming.revise(session, row_id=row_id, actor=odile, programme=adopted) is revised
    with pytest.raises(programming.NotRevisable):
        programming.revise(session, row_id=uuid4(), actor=odile, programme=adopted)
    copy = revised.lines[0]
    assert (copy.root_id, copy.needs, len(copy.years)) == (line.root_id, line.needs, 2)
    plan = replace(LINE, title="Annoncer, mieux")
    ties = LineTies({2028: (5, 1)}, needs=tuple(need.id for need in copy.needs))
    lining.change_line(session, actor=odile, line=copy, version=copy.version, plan=plan, ties=ties)
    assert adopted.state is ProgrammeState.ADOPTED
    adopt(session, odile, revised)
    session.expire_all()
    assert (adopted.state, revised.state) == (ProgrammeState.REPLACED, ProgrammeState.ADOPTED)
    assert [each.title for each in adopted.lines] == ["Annoncer un changement", "Écouter un enfant"]
    assert {each.year: (each.places, each.budget) for each in line.years} == {2026: (20, 300_000), 2027: (20, 310_000)}
    assert {each.year: (each.places, each.budget) for each in copy.years} == {2028: (5, 1)}


def test_lines_have_their_number_and_their_years(session, odile, programme, line, need):
    acted = {"actor": odile, "programme": programme}
    with pytest.raises(lining.NumberTaken):
        lining.add_line(session, row_id=uuid4(), plan=LINE, ties=LineTies(), **acted)
    ties = LineTies({2029: (1, 0)})
    with pytest.raises(lining.YearOutside):
        lining.add_line(session, row_id=uuid4(), plan=replace(LINE, number=2), ties=ties, **acted)
    with pytest.raises(ChangedMeanwhile):
        lining.change_line(session, actor=odile, line=line, version=9, plan=LINE, ties=LineTies())
    plan = ProgrammePlan("P", 2027, 2028)
    with pytest.raises(programming.YearsUnsound):
        programming.change_programme(session, actor=odile, programme=programme, version=programme.version, plan=plan)


def test_a_line_answers_only_what_was_kept(session, odile, programme, need):
    ties = LineTies(needs=(need.id,))
    with pytest.raises(lining.NotKept):
        lining.add_line(session, row_id=uuid4(), actor=odile, programme=programme, plan=LINE, ties=ties)


def test_a_session_is_of_an_adopted_line_in_a_year_of_its_programme(session, odile, programme, line):
    for wrong in (replace(HELD, line_id=line.id), replace(HELD, line_id=uuid4())):
        with pytest.raises(holding.NotOfTheProgramme):
            holding.add_session(session, row_id=uuid4(), actor=odile, plan=wrong, today=TODAY)
    adopt(session, odile, programme)
    early = replace(HELD, line_id=line.id, starts_on=HELD.starts_on - timedelta(days=365))
    with pytest.raises(holding.NotOfTheProgramme):
        holding.add_session(session, row_id=uuid4(), actor=odile, plan=early, today=TODAY)
    over = replace(HELD, ends_on=HELD.ends_on - timedelta(days=1))
    tomorrow = TODAY + timedelta(days=1)
    for unsound in (over, replace(HELD, starts_on=tomorrow, ends_on=tomorrow)):
        with pytest.raises(holding.DaysUnsound):
            holding.add_session(session, row_id=uuid4(), actor=odile, plan=unsound, today=TODAY)


def test_who_came_is_counted_where_it_was_held_and_stays(session, odile, held):
    come(session, odile, held)
    come(session, odile, held, 3, Profession.TEACHER, "education")
    come(session, odile, held, 10)
    assert held.participants == 13
    plan = replace(HELD, state=SessionState.CALLED_OFF)
    with pytest.raises(holding.StillCounted):
        holding.change_session(session, actor=odile, held=held, version=held.version, plan=plan, today=TODAY)
    with pytest.raises(holding.StillCounted):
        holding.drop_session(session, actor=odile, held=held)
    acted = {"profession": Profession.TEACHER, "employer": "education", "people": 1}
    with pytest.raises(ChangedMeanwhile):
        holding.count(session, actor=odile, held=held, version=1, **acted)
    come(session, odile, held, 0)
    assert held.participants == 3


def test_no_more_answer_than_came(session, odile, held):
    come(session, odile, held, 6)
    answers = {(Asked.USEFUL, Opinion.YES): 4, (Asked.USEFUL, Opinion.NO): 2, (Asked.CLEAR, Opinion.YES): 6}
    holding.ask(session, actor=odile, held=held, version=held.version, answers=answers)
    assert len(held.opinions) == 3
    many = answers | {(Asked.USEFUL, Opinion.PARTLY): 1}
    with pytest.raises(holding.TooManyAnswers):
        holding.ask(session, actor=odile, held=held, version=held.version, answers=many)


def test_nobody_came_to_what_was_not_held(session, odile, adopted, line):
    plan = replace(HELD, line_id=line.id, state=SessionState.PLANNED)
    planned = holding.add_session(session, row_id=uuid4(), actor=odile, plan=plan, today=TODAY)
    with pytest.raises(holding.NotHeld):
        come(session, odile, planned)
