"""Look-ups of accounts."""

from sqlalchemy import ColumnElement, Select, and_, or_, select

from hcec.accounts.enums import Appointment
from hcec.accounts.models import Circle, Service, Staff, StaffAppointment
from hcec.department.queries import certificate_is_required
from hcec.permissions import Role


def service_named(name: str) -> Select[Service]:
    """Return the service of this name or short name."""
    return select(Service).where((Service.name == name) | (Service.short_name == name))


def services_by_circle() -> Select[Service]:
    """Return every service, circle by circle."""
    return select(Service).join(Service.circle).order_by(Circle.name, Service.name)


def circle_named(name: str) -> Select[Circle]:
    """Return the circle of this name."""
    return select(Circle).where(Circle.name == name)


def circles_by_name() -> Select[Circle]:
    """Return every circle, in alphabetical order."""
    return select(Circle).order_by(Circle.name)


def staff_with_email(email: str) -> Select[Staff]:
    """Return the present member of staff with this address, in any case."""
    return select(Staff).where(Staff.email == email.strip().lower(), Staff.left_on.is_(None))


def is_ready_to_read() -> ColumnElement[bool]:
    """Whether a row of staff has all that reading takes (A7), as `StaffMember.is_ready_to_read` says it of one."""
    return and_(
        Staff.charter_signed_on.is_not(None),
        Staff.trained_on.is_not(None),
        or_(Staff.certificate_checked_on.is_not(None), ~certificate_is_required()),
    )


def staff_of(role: Role) -> Select[Staff]:
    """Return the present members of staff of a role."""
    return select(Staff).where(Staff.role == role, Staff.left_on.is_(None)).order_by(Staff.email)


def staff_by_name() -> Select[Staff]:
    """Return every present member of staff, in alphabetical order."""
    return select(Staff).where(Staff.left_on.is_(None)).order_by(Staff.name)


def staff_on_call_first() -> Select[Staff]:
    """Return every present member of staff, whoever is appointed on call before the others."""
    appointed = select(StaffAppointment.staff_id).where(StaffAppointment.kind == Appointment.ON_CALL)
    return staff_by_name().order_by(None).order_by(Staff.id.in_(appointed).desc(), Staff.name)
