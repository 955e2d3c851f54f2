"""Who is reached and Lundy's four: nothing under the threshold, nothing finer than what is kept."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.accounts.enums import Channel
from hcec.accounts.models import ChannelCount, Service, Staff
from hcec.accounts.services import cards
from hcec.accounts.sweeps import count_used_cards
from hcec.consultations.enums import ConsultationStatus
from hcec.department.enums import PopulationTrait
from hcec.department.services.population import Population, enter_population
from hcec.followup.models import PublicAnswer
from hcec.moderation.enums import DecisionKind
from hcec.moderation.models import Decision
from hcec.reach.enums import Due, Measure
from hcec.reach.services.cards import cards_by_channel, cards_by_service
from hcec.reach.services.coming import coming_days
from hcec.reach.services.indicators import a_year_before, indicators
from hcec.reach.services.participation import participation
from hcec.syntheses.enums import Crossing, Level
from hcec.syntheses.services.publishing import publish_synthesis
from hcec.syntheses.services.writing import create_synthesis
from tests import factories
from tests.syntheses import snapshots

TODAY = date(2026, 11, 23)


def figure(session, measure):
    return next(one for one in indicators(session, today=clock.today(), threshold=5) if one.measure == measure)


@pytest.fixture
def on_call(platform, cast, session):
    return session.get(Staff, cast.staff["cyril"].id)


@pytest.mark.parametrize(("used", "told"), [(0, None), (4, None), (5, 5), (9, 5), (10, 10)])
def test_cards_used_are_told_by_whole_steps_by_service_and_by_way(platform, cast, used, told):
    with platform.database.transaction() as session:
        service = session.get(Service, cast.services["north"].id)
        made = cards.make_cards(
            session, service=service, count=12, expires=clock.today() + timedelta(days=90), channel=Channel.LETTER
        )
        for card in made[:used]:
            cards.enter_card(session, code=card.code, today=clock.today())
        assert session.get(ChannelCount, Channel.LETTER).cards_used == 0, "not before the night"
    with platform.database.transaction() as session:
        count_used_cards(session)
    with platform.database.reading() as session:
        (by_service,), (by_way,) = cards_by_service(session, threshold=5), cards_by_channel(session, threshold=5)
        assert (by_service.name, by_service.made, by_service.used) == ("Maison Nord", 12, told)
        assert (by_way.name, by_way.made, by_way.used) == ("letter", 12, told)
        reached = figure(session, Measure.SERVICES_REACHED)
        assert (reached.value, reached.of) == (int(told is not None), 1)


def test_a_card_made_before_ways_were_counted_still_opens(platform, cast, monkeypatch):
    with platform.database.transaction() as session:
        service = session.get(Service, cast.services["north"].id)
        with monkeypatch.context() as former:
            former.setattr(cards, "json", _WithoutChannel)
            (card,) = cards.make_cards(session, service=service, count=1, expires=clock.today())
        assert cards.enter_card(session, code=card.code, today=clock.today()).service_id == service.id
    with platform.database.transaction() as session:
        count_used_cards(session)
        assert session.scalars(select(ChannelCount.cards_used)).all() == [0]


class _WithoutChannel:
    from json import loads

    loads = staticmethod(loads)

    @staticmethod
    def dumps(origin):
        import json

        return json.dumps({key: value for key, value in origin.items() if key != "channel"})


def release(session, cast, sheets=120):
    consultation = snapshots.closed(session, cast.staff["cyril"], sheets=sheets)
    odile = cast.staff["odile"]
    synthesis = create_synthesis(
        session,
        author=odile,
        consultation=consultation,
        level=Level.INTERNAL,
        title="Vos mots",
        text="",
        crossings=[Crossing.AGE_BAND],
    )
    publish_synthesis(session, synthesis=synthesis, actor=odile, version=1, today=clock.today())
    return consultation


def test_participation_is_read_from_a_release_and_beside_the_population(session, cast):
    assert participation(session) == []
    assert figure(session, Measure.CONTRIBUTORS).value is None
    release(session, cast)
    (one,) = participation(session)
    assert (one.contributors, one.share, one.passages) == (120, None, ())
    people = Population(2026, 600, "SNDS", {PopulationTrait.AGE_BAND: {"11_14": 200, "15_17": 200}})
    enter_population(session, actor="x", role="observatory", population=people)
    (one,) = participation(session)
    assert one.share == figure(session, Measure.COVERAGE).value == 20
    assert figure(session, Measure.CONTRIBUTORS).value == 120


def test_nearly_everybody_or_too_few_is_not_told_as_a_share(session, cast):
    release(session, cast)
    people = Population(2026, 125, "SNDS")
    enter_population(session, actor="x", role="observatory", population=people)
    assert participation(session)[0].share is None


def test_the_time_to_decide_needs_twenty_messages_and_is_in_months(session, cast):
    def decide(count, months):
        for _ in range(count):
            message = factories.message(session, cast.ines)
            message.written_on = date(2026, 11 - months, 1)
            session.add(
                Decision(
                    id=uuid4(),
                    testimony_id=message.id,
                    version=1,
                    kind=DecisionKind.KEEP,
                    staff_id=cast.staff["malik"].id,
                    text_hash=b"",
                    decided_on=date(2026, 11, 1),
                )
            )
        session.flush()

    decide(19, 0)
    assert figure(session, Measure.MONTHS_TO_DECIDE).value is None
    decide(25, 1)
    assert figure(session, Measure.MONTHS_TO_DECIDE).value == 1


def test_answers_are_counted_with_their_days_and_their_lateness(session, cast, on_call):
    one = factories.consultation(session, on_call, "une", ConsultationStatus.CLOSED)
    other = factories.consultation(session, on_call, "autre", ConsultationStatus.CLOSED)
    one.closed_on, other.answer_due_on = TODAY - timedelta(days=40), TODAY - timedelta(days=1)
    words = {"by_function": "x", "said": "x", "will_do": "x", "cannot_do": "x"}
    session.add(PublicAnswer(consultation_id=one.id, sent_on=TODAY, validated_on=TODAY, published_on=TODAY, **words))
    session.flush()
    answered = figure(session, Measure.ANSWERED)
    assert (answered.value, answered.of) == (1, 2)
    assert figure(session, Measure.DAYS_TO_ANSWER).value == 40
    assert figure(session, Measure.LATE).value == 1


def test_readers_trained_are_counted_among_those_present(session, cast):
    before = figure(session, Measure.READERS_TRAINED)
    assert before.value == before.of == 6
    session.get(Staff, cast.staff["malik"].id).trained_on = None
    session.get(Staff, cast.staff["karine"].id).left_on = TODAY
    session.flush()
    after = figure(session, Measure.READERS_TRAINED)
    assert (after.value, after.of) == (4, 5)


def test_the_year_is_twelve_months_and_this_one_is_the_last():
    assert a_year_before(date(2026, 11, 23)) == date(2025, 12, 1)
    assert a_year_before(date(2026, 12, 31)) == date(2026, 1, 1)
    assert a_year_before(date(2026, 1, 1)) == date(2025, 2, 1)


def test_what_comes_is_in_order_and_within_four_months(session, cast, on_call):
    one = factories.consultation(session, on_call)
    one.opens_on, one.answer_due_on = TODAY + timedelta(days=3), TODAY + timedelta(days=300)
    session.flush()
    assert [(each.day - TODAY, each.what) for each in coming_days(session, today=TODAY)] == [
        (timedelta(days=3), Due.OPENS),
        (timedelta(days=21), Due.CLOSES),
    ]
