"""Young people who joined by card and took a phrase."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sqlalchemy.orm import Session

from hcec.accounts.access import Youth
from hcec.accounts.enums import Channel
from hcec.accounts.models import Service
from hcec.accounts.services import cards, youth
from hcec.accounts.services.youth import WrappedAccount
from hcec.accounts.sweeps import count_used_cards
from hcec.demo.services.places import Place

CARD_DAYS = 365
UNUSED_EACH = 3
WAYS = (Channel.LETTER, Channel.IN_PERSON)
AGE_BANDS = {"under_11": 18, "11_14": 30, "15_17": 32, "18_21": 20}  # shares, in percent


@dataclass(frozen=True, slots=True)
class YoungPerson:
    """A young person of the demonstration: what they would say of themselves, and their way in."""

    person: Youth
    place: Place
    age_band: str
    phrase: tuple[str, ...]


def join(session: Session, *, places: list[Place], young: int, random: Random, today: date) -> list[YoungPerson]:
    """Let `young` people in by card, spread over services and ages as the seed says; secrets are random."""
    bands = random.choices(list(AGE_BANDS), weights=list(AGE_BANDS.values()), k=young)
    chosen = random.choices(places, weights=[place.children for place in places], k=young)
    people: list[YoungPerson] = []
    taken: set[tuple[str, ...]] = set()
    for turn, place in enumerate(places):
        service = session.get_one(Service, place.service_id)
        expires, channel = today + timedelta(days=CARD_DAYS), WAYS[turn % len(WAYS)]
        here = [band for band, where in zip(bands, chosen, strict=True) if where is place]
        made = cards.make_cards(session, service=service, count=len(here), expires=expires, channel=channel)
        for card, band in zip(made, here, strict=True):
            entered = cards.enter_card(session, code=card.code, today=today)
            person = youth.start_account(entered)
            people.append(YoungPerson(person, place, band, _draw_phrase(session, taken)))
    count_used_cards(session)
    random.shuffle(people)
    return people


def _draw_phrase(session: Session, taken: set[tuple[str, ...]]) -> tuple[str, ...]:
    """Draw a phrase whose selecting pair nobody else of this batch drew: none of them is stored yet."""
    while (words := youth.draw_phrase(session))[:2] in taken:
        continue
    taken.add(words[:2])
    return words


def wrap(people: list[YoungPerson]) -> list[WrappedAccount]:
    """Derive every phrase's key: slow on purpose, so outside any transaction."""
    return [youth.wrap_account(each.person, each.phrase) for each in people]


def keep(session: Session, people: list[YoungPerson], wrapped: list[WrappedAccount], today: date) -> list[YoungPerson]:
    """Keep every account's row; return the people, now with a phrase."""
    return [
        YoungPerson(youth.store_account(session, youth=each.person, wrapped=row, today=today), *_rest(each))
        for each, row in zip(people, wrapped, strict=True)
    ]


def unused_cards(session: Session, places: list[Place], today: date) -> list[tuple[cards.NewCard, str]]:
    """Make a few cards that nobody has used, for every service."""
    made = []
    for place in places:
        service = session.get_one(Service, place.service_id)
        expires = today + timedelta(days=CARD_DAYS)
        batch = cards.make_cards(session, service=service, count=UNUSED_EACH, expires=expires)
        made += [(card, place.name) for card in batch]
    return made


def _rest(each: YoungPerson) -> tuple[Place, str, tuple[str, ...]]:
    return each.place, each.age_band, each.phrase
