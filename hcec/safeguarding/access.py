"""Who sees which alert (A5, S4): the CRIP all of them, others only when no circle stands in the way."""

from datetime import datetime

from sqlalchemy import Select, exists, false, select

from hcec.accounts.access import StaffMember
from hcec.permissions import Permission, Role
from hcec.safeguarding.enums import AlertState
from hcec.safeguarding.models import Alert, AlertCircle


def visible_to(actor: StaffMember) -> Select[Alert]:
    """Return the alerts that this person may handle.

    Words about an adult who looks after the child reach the CRIP and outside readers alone.
    """
    alerts = select(Alert)
    if not actor.may(Permission.ALERT_HANDLE):
        return alerts.where(false())
    if actor.role == Role.CRIP:
        return alerts
    alerts = alerts.where(
        ~exists().where(AlertCircle.alert_id == Alert.id, AlertCircle.circle_id.in_(sorted(actor.circles)))
    )
    return alerts if actor.role == Role.OUTSIDE_READER else alerts.where(~Alert.is_about_adult)


def without_receipt(actor: StaffMember, sent_by: datetime) -> Select[Alert]:
    """Return what was transmitted by then and has no receipt yet, the longest ago first (S4)."""
    return (
        visible_to(actor)
        .where(Alert.state == AlertState.TRANSMITTED, Alert.receipt_on.is_(None), Alert.transmitted_at <= sent_by)
        .order_by(Alert.transmitted_at, Alert.id)
    )
