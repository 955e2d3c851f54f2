"""Alerts in the order in which they must be seen, and who is to be told."""

from sqlalchemy import Select, select

from hcec.accounts.access import StaffMember
from hcec.accounts.enums import Appointment
from hcec.accounts.models import Staff, StaffAppointment
from hcec.permissions import Role
from hcec.safeguarding.access import visible_to
from hcec.safeguarding.enums import OPEN_ALERTS, AlertState
from hcec.safeguarding.models import Alert


def open_alerts(actor: StaffMember) -> Select[Alert]:
    """Return what is not finished: nobody's first, then the oldest."""
    return (
        visible_to(actor)
        .where(Alert.state.in_(OPEN_ALERTS))
        .order_by((Alert.state == AlertState.SIGNALLED).desc(), Alert.raised_at, Alert.id)
    )


def finished_alerts(actor: StaffMember, most: int = 20) -> Select[Alert]:
    """Return the latest alerts that came to their end."""
    return (
        visible_to(actor).where(Alert.state.not_in(OPEN_ALERTS)).order_by(Alert.raised_at.desc(), Alert.id).limit(most)
    )


def unannounced() -> Select[Alert]:
    """Return open alerts that no notice told of yet."""
    return select(Alert).where(Alert.notified_at.is_(None), Alert.state.in_(OPEN_ALERTS)).order_by(Alert.raised_at)


def appointed(kind: Appointment) -> Select[Staff]:
    """Return who holds this appointment now."""
    return (
        select(Staff)
        .join(StaffAppointment, StaffAppointment.staff_id == Staff.id)
        .where(StaffAppointment.kind == kind, Staff.left_on.is_(None))
        .order_by(Staff.email)
    )


def crip_accounts() -> Select[Staff]:
    """Return the CRIP's present members."""
    return select(Staff).where(Staff.role == Role.CRIP, Staff.left_on.is_(None)).order_by(Staff.email)
