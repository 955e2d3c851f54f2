"""Whether something waits for a person, and since which day: what they were told of by then is not told again."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.consultations import queries as consultations
from hcec.followup import queries as followup
from hcec.followup.lateness import latest_milestone
from hcec.moderation import queries as moderation
from hcec.notices.enums import NoticeKind
from hcec.notices.services.choosing import offered_to
from hcec.syntheses.models import Synthesis

BEFORE_CLOSING = (timedelta(days=7), timedelta(days=2))
BETWEEN_REVIEWS = timedelta(days=3)  # nobody dates when a text is sent to be reread, so it is told again while it waits


def waiting_since(
    session: Session, kind: NoticeKind, *, person: StaffMember, today: date, told_on: date
) -> date | None:
    """Return the day to tell this person of, later than `told_on`; None when nothing is new, or nothing is theirs."""
    if kind not in offered_to(person):
        return None
    day = FINDERS[kind](session, person, today, told_on)
    return day if day is not None and day > told_on else None


def _queue(session: Session, person: StaffMember, today: date, told_on: date) -> date | None:
    if not person.is_ready_to_read:
        return None
    is_waiting = any(session.execute(moderation.counts_of(person, today)).one())
    return today - timedelta(days=today.weekday()) if is_waiting else None


def _closing(session: Session, person: StaffMember, today: date, told_on: date) -> date | None:
    opened = session.scalars(consultations.open_consultations(today))
    days = (one.closes_on - before for one in opened if one.closes_on for before in BEFORE_CLOSING)
    return _latest(days, today)


def _answer_due(session: Session, person: StaffMember, today: date, told_on: date) -> date | None:
    owed = [one.answer_due_on for one in session.scalars(followup.awaiting_answer())]
    owed += [one.due_on for one in session.scalars(followup.awaited_proposals())]
    return _latest((day for due in owed if due and (day := latest_milestone(due, today))), today)


def _review(session: Session, person: StaffMember, today: date, told_on: date) -> date | None:
    others = select(Synthesis.id).where(Synthesis.in_review, Synthesis.author_id != person.id).limit(1)
    is_waiting = session.scalar(others) is not None or session.scalars(followup.answers_to_read()).first() is not None
    return today if is_waiting and today - told_on >= BETWEEN_REVIEWS else None


def _latest(days: Iterable[date], today: date) -> date | None:
    return max((day for day in days if day <= today), default=None)


FINDERS: dict[NoticeKind, Callable[[Session, StaffMember, date, date], date | None]] = {
    NoticeKind.QUEUE: _queue,
    NoticeKind.CLOSING: _closing,
    NoticeKind.ANSWER_DUE: _answer_due,
    NoticeKind.REVIEW: _review,
}
