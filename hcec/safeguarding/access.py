"""Who sees which alert (A5, S4): the CRIP all of them, others only when no circle stands in the way."""

from sqlalchemy import Select, exists, false, select

from hcec.accounts.access import StaffMember
from hcec.permissions import Permission, Role
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
