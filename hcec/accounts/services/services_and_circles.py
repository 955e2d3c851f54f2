"""Services and the circles they belong to (A5)."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec.accounts.models import Circle, Service

SMALLEST_CIRCLE = 20


class CircleTooSmall(Exception):
    """A circle of fewer than 20 children would point at who wrote (A5)."""


class NameTaken(Exception):
    """There is already one of this name."""


def create_circle(session: Session, *, name: str, children: int) -> Circle:
    """Add a territory of at least 20 children. Raises CircleTooSmall, NameTaken."""
    if children < SMALLEST_CIRCLE:
        raise CircleTooSmall
    if session.scalar(select(Circle.id).where(Circle.name == name)):
        raise NameTaken
    circle = Circle(name=name, children=children)
    session.add(circle)
    session.flush()
    return circle


def create_service(session: Session, *, name: str, short_name: str, circle_id: UUID) -> Service:
    """Add an establishment or service to a circle. Raises NameTaken."""
    if session.scalar(select(Service.id).where(Service.name == name)):
        raise NameTaken
    service = Service(name=name, short_name=short_name, circle_id=circle_id)
    session.add(service)
    session.flush()
    return service
