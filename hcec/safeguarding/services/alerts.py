"""An alert's life: signalled, taken in charge, transmitted, closed; or without follow-up, by two people (S4)."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec import clock, nudge
from hcec.accounts.access import StaffMember
from hcec.audit import services as audit
from hcec.safeguarding.enums import OPEN_ALERTS, AlertState, Recipient
from hcec.safeguarding.models import Alert, AlertCircle
from hcec.testimonies.enums import TestimonyKind, TestimonyState
from hcec.testimonies.models import Testimony
from hcec.text.normalise import plain

NOTICE = "notify_alerts"  # the sweep that a new alert hurries
_FROM = {
    AlertState.TAKEN: frozenset({AlertState.SIGNALLED}),
    AlertState.TRANSMITTED: frozenset({AlertState.TAKEN}),
    AlertState.CLOSED: frozenset({AlertState.TRANSMITTED}),
    AlertState.DISMISSED: frozenset({AlertState.SIGNALLED, AlertState.TAKEN}),
}


class AlertMoved(Exception):
    """Somebody else acted on this alert, or the step does not follow from where it is."""

    def __init__(self, alert: Alert) -> None:
        super().__init__(f"the alert is {alert.state}")
        self.state = alert.state


class NoOutcome(Exception):
    """An alert is not closed without saying how it ended (ATTACKS 25)."""


class NoReason(Exception):
    """Leaving an alert without follow-up takes a written reason."""


class NeedsAnother(Exception):
    """Leaving an alert without follow-up takes two different people (ATTACKS 6)."""


def raise_alert(
    session: Session, *, testimony: Testimony, raised_by: StaffMember | None, reason: str = "", now: datetime
) -> Alert:
    """Signal a message: the alert copies what it needs, so that it survives whatever becomes of the message (S4).

    `raised_by` is None for a young person's own call. A message whose alert is open gets no second one.
    """
    already = select(Alert).where(Alert.testimony_id == testimony.id, Alert.state.in_(OPEN_ALERTS))
    existing = session.scalars(already).first()
    if existing is not None:
        return existing
    alert = Alert(
        id=uuid4(),
        testimony_id=testimony.id,
        kind=testimony.kind,
        is_about_adult=testimony.is_about_adult,
        raised_at=now.replace(second=0, microsecond=0),
        raised_by=raised_by.id if raised_by else None,
        circles=[AlertCircle(circle_id=each.circle_id) for each in testimony.circles],
    )
    alert.copy, alert.envelope, alert.reason = testimony.original, testimony.envelope, plain(reason) or None
    session.add(alert)
    session.flush()
    nudge.soon(NOTICE)
    return alert


def note_reading(session: Session, *, actor: StaffMember, alert: Alert) -> None:
    """Journal that the words copied were opened."""
    _journal(session, actor, alert, "alert:read")


def take(session: Session, *, actor: StaffMember, alert: Alert, version: int, now: datetime) -> Alert:
    """Take in charge. Raises AlertMoved."""
    held = _step(session, actor, alert, version, AlertState.TAKEN, "alert:take")
    held.taken_at = now
    _tell_it_is_read(session, actor, held)
    session.flush()
    return held


def transmit(
    session: Session, *, actor: StaffMember, alert: Alert, version: int, recipient: Recipient, receipt: str = ""
) -> Alert:
    """Say to whom it was transmitted, and the receipt's number when there is one. Raises AlertMoved."""
    held = _step(session, actor, alert, version, AlertState.TRANSMITTED, "alert:transmit", recipient=recipient)
    held.receipt = plain(receipt).strip() or None
    session.flush()
    return held


def close(session: Session, *, actor: StaffMember, alert: Alert, version: int, outcome: str) -> Alert:
    """Say how a transmitted alert ended. Raises AlertMoved, NoOutcome."""
    words = plain(outcome).strip()
    if not words:
        raise NoOutcome
    held = _step(session, actor, alert, version, AlertState.CLOSED, "alert:close", outcome=words)
    _end_call(session, held)
    session.flush()
    return held


def dismiss(session: Session, *, actor: StaffMember, alert: Alert, version: int, reason: str = "") -> Alert:
    """Ask that nothing follow, with a reason; or confirm what another person asked (ATTACKS 6).

    Raises AlertMoved, NoReason, NeedsAnother.
    """
    if alert.dismissal_asked_by is None:
        return _ask_dismissal(session, actor, alert, version, plain(reason).strip())
    if alert.dismissal_asked_by == actor.id:
        raise NeedsAnother
    held = _step(session, actor, alert, version, AlertState.DISMISSED, "alert:dismiss", dismissed_by=actor.id)
    _tell_it_is_read(session, actor, held)
    _end_call(session, held)
    session.flush()
    return held


def _ask_dismissal(session: Session, actor: StaffMember, alert: Alert, version: int, reason: str) -> Alert:
    if not reason:
        raise NoReason
    held = _latest(session, alert, version)
    if held.state not in _FROM[AlertState.DISMISSED]:
        raise AlertMoved(held)
    held.dismissal_asked_by, held.dismissal_reason, held.version = actor.id, reason, held.version + 1
    _journal(session, actor, held, "alert:ask_dismissal")
    session.flush()
    return held


def _step(
    session: Session,
    actor: StaffMember,
    alert: Alert,
    version: int,
    state: AlertState,
    action: str,
    **changes: object,
) -> Alert:
    """Compare and set: one of two people who act at once is told that the other was first."""
    held = _latest(session, alert, version)
    if held.state not in _FROM[state]:
        raise AlertMoved(held)
    for name, value in changes.items():
        setattr(held, name, value)
    held.state, held.version, held.held_by = state, held.version + 1, actor.id
    _journal(session, actor, held, action)
    return held


def _latest(session: Session, alert: Alert, version: int) -> Alert:
    session.refresh(alert, with_for_update=True)
    if alert.version != version:
        raise AlertMoved(alert)
    return alert


def _journal(session: Session, actor: StaffMember, alert: Alert, action: str) -> None:
    audit.record(session, actor=actor.id.hex, role=actor.role, action=action, subject=f"alert:{alert.id.hex}")


def _call_of(session: Session, alert: Alert) -> Testimony | None:
    """Return the call for help that an alert came from, unless its author withdrew it."""
    if alert.kind != TestimonyKind.HELP or alert.testimony_id is None:
        return None
    call = session.get(Testimony, alert.testimony_id, with_for_update=True, populate_existing=True)
    return call if call and call.state != TestimonyState.WITHDRAWN else None


def _tell_it_is_read(session: Session, actor: StaffMember, alert: Alert) -> None:
    call = _call_of(session, alert)
    if call is not None and call.state == TestimonyState.SUBMITTED:
        call.state, call.claimed_by, call.read_on = TestimonyState.CLAIMED, actor.id, clock.today()


def _end_call(session: Session, alert: Alert) -> None:
    call = _call_of(session, alert)
    if call is not None and call.state == TestimonyState.CLAIMED:
        call.state, call.claimed_by = TestimonyState.KEPT, None
        call.written_on = clock.month_of(call.written_on)
        call.read_on = clock.month_of(call.read_on or clock.today())
