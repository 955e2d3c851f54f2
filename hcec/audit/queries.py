"""Reading the journal: a page of lines, what may be filtered by, who read what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, not_, or_, select
from sqlalchemy.orm import Session

from hcec import clock
from hcec.audit.models import JournalEntry, JournalHead

READINGS = ("testimony:read", "alert:read", "alert:print")
HANDED_OUT = ("envelope:hand_out",)


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked for; empty: everything."""

    month: date | None = None
    actor: str = ""
    action: str = ""
    without_messages: bool = False  # for who may be kept from a message by a circle: not even that it exists (A5)


def lines(wanted: Filter) -> Select[JournalEntry]:
    """Return the lines looked for, the latest first."""
    found = select(JournalEntry).order_by(JournalEntry.seq.desc())
    if wanted.month is not None:
        starts = datetime.combine(wanted.month, datetime.min.time(), UTC)
        ends = datetime.combine(clock.month_of(wanted.month + timedelta(days=31)), datetime.min.time(), UTC)
        found = found.where(JournalEntry.at >= starts, JournalEntry.at < ends)
    if wanted.actor:
        found = found.where(JournalEntry.actor == wanted.actor)
    if wanted.action:
        found = found.where(JournalEntry.action == wanted.action)
    return _without_messages(found) if wanted.without_messages else found


def how_many(found: Select[JournalEntry]) -> Select[Any]:
    """Return the number of lines."""
    return found.order_by(None).with_only_columns(func.count(JournalEntry.seq))


def span() -> Select[Any, Any]:
    """Return the moments of the first and of the last line."""
    return select(func.min(JournalEntry.at), func.max(JournalEntry.at))


def actors(*, without_messages: bool = False) -> Select[Any]:
    """Return every actor named."""
    named = select(JournalEntry.actor).distinct()
    return _without_messages(named) if without_messages else named


def actions(*, without_messages: bool = False) -> Select[Any]:
    """Return every action named, in order."""
    named = select(JournalEntry.action).distinct().order_by(JournalEntry.action)
    return _without_messages(named) if without_messages else named


def latest_heads(most: int) -> Select[JournalHead]:
    """Return the latest heads, kept and sent."""
    return select(JournalHead).order_by(JournalHead.day.desc()).limit(most)


def unsent_heads() -> Select[JournalHead]:
    """Return the heads that nobody received yet, the oldest first."""
    return select(JournalHead).where(JournalHead.sent_at.is_(None)).order_by(JournalHead.day)


def roles_that_read(session: Session, subjects: Iterable[str], actions: Sequence[str] = READINGS) -> list[str]:
    """Return the roles, never the people, that opened any of these (`<table>:<id>`): "qui a lu mon message ?"."""
    read = select(JournalEntry.role).where(JournalEntry.subject.in_(list(subjects)), JournalEntry.action.in_(actions))
    return list(session.scalars(read.distinct().order_by(JournalEntry.role)))


def history_of(*rows: Any, most: int = 50) -> Select[JournalEntry]:
    """Return who changed these rows, the latest first."""
    return history_about(*(f"{row.__tablename__}:{row.id.hex}" for row in rows), most=most)


def history_about(*subjects: str, most: int = 50) -> Select[JournalEntry]:
    """Return what was done to these subjects (`<table>:<id>`), the latest first."""
    return select(JournalEntry).where(JournalEntry.subject.in_(subjects)).order_by(JournalEntry.seq.desc()).limit(most)


def _without_messages(found: Select[Any]) -> Select[Any]:
    """Leave out every line about a message or an alert."""
    about = (JournalEntry.subject.startswith(f"{table}:") for table in ("testimony", "alert"))
    return found.where(not_(or_(*about)))
