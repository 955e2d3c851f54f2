"""Whether somebody is left for every message: circles, recusals and former decisions may exclude everyone (A5)."""

from datetime import date

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from hcec.accounts import queries as accounts
from hcec.accounts.access import StaffMember, member
from hcec.moderation import queries
from hcec.moderation.access import visible_to
from hcec.moderation.models import ExchangeLine
from hcec.permissions import Permission
from hcec.testimonies.enums import TestimonyKind, TestimonyState
from hcec.testimonies.models import Testimony

WAITING = (TestimonyState.SUBMITTED, TestimonyState.CLAIMED, TestimonyState.SECOND_READER)


def has_message_without_reader(session: Session, *, today: date) -> bool:
    """Return whether a message waits that no present and trained reader may take: never nobody (A5)."""
    is_free = or_(Testimony.claimed_by.is_(None), Testimony.claimed_until < today)
    waiting = select(Testimony.id).where(Testimony.kind != TestimonyKind.HELP, Testimony.state.in_(WAITING), is_free)
    for reader in _readers(session):
        takable = queries.takable_by(reader, today).order_by(None).with_only_columns(Testimony.id)
        waiting = waiting.where(Testimony.id.not_in(takable))
    return bool(session.scalar(select(func.count()).select_from(waiting.subquery())))


def has_reply_without_reader(session: Session) -> bool:
    """Return whether a child wrote back and no present and trained reader may open it, today or later (A5)."""
    unread = exists().where(
        ExchangeLine.testimony_id == Testimony.id, ExchangeLine.staff_id.is_(None), ExchangeLine.read_on.is_(None)
    )
    waiting = select(Testimony.id).where(Testimony.state != TestimonyState.WITHDRAWN, unread)
    for reader in _readers(session):
        readable = visible_to(reader).order_by(None).with_only_columns(Testimony.id)
        waiting = waiting.where(Testimony.id.not_in(readable))
    return session.scalar(waiting.limit(1)) is not None


def _readers(session: Session) -> list[StaffMember]:
    people = (member(row) for row in session.scalars(accounts.staff_by_name()))
    return [each for each in people if each.may(Permission.TESTIMONY_DECIDE) and each.is_ready_to_read]
