"""The charter of immersion: offer, request, agreement of both, feedback, count."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from hcec.department.services import load
from hcec.partners.counting import QUESTIONS, Stage, count, protected
from hcec.partners.enums import Advice, Answer, Effect, ImmersionTheme, InstitutionKind, Outcome, Side, Usefulness
from hcec.partners.models import Immersion, ImmersionFeedback
from hcec.partners.services import ChangedMeanwhile, immersing, wishing, yearly
from hcec.partners.services.immersing import FeedbackPlan, Proposal
from hcec.partners.services.wishing import WishPlan
from tests.platform import MONDAY

TODAY = MONDAY.date()
SOON = TODAY + timedelta(days=7)
OFFER = WishPlan(
    side=Side.OFFER,
    theme=ImmersionTheme.SCHOOL,
    from_on=TODAY,
    to_on=TODAY + timedelta(days=30),
    places=3,
    profession="Conseillère d’éducation",
    place="Valcourt",
)
REQUEST = replace(OFFER, side=Side.REQUEST, places=2, profession="Éducateur", place="")
GOOD = FeedbackPlan(usefulness=Usefulness.MUCH, effect=Effect.YES, advice=Advice.YES)


@pytest.fixture
def odile(cast):
    return cast.staff["odile"]


@pytest.fixture
def pair(session, odile, institution):
    """An offer of the school's, a request of the court's."""
    school = institution("Lycée", InstitutionKind.EDUCATION, charter_signed_on=TODAY)
    court = institution("Tribunal", charter_signed_on=TODAY)
    acted = {"actor": odile, "today": TODAY}
    offer = wishing.express(session, row_id=uuid4(), institution=school, plan=OFFER, **acted)
    return offer, wishing.express(session, row_id=uuid4(), institution=court, plan=REQUEST, **acted)


def propose(session, odile, pair, *, places=2, day=SOON, side=Side.REQUEST, row_id=None, order=1):
    plan = Proposal(day=day, places=places, words="Venez.")
    acted = {"actor": odile, "side": side, "today": TODAY}
    return immersing.propose(session, row_id=row_id or uuid4(), wishes=pair[::order], plan=plan, **acted)


def say(session, odile, day, side, *, yes=True, version=None, words=""):
    acted = {"actor": odile, "immersion": day, "version": version or day.version}
    immersing.answer(session, side=side, is_accepted=yes, words=words, **acted)


def settle(session, odile, day, outcome, today=TODAY, **more):
    acted = {"actor": odile, "immersion": day, "version": day.version, "today": today}
    immersing.settle(session, outcome=outcome, **acted, **more)


def test_only_who_signed_the_charter_offers_and_not_for_the_past(session, odile, institution):
    unsigned, signed = institution(), institution("École", charter_signed_on=TODAY)
    acted = {"row_id": uuid4(), "actor": odile, "today": TODAY}
    with pytest.raises(wishing.CharterNotSigned):
        wishing.express(session, institution=unsigned, plan=OFFER, **acted)
    for days in ({"to_on": TODAY - timedelta(days=1)}, {"from_on": SOON, "to_on": TODAY}):
        with pytest.raises(wishing.DaysUnsound):
            wishing.express(session, institution=signed, plan=replace(OFFER, **days), **acted)


def test_a_day_is_agreed_by_both_sides_once(session, odile, pair):
    key = uuid4()
    day = propose(session, odile, pair, row_id=key, order=-1)
    assert propose(session, odile, pair, row_id=key) is day  # a double tap
    assert (day.offer, day.request) == pair
    assert not day.is_agreed
    with pytest.raises(immersing.NotThere):
        settle(session, odile, day, Outcome.HELD, today=SOON)
    seen = day.version
    say(session, odile, day, Side.OFFER, words="Avec plaisir.")
    assert day.is_agreed
    say(session, odile, day, Side.OFFER, version=seen, words="Avec plaisir.")  # the same tab, tapped twice
    with pytest.raises(immersing.AlreadyAnswered):
        say(session, odile, day, Side.OFFER, yes=False, version=seen)
    with pytest.raises(immersing.AlreadyAnswered):
        say(session, odile, day, Side.REQUEST, yes=False)


def test_of_two_tabs_the_second_is_told(session, odile, pair):
    day = propose(session, odile, pair, side=None)
    seen = day.version
    say(session, odile, day, Side.OFFER)
    with pytest.raises(ChangedMeanwhile):
        say(session, odile, day, Side.REQUEST, version=seen)


def test_places_are_never_given_twice_and_come_back_when_declined(session, odile, pair):
    with pytest.raises(immersing.NoMatch):
        propose(session, odile, pair, places=3)
    day = propose(session, odile, pair)
    assert wishing.taken(session, pair[0].id) == wishing.taken(session, pair[1].id) == 2
    with pytest.raises(immersing.NoMatch):
        propose(session, odile, pair, places=1)  # the request has none left
    changed = {"wish": pair[0], "version": 1, "plan": replace(OFFER, places=1), "today": TODAY}
    with pytest.raises(wishing.AlreadyProposed):
        wishing.change_wish(session, actor=odile, **changed)
    say(session, odile, day, Side.OFFER, yes=False, words="Nous sommes fermés.")
    assert wishing.taken(session, pair[0].id) == 0
    with pytest.raises(immersing.NotThere):
        settle(session, odile, day, Outcome.CANCELLED)
    again = propose(session, odile, pair, day=SOON + timedelta(days=1))
    settle(session, odile, again, Outcome.CANCELLED, words="Grève.")
    assert wishing.taken(session, pair[1].id) == 0
    wishing.withdraw(session, actor=odile, wish=pair[1])
    with pytest.raises(immersing.NoMatch):
        propose(session, odile, pair)


def test_a_day_outside_or_of_one_institution_is_refused(session, odile, pair):
    for wrong in (TODAY - timedelta(days=1), TODAY + timedelta(days=31)):
        with pytest.raises(immersing.NoMatch):
            propose(session, odile, pair, day=wrong)
    own = wishing.express(
        session, row_id=uuid4(), institution=pair[0].institution, plan=REQUEST, actor=odile, today=TODAY
    )
    with pytest.raises(immersing.NoMatch):
        propose(session, odile, (pair[0], own))
    assert wishing.fits_of(session, own, today=TODAY) == []


def test_feedback_comes_after_the_day_once_from_each_side(session, odile, pair):
    day = propose(session, odile, pair)
    say(session, odile, day, Side.OFFER)
    told = {"actor": odile, "immersion": day, "today": SOON}
    with pytest.raises(immersing.NotThere):
        immersing.tell(session, side=Side.OFFER, plan=GOOD, **told)
    with pytest.raises(immersing.NotYet):
        settle(session, odile, day, Outcome.HELD)
    settle(session, odile, day, Outcome.HELD, today=SOON)
    first = immersing.tell(session, side=Side.OFFER, plan=GOOD, **told)
    assert immersing.tell(session, side=Side.OFFER, plan=GOOD, **told) is first
    with pytest.raises(immersing.AlreadyAnswered):
        immersing.tell(session, side=Side.OFFER, plan=replace(GOOD, words="Autre chose."), **told)
    immersing.tell(session, side=Side.REQUEST, plan=GOOD, **told)
    year = yearly.year_of(session, TODAY.year, threshold=5, today=SOON)
    assert (year.offers, year.requests, year.stages[Stage.HELD], year.people) == (1, 1, 1, 2)
    assert set(year.answers["usefulness"].values()) == {None}  # two answers would point at both
    rows = {tuple(row[:2]): row[2:] for row in yearly.tables_of(year)["immersions"][1:]}
    assert rows[("tenues, par thème", "école et décrochage")] == ["1", "2"]
    department = load(session)
    report = yearly.sheet_of(year, department=department)
    assert ("Journées tenues", "1") in report.facts
    assert report == yearly.sheet_of(year, department=department)


def held_days(session, pair, number):
    """Days held and told by both sides, all alike."""
    for _ in range(number):
        day = Immersion(offer=pair[0], request=pair[1], day=TODAY, places=1, outcome=Outcome.HELD)
        day.host_answer = day.guest_answer = Answer.ACCEPTED
        answers = {name: getattr(GOOD, name) for name in QUESTIONS}
        day.feedbacks = [ImmersionFeedback(side=side, **answers) for side in Side]
        session.add(day)
    session.flush()


def test_the_answers_of_a_year_are_told_once_none_can_come_any_more(session, odile, pair):
    held_days(session, pair, 6)
    last, first = date(TODAY.year + 1, 1, 31), date(TODAY.year + 1, 2, 1)
    open_year = yearly.year_of(session, TODAY.year, threshold=5, today=last)
    assert {number for shown in open_year.answers.values() for number in shown.values()} == {None}
    assert yearly.year_of(session, TODAY.year, threshold=5, today=first).answers["usefulness"]["much"] == 12
    late = Immersion(offer=pair[0], request=pair[1], day=TODAY, places=1, outcome=Outcome.HELD)
    late.host_answer = late.guest_answer = Answer.ACCEPTED
    session.add(late)
    session.flush()
    with pytest.raises(immersing.ToldAlready):
        immersing.tell(session, actor=odile, immersion=late, side=Side.OFFER, plan=GOOD, today=first)
    immersing.tell(session, actor=odile, immersion=late, side=Side.OFFER, plan=GOOD, today=last)


def test_the_database_itself_refuses_a_day_held_without_agreement(session, odile, pair):
    day = propose(session, odile, pair)
    day.outcome = Outcome.HELD
    with pytest.raises(IntegrityError):
        session.flush()


ANSWERS = st.fixed_dictionaries({name: st.sampled_from(kind) for name, kind in QUESTIONS.items()})


@given(st.lists(ANSWERS, max_size=40), st.integers(5, 11))
def test_no_small_number_of_answers_leaves(answers, threshold):
    for name, shown in protected(answers, threshold).items():
        told = [number for number in shown.values() if number is not None]
        assert all(number == 0 or number >= threshold for number in told), name
        assert list(shown.values()).count(None) != 1
        assert len(answers) >= threshold or not any(told)


def test_every_total_is_the_sum_of_its_lines():
    empty = count(2026, [], offers=0, requests=0, signed=0, threshold=11)
    assert (sum(empty.stages.values()), empty.people, empty.by_theme, empty.by_pair) == (0, 0, {}, {})
