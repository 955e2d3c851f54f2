"""Messages: sealed, enveloped, tagged (A4, A5, M1); sent once, withdrawn at any time."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hcec import db, keys, tombstones
from hcec.accounts.access import Youth
from hcec.accounts.models import Service
from hcec.department.services import Department
from hcec.testimonies.access import ideas_tag
from hcec.testimonies.enums import TestimonyKind, TestimonyState
from hcec.testimonies.models import Testimony, TestimonyCircle
from hcec.testimonies.questionnaire import LONGEST_TEXT
from hcec.testimonies.services.agreements import NotAccepted, has_accepted
from hcec.testimonies.services.allowance import spend_message
from hcec.testimonies.services.drafts import forget_answer
from hcec.testimonies.urgency import urgency_of
from hcec.text.normalise import plain


class TooLong(Exception):
    """The words are over the limit; nothing was stored, the page still holds them."""


class NotYours(Exception):
    """This one-time form already made something, for somebody else."""


class NoEnvelope(Exception):
    """The CRIP's key is not set: a message could not be opened if its author were in danger, so none is taken."""


def close_envelope(session: Session, *, youth: Youth, department: Department, place: str) -> bytes:
    """Return a fresh envelope, sealed to the CRIP, then at rest in `place`: every card entered, the latest first.

    Raises NoEnvelope.
    """
    rows = session.execute(select(Service.id, Service.name).where(Service.id.in_({c.service_id for c in youth.cards})))
    names = {row.id: row.name for row in rows}
    cards = [{"number": card.number, "service": names.get(card.service_id, "")} for card in youth.cards]
    return seal_cards(department, cards, place=place)


def seal_cards(department: Department, cards: list[dict[str, str]], *, place: str) -> bytes:
    """Return these cards, sealed to the CRIP, then at rest in `place`. Raises NoEnvelope."""
    if not department.crip_public_key:
        raise NoEnvelope
    envelope = keys.seal_envelope(bytes.fromhex(department.crip_public_key), {"cards": cards})
    return keys.current().seal(envelope, place=place)


def envelope_place(testimony_id: UUID) -> str:
    """Return where a message's envelope is bound at rest."""
    return f"testimony.envelope_box.{testimony_id.hex}"


def put_circles(testimony: Testimony, circles: Iterable[UUID]) -> None:
    """Make these, and no others, the circles whose staff never see the message (A5)."""
    wanted = set(circles)
    testimony.circles = [row for row in testimony.circles if row.circle_id in wanted]
    held = {row.circle_id for row in testimony.circles}
    testimony.circles += [TestimonyCircle(circle_id=circle) for circle in sorted(wanted - held)]


def put_words(testimony: Testimony, words: str) -> None:
    """Write or rewrite the words, and with them how soon they should be read (S5); hints were about the former ones."""
    testimony.original, testimony.urgency, testimony.hints = words, urgency_of(words), None


def submit_idea(
    session: Session,
    *,
    youth: Youth,
    row_id: UUID,
    body: str,
    quote_ok: bool,
    about_adult: bool,
    excluded_circles: frozenset[UUID],
    today: date,
    department: Department,
    is_topic: bool = False,
) -> Testimony:
    """Put words in the idea box, or offer them to the other children (`is_topic`).

    The same form sent twice gives back the first message, but never for other words.
    Raises NotAccepted (S8), TooLong, NoEnvelope, NotYours, MessagesSpent.
    """
    if not has_accepted(session, youth=youth, consultation_id=None):
        raise NotAccepted
    text, tag = plain(body), ideas_tag(youth, today.year)
    if len(text) > LONGEST_TEXT:
        raise TooLong
    db.lock(session, row_id.hex)
    if existing := session.get(Testimony, row_id):
        if existing.tag != tag:
            raise NotYours
        if existing.original == text and existing.state != TestimonyState.WITHDRAWN:
            return existing
        row_id = uuid4()
    idea = Testimony(id=row_id, tag=tag, kind=TestimonyKind.IDEA, is_topic=is_topic, written_on=today)
    put_words(idea, text)
    idea.may_quote, idea.is_about_adult = quote_ok, about_adult
    idea.state, idea.version = TestimonyState.SUBMITTED, 1
    idea.envelope_box = close_envelope(session, youth=youth, department=department, place=envelope_place(row_id))
    put_circles(idea, youth.circles | excluded_circles)
    spend_message(youth, department)
    session.add(idea)
    session.flush()
    return idea


def note_seen(session: Session, *, testimony: Testimony, today: date) -> None:
    """Keep the day on which the child first saw what is proposed: silence counts from then (M2)."""
    shown = (Testimony.id == testimony.id, Testimony.version == testimony.version)
    proposed = (*shown, Testimony.state == TestimonyState.PROPOSED, Testimony.seen_on.is_(None))
    session.execute(update(Testimony).where(*proposed).values(seen_on=today))


def withdraw(session: Session, *, youth: Youth, testimony: Testimony) -> None:
    """Hide a message at once, and take its words out of the draft, so that they are not sent again with the rest.

    What left in a release cannot be recalled (D6).
    """
    hide(session, testimony=testimony)
    if testimony.consultation_id and testimony.question_id:
        forget_answer(
            session, youth=youth, consultation_id=testimony.consultation_id, question_id=testimony.question_id
        )


def hide(session: Session, *, testimony: Testimony) -> None:
    """Hide a message from everybody, whatever its state; it is deleted that night.

    Whoever was deciding on it finds another version (M5).
    """
    tombstones.mark(session, "testimony", testimony.id.bytes)
    session.execute(
        update(Testimony)
        .where(Testimony.id == testimony.id, Testimony.state != TestimonyState.WITHDRAWN)
        .values(
            state=TestimonyState.WITHDRAWN,
            version=Testimony.version + 1,
            may_quote=False,
            urgency=0,
            hints_box=None,
            claimed_by=None,
            claimed_until=None,
        )
    )
