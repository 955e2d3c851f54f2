"""What the worker does of itself: close what is past, forget drafts, delete what was withdrawn, coarsen days."""

import random
from datetime import date

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from hcec import clock
from hcec.consultations.queries import past_closing
from hcec.testimonies.enums import UNDECIDED, TestimonyKind, TestimonyState
from hcec.testimonies.models import Draft, Testimony
from hcec.testimonies.services import close_consultation

_shuffle = random.SystemRandom().shuffle


def close_past_due(session: Session) -> int:
    """Close consultations whose last day has passed (D5). Return how many."""
    due = session.scalars(past_closing(clock.today())).all()
    for consultation in due:
        close_consultation(session, consultation=consultation, today=clock.today())
    return len(due)


def delete_expired_drafts(session: Session) -> int:
    """Delete drafts left for longer than the département keeps them. Return how many."""
    expired = list(session.scalars(select(Draft.tag).where(Draft.expires_on < clock.today())))
    _shuffle(expired)
    for tag in expired:
        session.execute(delete(Draft).where(Draft.tag == tag))
    return len(expired)


def delete_withdrawn(session: Session) -> int:
    """Delete what was hidden during the day, in an order that tells nothing. Return how many messages."""
    hidden = list(session.scalars(select(Testimony.id).where(Testimony.state == TestimonyState.WITHDRAWN)))
    _shuffle(hidden)
    for identifier in hidden:
        session.execute(delete(Testimony).where(Testimony.id == identifier))
    return len(hidden)


def coarsen_days(session: Session) -> int:
    """Keep only the month of what is decided (A4); a proposal keeps the day it was seen (M2). Return how many."""
    decided = Testimony.state.not_in(UNDECIDED) | (Testimony.kind == TestimonyKind.HELP)  # its alert has the moment
    dates = (Testimony.written_on, Testimony.read_on, Testimony.seen_on)
    rows = session.execute(select(Testimony.id, Testimony.state, *dates).where(decided)).all()
    changed = 0
    for row in rows:
        seen = row.seen_on if row.state == TestimonyState.PROPOSED else _month(row.seen_on)
        coarse = (clock.month_of(row.written_on), _month(row.read_on), seen)
        if coarse != (row.written_on, row.read_on, row.seen_on):
            values = dict(zip(("written_on", "read_on", "seen_on"), coarse, strict=True))
            session.execute(update(Testimony).where(Testimony.id == row.id).values(values))
            changed += 1
    return changed


def _month(day: date | None) -> date | None:
    return clock.month_of(day) if day else None
