"""More time for young people: the last day of an open consultation moves, later only, and the answer's day with it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.consultations.models import Consultation, Postponement
from hcec.consultations.services import advance, note
from hcec.safeguarding.gaps import spans
from hcec.safeguarding.services import cover
from hcec.testimonies.services import ConsultationClosed, takes_answers
from hcec.text.normalise import plain

LEAST_REASON = 10


class NotLater(Exception):
    """A last day moves later only: children were told that they had until then."""


class AnswerTooSoon(Exception):
    """The answer comes after the last day, and not before the day that was promised."""


class NoReasonGiven(Exception):
    """Children read why the dates changed."""


class DaysUncovered(Exception):
    """On some of the days added nobody could answer a child (S3)."""


@dataclass(frozen=True, slots=True)
class NewDates:
    """The last day, the answer's, and why they change."""

    closes_on: date | None
    answer_due_on: date | None
    reason: str


def postpone(
    session: Session, *, consultation: Consultation, actor: StaffMember, version: int, dates: NewDates, today: date
) -> None:
    """Put off the last day of a consultation that still takes answers; journalled, and the old dates stay in sight.

    Raises ChangedMeanwhile, ConsultationClosed, NotLater, AnswerTooSoon, NoReasonGiven, DaysUncovered (S3).
    """
    advance(session, consultation=consultation, version=version)
    closed_before, due_before = consultation.closes_on, consultation.answer_due_on
    if not takes_answers(consultation, today) or closed_before is None or due_before is None:
        raise ConsultationClosed
    if dates.closes_on is None or dates.closes_on <= closed_before:
        raise NotLater
    if dates.answer_due_on is None or dates.answer_due_on < max(dates.closes_on, due_before):
        raise AnswerTooSoon
    reason = plain(dates.reason).strip()
    if len(reason) < LEAST_REASON:
        raise NoReasonGiven
    if spans(cover.gaps(session, closed_before, dates.closes_on)):
        raise DaysUncovered
    before = Postponement(closed_before=closed_before, due_before=due_before, reason=reason, decided_on=today)
    consultation.postponements.append(before)
    consultation.closes_on, consultation.answer_due_on = dates.closes_on, dates.answer_due_on
    session.flush()
    note(session, consultation, actor, "postpone")
