"""One step of an alert at a time: compare, set, journal. Of two people who act at once, one is told (S4)."""

from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.audit import services as audit
from hcec.safeguarding.enums import AlertState
from hcec.safeguarding.models import Alert

FROM = {  # and from taken back to signalled, when who held it is gone (climbing.release)
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


def held(session: Session, alert: Alert) -> Alert:
    """Return the alert as it is now, held until the transaction ends."""
    session.refresh(alert, with_for_update=True)
    return alert


def as_seen(session: Session, alert: Alert, version: int) -> Alert:
    """Return the alert as it is now, held. Raises AlertMoved when it is no longer the version that was shown."""
    if held(session, alert).version != version:
        raise AlertMoved(alert)
    return alert


def may_step(session: Session, alert: Alert, version: int, state: AlertState) -> Alert:
    """Return the alert, held, when this state may follow. Raises AlertMoved."""
    seen = as_seen(session, alert, version)
    if seen.state not in FROM[state]:
        raise AlertMoved(seen)
    return seen


def step(
    session: Session, actor: StaffMember, alert: Alert, version: int, state: AlertState, **changes: object
) -> Alert:
    """Move the alert on to a state, held by who acts, and journal it. Raises AlertMoved."""
    seen = may_step(session, alert, version, state)
    change(seen, state=state, held_by=actor.id, renewed_at=None, **changes)
    return seen


def change(alert: Alert, **changes: object) -> None:
    """Set what changes and number the version, so that who looks at the former one is told."""
    for name, value in changes.items():
        setattr(alert, name, value)
    alert.version += 1


def journal(session: Session, actor: StaffMember, alert: Alert, act: str) -> None:
    """Add the act to the journal, without a word of what it says."""
    audit.record(session, actor=actor.id.hex, role=actor.role, action=f"alert:{act}", subject=f"alert:{alert.id.hex}")
