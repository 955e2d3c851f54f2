"""What the CRIP opened alone is looked at by a second person: who may, who is reminded, and when nobody may (A6)."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember, member
from hcec.accounts.enums import Appointment
from hcec.accounts.models import Staff
from hcec.permissions import Role
from hcec.safeguarding import queries
from hcec.safeguarding.enums import EnvelopeState
from hcec.safeguarding.models import Alert, EnvelopeRequest, ReviewNotice
from hcec.safeguarding.services import climbing, envelopes
from hcec.safeguarding.time_limits import REVIEW_WITHIN

AGAIN_AFTER = timedelta(hours=24)  # the reminder comes back each day


def review(
    session: Session, *, actor: StaffMember, request: EnvelopeRequest, version: int, now: datetime
) -> EnvelopeRequest:
    """Say that a second person looked at what the CRIP opened alone.

    Raises NeedsAnother, RequestMoved, NotYours.
    """
    held = envelopes.latest(session, request, version)
    if held.asked_by == actor.id:
        raise envelopes.NeedsAnother
    if not may_review(session, held, actor):
        raise envelopes.NotYours
    if not awaits_review(held):
        raise envelopes.RequestMoved(held)
    held.reviewed_by, held.reviewed_at, held.version = actor.id, envelopes.minute(now), held.version + 1
    envelopes.journal(session, actor, held, "envelope:review")
    session.flush()
    return held


def note_reading(session: Session, *, actor: StaffMember, request: EnvelopeRequest) -> None:
    """Journal that the reason of a request was opened apart from its alert."""
    envelopes.journal(session, actor, request, "envelope:read_request")


def awaits_review(request: EnvelopeRequest) -> bool:
    """Whether the CRIP opened it alone and nobody reviewed that yet."""
    is_out = request.is_danger_to_life and request.state == EnvelopeState.HANDED_OUT
    return is_out and request.reviewed_by is None


def review_due(request: EnvelopeRequest) -> datetime:
    """Return the moment by which a second person must have looked at what was opened alone."""
    return (request.handed_out_at or request.asked_at) + REVIEW_WITHIN


def may_review(session: Session, request: EnvelopeRequest, actor: StaffMember) -> bool:
    """Whether this person may review what another opened alone."""
    return actor.id in {each.id for each in reviewers(session, request)}


def reviewers(session: Session, request: EnvelopeRequest) -> list[Staff]:
    """Return who may review an opening, without who made it.

    First whoever sees the alert and answers for envelopes. Where that is nobody (words about an adult, one CRIP
    account, no outside reader on duty), coordinators, else heads of cover, of another role than who opened, whom no
    circle of the child stops: they read the reason and the steps, neither the alert nor the child's words (A5).
    """
    others = [each for each in session.scalars(queries.envelope_answerers()) if each.id != request.asked_by]
    near = [each for each in others if envelopes.answers_for_envelopes(session, member(each))]
    seeing = [each for each in near if climbing.sees(session, each, request.alert_id)]
    if seeing:
        return seeing
    closed = {each.circle_id for each in session.get_one(Alert, request.alert_id).circles}
    free = [each for each in others if each.role != request.asked_as and not closed & member(each).circles]
    coordinators = [each for each in free if each.role is Role.COORDINATOR]
    return coordinators or [each for each in free if _is_head(each)]


def asked_of(session: Session, actor: StaffMember) -> list[EnvelopeRequest]:
    """Return the openings that this person may review, the longest due first."""
    return [each for each in session.scalars(queries.unreviewed()) if may_review(session, each, actor)]


def unreviewable(session: Session) -> list[EnvelopeRequest]:
    """Return the openings that nobody may review: a second CRIP account or an outside reader on duty is missing."""
    return [each for each in session.scalars(queries.unreviewed()) if not reviewers(session, each)]


def owe_reminders(session: Session, now: datetime) -> int:
    """Owe a notice to whoever may review: at once, when it becomes late, then each day. Return how many are new."""
    owed = 0
    for request in session.scalars(queries.unreviewed()).all():
        sent = select(ReviewNotice).where(ReviewNotice.request_id == request.id)
        notices = {each.staff_id: each for each in session.scalars(sent)}
        for person in reviewers(session, request):
            notice = notices.get(person.id)
            if notice is None:
                session.add(ReviewNotice(request_id=request.id, staff_id=person.id, next_try_at=now))
            elif notice.sent_at and _is_due_again(notice.sent_at, review_due(request), now):
                notice.tries, notice.next_try_at, notice.sent_at = 0, now, None
            else:
                continue
            owed += 1
    session.flush()
    return owed


def _is_due_again(sent_at: datetime, due: datetime, now: datetime) -> bool:
    return sent_at < due < now or now - sent_at >= AGAIN_AFTER


def _is_head(person: Staff) -> bool:
    return any(each.kind is Appointment.HEAD for each in person.appointments)
