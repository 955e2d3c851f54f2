"""Refusals read again by another service, who does not know why they were refused (M4)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from hcec import clock, keys
from hcec.accounts.access import StaffMember
from hcec.accounts.models import StaffTie
from hcec.moderation.access import visible_to
from hcec.moderation.enums import DecisionKind, Opinion
from hcec.moderation.models import Decision, Rereading
from hcec.moderation.services.deciding import NoReason
from hcec.moderation.services.reading import NotReadyToRead, record
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from hcec.text.normalise import plain

ONE_IN = 10
LEAST_REASON = 10


class AlreadyReread(Exception):
    """Somebody else read it again, or the child asked for another reader meanwhile."""


def draw_rereadings(session: Session) -> int:
    """Draw one refusal in ten, by chance, among those whose words are here. Return how many were drawn now.

    Chance is the keyed hash of a random identifier: nobody foresees it, and a second drawing changes nothing.
    """
    known = exists().where(Rereading.decision_id == Decision.id)
    refusals = select(Decision.id).join(Testimony, Testimony.id == Decision.testimony_id).where(_is_fresh(), ~known)
    drawn = [each for each in session.scalars(refusals) if is_drawn(each)]
    session.add_all(Rereading(decision_id=each) for each in drawn)
    session.flush()
    return len(drawn)


def is_drawn(decision_id: UUID) -> bool:
    """Return whether chance wants this refusal read again."""
    return int.from_bytes(keys.current().keyed_hash("rereading", decision_id.bytes)[:8]) % ONE_IN == 0


def readable_by(actor: StaffMember) -> Select[Rereading]:
    """Return what this person might read again, done or not: from elsewhere (A5), of another service than who refused.

    They took no part in the message. Two people without a service are of two.
    """
    took_part = exists().where(Decision.testimony_id == Testimony.id, Decision.staff_id == actor.id)
    readable = visible_to(actor).where(~took_part).with_only_columns(Testimony.id).order_by(None)
    return (
        select(Rereading)
        .join(Decision, Decision.id == Rereading.decision_id)
        .join(Testimony, Testimony.id == Decision.testimony_id)
        .where(Testimony.id.in_(readable), ~_is_of_the_same_service(actor))
        .order_by(Rereading.decision_id)
    )


def to_reread(actor: StaffMember) -> Select[Rereading]:
    """Return what waits for this person: nobody read it again, and the refusal still stands."""
    return readable_by(actor).where(Rereading.staff_id.is_(None), _is_fresh())


def reread_by(actor: StaffMember) -> Select[Rereading]:
    """Return what this person read again."""
    readable = visible_to(actor).with_only_columns(Testimony.id).order_by(None)
    mine = select(Rereading).join(Decision, Decision.id == Rereading.decision_id)
    return mine.where(Rereading.staff_id == actor.id, Decision.testimony_id.in_(readable))


def note_opinion(
    session: Session, *, actor: StaffMember, rereading: Rereading, opinion: Opinion, reason: str, today: date
) -> Rereading:
    """Keep what somebody else would have decided, and why; journalled. Another opinion offers the child a new reading.

    Raises NotReadyToRead (A7), NoReason, AlreadyReread.
    """
    if not actor.is_ready_to_read:
        raise NotReadyToRead
    why = plain(reason).strip()
    if len(why) < LEAST_REASON:
        raise NoReason
    theirs = to_reread(actor).where(Rereading.decision_id == rereading.decision_id).order_by(None)
    held = session.scalars(theirs.with_for_update(of=Rereading).execution_options(populate_existing=True)).one_or_none()
    if held is None:
        raise AlreadyReread
    held.staff_id, held.opinion, held.done_on = actor.id, opinion, clock.month_of(today)
    held.reason = why
    decision = session.get_one(Decision, held.decision_id)
    record(session, actor, "testimony:reread", session.get_one(Testimony, decision.testimony_id))
    session.flush()
    return held


def reread_otherwise(session: Session, testimonies: Sequence[Testimony]) -> set[UUID]:
    """Return which of these messages somebody from another service would not have refused as they were."""
    ids = [testimony.id for testimony in testimonies]
    found = (
        select(Testimony.id)
        .join(Decision, Decision.testimony_id == Testimony.id)
        .join(Rereading, Rereading.decision_id == Decision.id)
        .where(Testimony.id.in_(ids), Decision.version == Testimony.version, Decision.kind == DecisionKind.REFUSE)
        .where(Rereading.opinion.is_not(None), Rereading.opinion != Opinion.REFUSE)
    )
    return set(session.scalars(found))


def _is_fresh() -> ColumnElement[bool]:
    """A refusal that still stands, of words that are still here."""
    return and_(
        Decision.kind == DecisionKind.REFUSE,
        Decision.version == Testimony.version,
        Testimony.state == TestimonyState.REFUSED,
        Testimony.original_box.is_not(None),
    )


def _is_of_the_same_service(actor: StaffMember) -> ColumnElement[bool]:
    mine, theirs = aliased(StaffTie), aliased(StaffTie)
    whole_circle = or_(mine.service_id.is_(None), theirs.service_id.is_(None))
    is_shared = or_(mine.service_id == theirs.service_id, and_(whole_circle, mine.circle_id == theirs.circle_id))
    return exists().where(mine.staff_id == actor.id, theirs.staff_id == Decision.staff_id, is_shared)
