"""What the young people of the demonstration answer and write: choices drawn by the seed, words read from the file."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from hcec import clock
from hcec.accounts.access import Youth
from hcec.accounts.enums import AgeBand, PlacementType
from hcec.consultations.enums import QuestionKind
from hcec.consultations.models import Consultation
from hcec.demo.data_files import Message
from hcec.demo.services.young import YoungPerson
from hcec.department.services import Department
from hcec.testimonies import services as testimonies
from hcec.testimonies.questionnaire import Answer, Questionnaire, Situation

UNSAID_SHARE = 0.06
SKIPPED_SHARE = 0.07
DEFAULT_YOUNG = 140


@dataclass(frozen=True, slots=True)
class Written:
    """A message that was sent: where it is now, whose it is, and when."""

    message: Message
    testimony_id: UUID
    author: Youth
    day: date


@dataclass(slots=True)
class Contribution:
    """One young person's answers to one consultation."""

    young: YoungPerson
    messages: dict[int, Message] = field(default_factory=dict)  # by question, from 0


def at_noon(day: date) -> datetime:
    """Return the moment at which the demonstration acts on a day: noon, or now when noon is still to come."""
    return min(datetime.combine(day, time(12), tzinfo=clock.local().tzinfo), clock.local())


def share_out(
    people: Sequence[YoungPerson], raw: dict[str, Any], messages: Sequence[Message], random: Random
) -> list[Contribution]:
    """Choose who answers and who wrote what: a message goes to somebody of its age, one a person while that lasts."""
    eligible = [each for each in people if each.age_band in raw["audience"]]
    wanted = min(len(eligible), round(raw["sheets"] * len(people) / DEFAULT_YOUNG))
    contributions = [Contribution(each) for each in random.sample(eligible, wanted)]
    for message in messages:
        fits = [each for each in contributions if _fits(each, message)]
        if fits:
            fewest = min(len(each.messages) for each in fits)
            chosen = random.choice([each for each in fits if len(each.messages) == fewest])
            chosen.messages[message.question or 0] = message
    return contributions


def _fits(contribution: Contribution, message: Message) -> bool:
    if (message.question or 0) in contribution.messages:
        return False
    unsaid = {other.age_band for other in contribution.messages.values()}
    same_age = message.age_band in {None, contribution.young.age_band}
    return same_age and (not unsaid or unsaid == {message.age_band})


def answer(
    session: Session,
    *,
    contribution: Contribution,
    consultation: Consultation,
    raw: dict[str, Any],
    random: Random,
    department: Department,
    today: date,
) -> list[Written]:
    """Send one young person's sheet and messages, on a day when the consultation was open."""
    last = min(consultation.closes_on or today, today)
    first = consultation.opens_on or today
    day = first + timedelta(days=random.randint(0, (last - first).days))
    ids = {question.id: uuid4() for question in consultation.questions}
    person = contribution.young.person
    with clock.frozen(at_noon(day)):
        testimonies.accept_contract(session, youth=person, consultation_id=consultation.id, today=day)
        testimonies.send_answers(
            session,
            youth=person,
            consultation=consultation,
            questionnaire=_questionnaire(contribution, consultation, raw, random),
            today=day,
            department=department,
            row_id=ids.__getitem__,
        )
    return [
        Written(message, ids[consultation.questions[place].id], person, day)
        for place, message in contribution.messages.items()
    ]


def write_idea(
    session: Session,
    *,
    young: YoungPerson,
    message: Message,
    department: Department,
    day: date,
    is_topic: bool = False,
) -> Written:
    """Put one message in the idea box, or offer it to the others as a topic."""
    with clock.frozen(at_noon(day)):
        testimonies.accept_contract(session, youth=young.person, consultation_id=None, today=day)
        idea = testimonies.submit_idea(
            session,
            youth=young.person,
            row_id=uuid4(),
            body=message.text,
            quote_ok=message.may_quote,
            about_adult=message.is_about_adult,
            excluded_circles=frozenset(),
            today=day,
            department=department,
            is_topic=is_topic,
        )
    return Written(message, idea.id, young.person, day)


def _questionnaire(
    contribution: Contribution, consultation: Consultation, raw: dict[str, Any], random: Random
) -> Questionnaire:
    ages = {message.age_band for message in contribution.messages.values()}
    hides_age = ages == {None} or (not ages and random.random() < UNSAID_SHARE)
    situation = Situation(
        age_band=None if hides_age else AgeBand(contribution.young.age_band),
        placement_type=_placement(contribution.young, random),
        was_alone=random.choices([True, False, None], weights=[80, 8, 12])[0],
    )
    answers = {}
    for place, question in enumerate(consultation.questions):
        drawn = _draw(question.kind, raw["question"][place], random, contribution.messages.get(place))
        if not drawn.is_empty:
            answers[question.id] = drawn
    return Questionnaire(situation, answers)


def _placement(young: YoungPerson, random: Random) -> PlacementType | None:
    drawn = random.random()
    if drawn < UNSAID_SHARE:
        return None
    return PlacementType.UNSAID if drawn < 2 * UNSAID_SHARE else PlacementType(young.place.placement_type)


def _draw(kind: QuestionKind, raw: dict[str, Any], random: Random, message: Message | None) -> Answer:
    if kind is QuestionKind.TEXT:
        if message is None:
            return Answer()
        return Answer(text=message.text, quote_ok=message.may_quote, about_adult=message.is_about_adult)
    weights = raw["weights"]
    if random.random() < SKIPPED_SHARE:
        return Answer()
    places = list(range(1, len(weights) + 1))
    if kind is QuestionKind.FACES:
        return Answer(choices=(random.choices([1, 2, 3, 4, 0], weights=weights)[0],))
    if kind is QuestionKind.ONE:
        return Answer(choices=(random.choices(places, weights=weights)[0],))
    if kind is QuestionKind.SEVERAL:
        return Answer(
            choices=tuple(n for n, weight in zip(places, weights, strict=True) if random.random() * 100 < weight)
        )
    order = sorted(places, key=lambda n: random.random() ** (1 / weights[n - 1]), reverse=True)
    return Answer(ranks=tuple((n, order.index(n) + 1) for n in places))
