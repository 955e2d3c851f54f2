"""Services and the circles they belong to (A5)."""

from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec.accounts.models import Circle, Service, Staff, StaffTie
from hcec.accounts.services.staff import tie

SMALLEST_CIRCLE = 20


class CircleTooSmall(Exception):
    """A circle of fewer than 20 children would point at who wrote (A5)."""


class NameTaken(Exception):
    """There is already one of this name."""


class SameCircle(Exception):
    """The service is in this circle already."""


def create_circle(session: Session, *, name: str, children: int, row_id: UUID | None = None) -> Circle:
    """Add a territory of at least 20 children; `row_id` twice is the same. Raises CircleTooSmall, NameTaken."""
    if row_id is not None and (existing := session.get(Circle, row_id)):
        return existing
    _check_circle(session, name, children)
    circle = Circle(id=row_id or uuid4(), name=name, children=children)
    session.add(circle)
    session.flush()
    return circle


def change_circle(session: Session, *, circle: Circle, name: str, children: int) -> None:
    """Name it, or count its children, otherwise. Raises CircleTooSmall, NameTaken."""
    _check_circle(session, name, children, circle.id)
    circle.name, circle.children = name, children
    session.flush()


def create_service(
    session: Session, *, name: str, short_name: str, circle_id: UUID, row_id: UUID | None = None
) -> Service:
    """Add an establishment or service to a circle; `row_id` twice is the same. Raises NameTaken."""
    if row_id is not None and (existing := session.get(Service, row_id)):
        return existing
    _check_service(session, name)
    service = Service(id=row_id or uuid4(), name=name, short_name=short_name, circle_id=circle_id)
    session.add(service)
    session.flush()
    return service


def rename_service(session: Session, *, service: Service, name: str, short_name: str) -> None:
    """Call it otherwise; cards already printed still work. Raises NameTaken."""
    _check_service(session, name, service.id)
    service.name, service.short_name = name, short_name
    session.flush()


def tied_to(session: Session, service: Service) -> list[Staff]:
    """Return who works, or worked, for this service or oversees it, by name."""
    tied = select(StaffTie.staff_id).where(StaffTie.service_id == service.id)
    return list(session.scalars(select(Staff).where(Staff.id.in_(tied)).order_by(Staff.name, Staff.id)))


def move_service(session: Session, *, service: Service, circle: Circle) -> list[Staff]:
    """Put a service in another circle, for the cards entered from now on; return who is tied to it.

    They read nothing of the new circle either; the former one stays closed to them (A5). Raises SameCircle.
    """
    if service.circle_id == circle.id:
        raise SameCircle
    service.circle = circle
    people = tied_to(session, service)
    for each in people:
        tie(session, staff=each, circle_id=circle.id, service_id=service.id)
    session.flush()
    return people


def _check_circle(session: Session, name: str, children: int, own: UUID | None = None) -> None:
    if children < SMALLEST_CIRCLE:
        raise CircleTooSmall
    taken = session.scalar(select(Circle.id).where(Circle.name == name))
    if taken not in (None, own):
        raise NameTaken


def _check_service(session: Session, name: str, own: UUID | None = None) -> None:
    taken = session.scalar(select(Service.id).where(Service.name == name))
    if taken not in (None, own):
        raise NameTaken
