"""What waits for a reader, in which order, and how much of it."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Integer, Select, SQLColumnExpression, and_, case, exists, func, or_, select

from hcec.accounts.access import StaffMember
from hcec.accounts.models import Service, Staff
from hcec.audit.models import JournalEntry
from hcec.consultations.models import Consultation, Question
from hcec.moderation.access import has_reader, visible_to
from hcec.moderation.enums import DecisionKind, HardTheme
from hcec.moderation.models import Decision, ExchangeLine, StaffAvoidance
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from hcec.testimonies.urgency import BITS, WORRYING
from hcec.text.normalise import fold

DECIDED = (TestimonyState.APPROVED, TestimonyState.KEPT, TestimonyState.REFUSED)
_REFERENCE = re.compile(r"[0-9a-f]{32}")


def takable_by(actor: StaffMember, today: date) -> Select[Testimony]:
    """Return what this person may read and take in hand: nobody holds it, or the claim is theirs or has run out.

    A second reading is never offered to whoever decided on these words, nor a contested refusal to who refused.
    """
    is_free = or_(Testimony.claimed_by.is_(None), Testimony.claimed_until < today, Testimony.claimed_by == actor.id)
    first_reading = Testimony.state.in_([TestimonyState.SUBMITTED, TestimonyState.CLAIMED])
    second_reading = and_(Testimony.state == TestimonyState.SECOND_READER, ~_was_decided_by(actor.id))
    return visible_to(actor).where(or_(first_reading, second_reading), is_free)


def queue_of(actor: StaffMember, today: date, *, among: ColumnElement[bool] | None = None) -> Select[Testimony]:
    """Return what awaits this person: their own claims, then what worries or is in an unknown language, then by age.

    What they asked to leave to others is left, as long as there are others (M6); `found_by` narrows the queue.
    """
    waiting = _offered_to(actor, today)
    if among is not None:
        waiting = waiting.where(among)
    is_urgent = Testimony.urgency > 0
    return waiting.order_by(_is_held_by(actor, today).desc(), is_urgent.desc(), Testimony.written_on, Testimony.id)


def titles() -> Select[UUID, str]:
    """Return (identifier, title) of every consultation."""
    return select(Consultation.id, Consultation.title)


def found_by(search: str, titled: Iterable[tuple[UUID, str]]) -> ColumnElement[bool]:
    """Return what a search keeps, by a whole reference or a title in any case and accents: never by a child's words."""
    if _REFERENCE.fullmatch(search):
        return Testimony.id == UUID(hex=search)
    return Testimony.consultation_id.in_([each for each, title in titled if fold(search) in fold(title)])


def titled(queue: Select[Testimony]) -> Select[Testimony, str | None]:
    """Return each message with the title of its consultation (None in the idea box), in one query."""
    return queue.add_columns(
        select(Consultation.title).where(Consultation.id == Testimony.consultation_id).scalar_subquery()
    )


def counts_of(actor: StaffMember, today: date) -> Select[int, int, int]:
    """Return how many wait for a first reading, how many for a second, and how many this person holds."""
    held = _is_held_by(actor, today)
    return _offered_to(actor, today).with_only_columns(
        func.count(case((and_(~held, Testimony.state != TestimonyState.SECOND_READER), 1))),
        func.count(case((and_(~held, Testimony.state == TestimonyState.SECOND_READER), 1))),
        func.count(case((held, 1))),
    )


def waiting_of(actor: StaffMember, today: date, promised: date) -> Select[int, int, date | None]:
    """Return how many are to be read first, how many wait since before `promised`, and since when the oldest waits."""
    return _offered_to(actor, today).with_only_columns(
        func.count(case((Testimony.urgency > 0, 1))),
        func.count(case((Testimony.written_on < promised, 1))),
        func.min(Testimony.written_on),
    )


def decisions_on(testimony_id: UUID) -> Select[Decision]:
    """Return every decision on a message, the earlier versions first."""
    return select(Decision).where(Decision.testimony_id == testimony_id).order_by(Decision.version, Decision.id)


def first_decision(testimony: Testimony) -> Select[Decision]:
    """Return who proposed the words that the child was asked about."""
    return select(Decision).where(
        Decision.testimony_id == testimony.id,
        Decision.version == testimony.version,
        Decision.kind == DecisionKind.PUBLISH,
    )


def seen_before(day: date) -> Select[Testimony]:
    """Return what was proposed and seen by the child on this day or before (M2)."""
    return select(Testimony).where(Testimony.state == TestimonyState.PROPOSED, Testimony.seen_on <= day)


def expired_claims(today: date) -> Select[Testimony]:
    """Return messages whose reader let the claim run out (M3)."""
    return select(Testimony).where(Testimony.claimed_by.is_not(None), Testimony.claimed_until < today)


def without_hints() -> Select[Testimony]:
    """Return what waits to be read and no language model has looked at."""
    waiting = (TestimonyState.SUBMITTED, TestimonyState.CLAIMED, TestimonyState.SECOND_READER)
    return (
        select(Testimony)
        .where(Testimony.state.in_(waiting), Testimony.original_box.is_not(None), Testimony.hints_box.is_(None))
        .order_by(Testimony.id)
    )


def decided_with_words() -> Select[UUID, TestimonyState, date]:
    """Return each decided message whose words are still here, with the month of its last decision.

    Not while somebody has yet to read what the child wrote back.
    """
    waits = exists().where(
        ExchangeLine.testimony_id == Testimony.id, ExchangeLine.staff_id.is_(None), ExchangeLine.read_on.is_(None)
    )
    month = func.coalesce(func.max(Decision.decided_on), Testimony.read_on, Testimony.written_on, type_=Date())
    return (
        select(Testimony.id, Testimony.state, month.label("month"))
        .outerjoin(Decision, Decision.testimony_id == Testimony.id)
        .where(Testimony.original_box.is_not(None), Testimony.state.in_(DECIDED), ~waits)
        .group_by(Testimony.id)
    )


def known_names() -> Select[str, str]:
    """Return (name, short name) of every service."""
    return select(Service.name, Service.short_name)


def staff_names() -> Select[str]:
    """Return the name of everybody who is or was on the staff: children go on naming who left."""
    return select(Staff.name)


def how_many_names() -> Select[int, int]:
    """Return how many services and members of staff there are: a newcomer is known at once."""
    services = select(func.count(Service.id)).scalar_subquery()
    return select(services, select(func.count(Staff.id)).scalar_subquery())


def avoided_by(actor: StaffMember) -> Select[HardTheme]:
    """Return the themes that this person leaves to others (M6)."""
    return select(StaffAvoidance.theme).where(StaffAvoidance.staff_id == actor.id)


def acts_of(actor: StaffMember, since: datetime) -> Select[datetime, str, str]:
    """Return (moment, action, subject) of this person's own acts on messages, in order."""
    return (
        select(JournalEntry.at, JournalEntry.action, JournalEntry.subject)
        .where(
            JournalEntry.at >= since, JournalEntry.actor == actor.id.hex, JournalEntry.subject.startswith("testimony:")
        )
        .order_by(JournalEntry.at, JournalEntry.seq)
    )


def worrying_among(identifiers: Iterable[UUID]) -> Select[UUID]:
    """Return which of these messages the aids find worrying, while their words are here."""
    worries = Testimony.urgency.bitwise_and(WORRYING) != 0
    return select(Testimony.id).where(Testimony.id.in_(list(identifiers)), worries)


def _offered_to(actor: StaffMember, today: date) -> Select[Testimony]:
    """Return what this person may take, but for what they leave to others who can read it (M6)."""
    others = (Staff.id != actor.id, ~_avoids(Staff.id), ~_was_decided_by(Staff.id))
    is_left = and_(Testimony.urgency > 0, _avoids(actor.id), has_reader(*others))
    return takable_by(actor, today).where(or_(_is_held_by(actor, today), ~is_left))


def _avoids(staff_id: UUID | SQLColumnExpression[UUID]) -> ColumnElement[bool]:
    bit = case(BITS, value=StaffAvoidance.theme, else_=0).cast(Integer)
    return (
        exists()
        .where(StaffAvoidance.staff_id == staff_id, Testimony.urgency.bitwise_and(bit) != 0)
        .correlate(Staff, Testimony)
    )


def _was_decided_by(staff_id: UUID | SQLColumnExpression[UUID]) -> ColumnElement[bool]:
    return (
        exists()
        .where(
            Decision.testimony_id == Testimony.id,
            Decision.staff_id == staff_id,
            or_(Decision.version == Testimony.version, Decision.kind == DecisionKind.REFUSE),
        )
        .correlate(Staff, Testimony)
    )


def _is_held_by(actor: StaffMember, today: date) -> ColumnElement[bool]:
    return and_(func.coalesce(Testimony.claimed_by == actor.id, False), Testimony.claimed_until >= today)


def how_many(queue: Select[Testimony]) -> Select[int]:
    """Return how many messages a queue holds."""
    return select(func.count()).select_from(queue.order_by(None).with_only_columns(Testimony.id).subquery())


def asked_in(testimony: Testimony) -> Select[str, str | None]:
    """Return the title of the message's consultation and the question that it answers."""
    question = select(Question.label).where(Question.id == testimony.question_id).scalar_subquery()
    return select(Consultation.title, question).where(Consultation.id == testimony.consultation_id)
