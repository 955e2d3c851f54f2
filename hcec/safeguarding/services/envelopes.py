"""Envelopes: asked by one, agreed by another of another role, handed out as a file, opened off line (A6)."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec import clock, db
from hcec.accounts.access import StaffMember
from hcec.accounts.enums import Appointment
from hcec.accounts.models import StaffAppointment
from hcec.audit import services as audit
from hcec.permissions import Role
from hcec.safeguarding.enums import EnvelopeState
from hcec.safeguarding.models import Alert, EnvelopeRequest
from hcec.safeguarding.services import telling
from hcec.text.normalise import plain

AGAIN_WITHIN = timedelta(hours=24)  # a download may fail; later, it is asked again
_PENDING = (EnvelopeState.ASKED, EnvelopeState.AGREED)


class NothingToOpen(Exception):
    """The alert holds no envelope: the CRIP had no key then, or its content was erased since."""


class ReasonTooShort(Exception):
    """A reason takes at least twenty signs."""


class NotTheCrip(Exception):
    """Only the CRIP opens an envelope alone, when a life is in danger."""


class AlreadyAsked(Exception):
    """A request on this alert waits for its answer or for its download."""


class NotYours(Exception):
    """This one-time form already made a request of somebody else's, or this act is not for this person."""


class NeedsAnother(Exception):
    """Nobody agrees to, or reviews, what they asked themselves (ATTACKS 6)."""


class NeedsAnotherRole(Exception):
    """Whoever agrees has another role than whoever asked: CRIP, coordination, head of cover, outside reader."""


class RequestMoved(Exception):
    """Somebody else acted on this request, or the step does not follow from where it is."""

    def __init__(self, request: EnvelopeRequest) -> None:
        super().__init__(f"the request is {request.state}")
        self.state = request.state


def ask(
    session: Session, *, actor: StaffMember, alert: Alert, row_id: UUID, reason: str, is_danger: bool, now: datetime
) -> EnvelopeRequest:
    """Ask for an envelope, with a reason; the CRIP alone when a life is in danger. Sent twice, it is one request.

    Raises NothingToOpen, ReasonTooShort, NotTheCrip, AlreadyAsked, NotYours.
    """
    db.lock(session, f"envelope {alert.id.hex}")
    existing = session.get(EnvelopeRequest, row_id)
    if existing is not None:
        if (existing.asked_by, existing.alert_id) != (actor.id, alert.id):
            raise NotYours
        return existing
    words = plain(reason).strip()
    _check_question(session, actor, alert, words, is_danger)
    asked = EnvelopeRequest(
        id=row_id,
        alert_id=alert.id,
        is_danger_to_life=is_danger,
        asked_by=actor.id,
        asked_as=actor.role,
        asked_at=minute(now),
    )
    asked.reason = words
    session.add(asked)
    session.flush()
    journal(session, actor, asked, "envelope:ask_alone" if is_danger else "envelope:ask")
    return asked


def agree(
    session: Session, *, actor: StaffMember, request: EnvelopeRequest, version: int, now: datetime
) -> EnvelopeRequest:
    """Agree that the envelope be opened. Raises NeedsAnother, NeedsAnotherRole, RequestMoved."""
    held = _answer(session, actor, request, version, EnvelopeState.AGREED)
    held.agreed_by, held.agreed_at = actor.id, minute(now)
    journal(session, actor, held, "envelope:agree")
    session.flush()
    return held


def decline(session: Session, *, actor: StaffMember, request: EnvelopeRequest, version: int) -> EnvelopeRequest:
    """Leave the envelope closed. Raises NeedsAnother, NeedsAnotherRole, RequestMoved."""
    held = _answer(session, actor, request, version, EnvelopeState.DECLINED)
    journal(session, actor, held, "envelope:decline")
    session.flush()
    return held


def hand_out(session: Session, *, actor: StaffMember, request: EnvelopeRequest, version: int, now: datetime) -> bytes:
    """Return the envelope's bytes, to whoever asked or to the CRIP; each time is journalled.

    In danger to life the reason given also says why the child is not told yet, unless somebody wrote why before: that
    reason is looked at again first, as for closing.
    Raises RequestMoved, NotYours, ChildNotTold, NothingToOpen.
    """
    held = latest(session, request, version)
    if not may_hand_out(held, actor):
        raise NotYours
    if not is_ready(held, now):
        raise RequestMoved(held)
    alert = session.get_one(Alert, held.alert_id)
    envelope = None if alert.erased_on else alert.envelope
    if not envelope:
        raise NothingToOpen
    _settle_telling(alert, held)
    held.state, held.version = EnvelopeState.HANDED_OUT, held.version + 1
    held.handed_out_at = held.handed_out_at or minute(now)
    journal(session, actor, held, "envelope:hand_out")
    session.flush()
    return envelope


def may_hand_out(request: EnvelopeRequest, actor: StaffMember) -> bool:
    """Whether this person may take the file: whoever asked, or the CRIP; alone, the one who answers for it."""
    if request.is_danger_to_life:
        return request.asked_by == actor.id and actor.role == Role.CRIP
    return request.asked_by == actor.id or (actor.role == Role.CRIP and request.agreed_by is not None)


def may_answer(session: Session, request: EnvelopeRequest, actor: StaffMember) -> bool:
    """Whether this person may agree to this request or decline it."""
    return request.asked_by != actor.id and request.asked_as != actor.role and answers_for_envelopes(session, actor)


def _check_question(session: Session, actor: StaffMember, alert: Alert, words: str, is_danger: bool) -> None:
    if alert.erased_on or not alert.envelope:
        raise NothingToOpen
    if not telling.is_reason(words):
        raise ReasonTooShort
    if is_danger:
        if actor.role != Role.CRIP:
            raise NotTheCrip
        return
    waiting = select(EnvelopeRequest.id).where(
        EnvelopeRequest.alert_id == alert.id,
        EnvelopeRequest.state.in_(_PENDING),
        EnvelopeRequest.is_danger_to_life.is_(False),
    )
    if session.scalars(waiting).first() is not None:
        raise AlreadyAsked


def _settle_telling(alert: Alert, request: EnvelopeRequest) -> None:
    if telling.is_settled(alert, clock.today()):
        return
    if not request.is_danger_to_life or alert.silence_reason_box is not None:  # what was written waits to be reviewed
        raise telling.ChildNotTold
    alert.silence_reason, alert.silence_reviewed_on = request.reason, clock.today()


def _answer(
    session: Session, actor: StaffMember, request: EnvelopeRequest, version: int, state: EnvelopeState
) -> EnvelopeRequest:
    held = latest(session, request, version)
    if held.asked_by == actor.id:
        raise NeedsAnother
    if not may_answer(session, held, actor):
        raise NeedsAnotherRole
    if held.state != EnvelopeState.ASKED or held.is_danger_to_life:
        raise RequestMoved(held)
    held.state, held.version = state, held.version + 1
    return held


def is_ready(request: EnvelopeRequest, now: datetime) -> bool:
    """Whether the file may leave: agreed, or asked alone and lately; and again for a day after it left."""
    if request.state == EnvelopeState.HANDED_OUT and request.handed_out_at is not None:
        return now - request.handed_out_at <= AGAIN_WITHIN
    is_alone = request.is_danger_to_life and request.state == EnvelopeState.ASKED
    return (is_alone and now - request.asked_at <= AGAIN_WITHIN) or request.state == EnvelopeState.AGREED


def answers_for_envelopes(session: Session, actor: StaffMember) -> bool:
    """Whether somebody of this role or appointment answers for envelopes.

    An outside reader on duty too: of words about an adult, nobody else but the CRIP sees the alert (A5).
    """
    if actor.role in {Role.CRIP, Role.COORDINATOR} or (actor.role == Role.OUTSIDE_READER and actor.is_appointed):
        return True
    return session.get(StaffAppointment, (actor.id, Appointment.HEAD)) is not None


def latest(session: Session, request: EnvelopeRequest, version: int) -> EnvelopeRequest:
    """Return the request as it is now, held. Raises RequestMoved when it is not the version that was shown."""
    session.refresh(request, with_for_update=True)
    if request.version != version:
        raise RequestMoved(request)
    return request


def minute(now: datetime) -> datetime:
    """Return the moment without its seconds: no finer is kept."""
    return now.replace(second=0, microsecond=0)


def journal(session: Session, actor: StaffMember, request: EnvelopeRequest, action: str) -> None:
    """Add the step to the journal, under its alert."""
    audit.record(
        session,
        actor=actor.id.hex,
        role=actor.role,
        action=action,
        subject=f"alert:{request.alert_id.hex}",
        detail=f"envelope_request:{request.id.hex}",
    )
