"""An alert's life: signalled, taken in charge, transmitted, closed; or without follow-up, by two people (S4)."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hcec import clock, nudge
from hcec.accounts.access import StaffMember
from hcec.safeguarding.enums import OPEN_ALERTS, AlertState, Recipient, UntoldCause
from hcec.safeguarding.models import Alert, AlertCircle
from hcec.safeguarding.services import climbing, exchange
from hcec.safeguarding.services.steps import AlertMoved as AlertMoved
from hcec.safeguarding.services.steps import as_seen, change, journal, may_step, step
from hcec.safeguarding.services.telling import settle
from hcec.testimonies.enums import TestimonyKind, TestimonyState
from hcec.testimonies.models import Testimony
from hcec.text.normalise import plain

SWEEPS = ("climb_alerts", "notify_alerts")  # what a new alert hurries, in this order


class NoOutcome(Exception):
    """An alert is not closed without saying how it ended (ATTACKS 25)."""


class NoReason(Exception):
    """Leaving an alert without follow-up takes a written reason."""


class NeedsAnother(Exception):
    """Leaving an alert without follow-up takes two different people (ATTACKS 6)."""


def raise_alert(
    session: Session,
    *,
    testimony: Testimony,
    raised_by: StaffMember | None,
    reason: str = "",
    besides: Sequence[str] = (),
    now: datetime,
) -> Alert:
    """Signal a message: the alert copies what it needs, so that it survives whatever becomes of the message (S4).

    `raised_by` is None for a young person's own call; `besides` is what the child wrote under it since. A message whose
    alert is open gets no second one: what is new goes with the first.
    """
    already = select(Alert).where(Alert.testimony_id == testimony.id, Alert.state.in_(OPEN_ALERTS))
    existing, why = session.scalars(already).first(), plain(reason).strip()
    if existing is not None:
        known = (existing.copy or "").split(exchange.BETWEEN)
        said = (testimony.original or "", *besides)  # rewritten since, perhaps
        new = [words for words in said if words and not set(words.split(exchange.BETWEEN)) <= set(known)]
        if new or why:
            exchange.add(session, existing, new, why)
        return existing
    alert = Alert(
        id=uuid4(),
        testimony_id=testimony.id,
        kind=testimony.kind,
        is_about_adult=testimony.is_about_adult,
        raised_at=now.replace(second=0, microsecond=0),
        raised_by=raised_by.id if raised_by else None,
        circles=[AlertCircle(circle_id=each.circle_id) for each in testimony.circles],
        untold_cause=UntoldCause.WRITTEN_ON_PAPER if testimony.is_paper else None,
    )
    alert.copy = exchange.BETWEEN.join(filter(None, [testimony.original, *besides]))
    alert.envelope, alert.reason = testimony.envelope, why or None
    session.add(alert)
    session.flush()
    for sweep in SWEEPS:
        nudge.soon(sweep)
    return alert


def is_under_alert(session: Session, testimony: Testimony) -> bool:
    """Return whether a message has an alert that is not finished: nothing of it is published meanwhile (S4)."""
    its_own = select(Alert.id).where(Alert.testimony_id == testimony.id, Alert.state.in_(OPEN_ALERTS))
    return session.scalar(its_own.limit(1)) is not None


def note_reading(session: Session, *, actor: StaffMember, alert: Alert, now: datetime, act: str = "read") -> None:
    """Journal that the words copied were opened (or printed), and keep the moment of the first time."""
    journal(session, actor, alert, act)
    session.execute(update(Alert).where(Alert.id == alert.id, Alert.read_at.is_(None)).values(read_at=now))


def take(session: Session, *, actor: StaffMember, alert: Alert, version: int, now: datetime) -> Alert:
    """Take in charge; also what is left by who held it, wherever it stands. Raises AlertMoved."""
    seen = as_seen(session, alert, version)
    if climbing.is_left(session, seen):  # no worker saw that yet
        climbing.release(session, seen, now)
    if seen.state is AlertState.TRANSMITTED and seen.is_nobodys:
        change(seen, held_by=actor.id, renewed_at=None)
        journal(session, actor, seen, "take")
        session.flush()
        return seen
    held = step(session, actor, seen, seen.version, AlertState.TAKEN, taken_at=seen.taken_at or now)
    held.read_at = held.read_at or now
    journal(session, actor, held, "take")
    _tell_it_is_read(session, actor, held)
    session.flush()
    return held


def transmit(
    session: Session,
    *,
    actor: StaffMember,
    alert: Alert,
    version: int,
    recipient: Recipient,
    receipt: str = "",
    receipt_on: date | None = None,
    now: datetime,
) -> Alert:
    """Say to whom it was transmitted, and the receipt when there is one already. Raises AlertMoved."""
    held = step(session, actor, alert, version, AlertState.TRANSMITTED, recipient=recipient, transmitted_at=now)
    _put_receipt(held, receipt, receipt_on)
    journal(session, actor, held, "transmit")
    session.flush()
    return held


def note_receipt(
    session: Session, *, actor: StaffMember, alert: Alert, version: int, receipt: str, receipt_on: date | None
) -> Alert:
    """Keep the number and the day of a receipt that came later. Raises AlertMoved."""
    held = as_seen(session, alert, version)
    if held.state is not AlertState.TRANSMITTED:
        raise AlertMoved(held)
    change(held)
    _put_receipt(held, receipt, receipt_on)
    journal(session, actor, held, "receipt")
    session.flush()
    return held


def close(
    session: Session,
    *,
    actor: StaffMember,
    alert: Alert,
    version: int,
    outcome: str,
    told: str = "",
    silence: str = "",
    now: datetime,
) -> Alert:
    """Say how a transmitted alert ended; the child is told with it, or not yet, with a reason (A6).

    Raises AlertMoved, NoOutcome, ChildNotTold, ReasonTooShort.
    """
    words = plain(outcome).strip()
    if not words:
        raise NoOutcome
    seen = may_step(session, alert, version, AlertState.CLOSED)
    settle(session, seen, told=told, silence=silence, today=clock.today())
    held = step(session, actor, alert, version, AlertState.CLOSED, outcome=words, ended_at=now)
    journal(session, actor, held, "close")
    _end_call(session, held)
    session.flush()
    return held


def dismiss(
    session: Session,
    *,
    actor: StaffMember,
    alert: Alert,
    version: int,
    reason: str = "",
    told: str = "",
    silence: str = "",
    now: datetime,
) -> Alert:
    """Ask that nothing follow, with a reason; or confirm what another person asked (ATTACKS 6).

    Who confirms tells the child, or writes why not yet, as for closing (A6).
    Raises AlertMoved, NoReason, NeedsAnother, ChildNotTold, ReasonTooShort.
    """
    if alert.dismissal_asked_by is None:
        return _ask_dismissal(session, actor, alert, version, plain(reason).strip())
    if alert.dismissal_asked_by == actor.id:
        raise NeedsAnother
    seen = may_step(session, alert, version, AlertState.DISMISSED)
    settle(session, seen, told=told, silence=silence, today=clock.today())
    held = step(session, actor, alert, version, AlertState.DISMISSED, dismissed_by=actor.id, ended_at=now)
    held.read_at = held.read_at or now
    journal(session, actor, held, "dismiss")
    _tell_it_is_read(session, actor, held)
    _end_call(session, held)
    session.flush()
    return held


def _ask_dismissal(session: Session, actor: StaffMember, alert: Alert, version: int, reason: str) -> Alert:
    if not reason:
        raise NoReason
    held = may_step(session, alert, version, AlertState.DISMISSED)
    change(held, dismissal_asked_by=actor.id, dismissal_reason=reason)
    journal(session, actor, held, "ask_dismissal")
    session.flush()
    return held


def _put_receipt(alert: Alert, receipt: str, receipt_on: date | None) -> None:
    alert.receipt = plain(receipt).strip() or None
    alert.receipt_on = receipt_on or (clock.today() if alert.receipt else None)


def _call_of(session: Session, alert: Alert) -> Testimony | None:
    """Return the call for help that an alert came from, unless its author withdrew it."""
    if alert.kind != TestimonyKind.HELP or alert.testimony_id is None:
        return None
    call = session.get(Testimony, alert.testimony_id, with_for_update=True, populate_existing=True)
    return call if call and call.state != TestimonyState.WITHDRAWN else None


def _tell_it_is_read(session: Session, actor: StaffMember, alert: Alert) -> None:
    call = _call_of(session, alert)
    if call is not None and call.state in {TestimonyState.SUBMITTED, TestimonyState.CLAIMED}:
        call.state, call.claimed_by, call.read_on = TestimonyState.CLAIMED, actor.id, call.read_on or clock.today()


def _end_call(session: Session, alert: Alert) -> None:
    call = _call_of(session, alert)
    if call is not None and call.state == TestimonyState.CLAIMED:
        call.state, call.claimed_by = TestimonyState.KEPT, None
        call.written_on = clock.month_of(call.written_on)
        call.read_on = clock.month_of(call.read_on or clock.today())
