"""Cards: made, entered, revoked (A1). What a card says is sealed under its own code."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from hcec import db, keys, tombstones
from hcec.accounts import card_code
from hcec.accounts.access import EnteredCard
from hcec.accounts.enums import Channel
from hcec.accounts.models import Card, CardUse, ChannelCount, ChannelUse, Service

PLACE = "card.origin_box"
NOBODYS_CODE = "0" * card_code.LENGTH


class CardRefused(Exception):
    """Wrong, used, expired or revoked: nobody is told which (A1)."""


@dataclass(frozen=True, slots=True)
class NewCard:
    """A card as it is printed, held in memory only while the document is made."""

    code: str
    number: str


def draw_cards(count: int) -> list[NewCard]:
    """Return fresh codes and numbers, not yet good for anything: a document may be made of them first."""
    return [NewCard(code=card_code.draw_code(), number=card_code.draw_number()) for _ in range(count)]


def make_cards(
    session: Session, *, service: Service, count: int, expires: date, channel: Channel = Channel.IN_PERSON
) -> list[NewCard]:
    """Draw `count` single-use cards for a service and make them good, as `open_cards` does."""
    made = draw_cards(count)
    open_cards(session, cards=made, service=service, expires=expires, channel=channel)
    return made


def open_cards(
    session: Session,
    *,
    cards: Sequence[NewCard],
    service: Service,
    expires: date,
    channel: Channel = Channel.IN_PERSON,
) -> None:
    """Make cards that were drawn good for a service, until the end of `expires`' month.

    How they will be handed out is sealed in each, to count later which way worked.
    """
    ring = keys.current()
    for card in cards:
        code_hash = ring.keyed_hash("card", card.code.encode())
        origin = {"number": card.number, "service": service.id.hex, "month": f"{expires:%Y-%m}"}
        origin["channel"] = channel
        sealed = keys.seal_under(_code_key(card.code), keys.pad(json.dumps(origin).encode()), place=PLACE)
        number_hash = ring.keyed_hash("card number", card.number.encode())
        session.add(Card(code_hash=code_hash, number_hash=number_hash, origin_box=sealed))
    service.cards_made += len(cards)
    db.lock(session, "channel count")
    told = session.get(ChannelCount, channel)
    if told is None:
        session.add(told := ChannelCount(channel=channel, cards_made=0, cards_used=0))
    told.cards_made += len(cards)
    session.flush()


def check_card(session: Session, *, code: str, today: date) -> EnteredCard:
    """Return what a card says when it would be taken, without using it. Raises CardRefused."""
    canonical = card_code.parse_code(code)
    entered, _channel = _open(
        session, canonical or NOBODYS_CODE, today
    )  # a malformed code is looked up too: as slow an answer
    if canonical is None:
        raise CardRefused
    return entered


def enter_card(session: Session, *, code: str, today: date) -> EnteredCard:
    """Use a card: its row goes, so that of fifty at once exactly one gets through. Raises CardRefused."""
    canonical = card_code.parse_code(code)
    entered, channel = _open(session, canonical or NOBODYS_CODE, today)
    if canonical is None:
        raise CardRefused
    code_hash = keys.current().keyed_hash("card", canonical.encode())
    gone = session.execute(delete(Card).where(Card.code_hash == code_hash))
    if db.rows_touched(gone) != 1:
        raise CardRefused
    _count_use(entered.service_id, channel)
    return entered


def revoke_card(session: Session, *, number: str) -> bool:
    """Make a lost card worthless by its number; return whether there was one."""
    number_hash = keys.current().keyed_hash("card number", number.strip().encode())
    gone = session.execute(delete(Card).where(Card.number_hash == number_hash))
    tombstones.mark(session, "card", number_hash)
    return bool(db.rows_touched(gone))


def _open(session: Session, canonical: str, today: date) -> tuple[EnteredCard, Channel | None]:
    card = session.get(Card, keys.current().keyed_hash("card", canonical.encode()))
    if card is None:
        raise CardRefused
    origin = json.loads(keys.unpad(keys.unseal_under(_code_key(canonical), card.origin_box, place=PLACE)))
    service = session.get(Service, UUID(origin["service"]))
    if service is None or origin["month"] < f"{today:%Y-%m}":
        raise CardRefused
    entered = EnteredCard(number=origin["number"], service_id=service.id, circle_id=service.circle_id)
    return entered, Channel(origin["channel"]) if "channel" in origin else None


def _code_key(code: str) -> bytes:
    return keys.current().keyed_hash("card origin", code.encode())


def _count_use(service_id: UUID, channel: Channel | None) -> None:
    """Count in the volatile database; the night adds it up, so that no backup tells when a card was used."""
    with db.current().volatile() as volatile:
        db.lock(volatile, "card use")
        use = volatile.get(CardUse, service_id)
        if use is None:
            volatile.add(CardUse(service_id=service_id, used=1))
        else:
            use.used += 1
        way = volatile.get(ChannelUse, channel) if channel else None
        if way is not None:
            way.used += 1
        elif channel:
            volatile.add(ChannelUse(channel=channel, used=1))
