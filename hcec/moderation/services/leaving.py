"""Somebody leaves, or may not read as before: what they held goes back, and nobody's message is left to nobody (A5)."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec.accounts.access import member
from hcec.accounts.models import Circle, Service, Staff
from hcec.accounts.services import services_and_circles as accounts
from hcec.accounts.services import staff as staff_accounts
from hcec.moderation.access import visible_to
from hcec.moderation.services.changes import move
from hcec.moderation.services.readers import has_message_without_reader
from hcec.permissions import Permission, Role
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony


class NobodyLeft(Exception):
    """A message that waits would have nobody to read it any more."""


def free_claims(session: Session, *, people: Iterable[Staff]) -> int:
    """Give back what these people hold and may not decide on any more; a redaction under way stays (M3)."""
    freed = 0
    for person in people:
        held = select(Testimony).where(Testimony.claimed_by == person.id)
        actor = member(person)
        if person.left_on is None and actor.may(Permission.TESTIMONY_DECIDE):
            seen = visible_to(actor).order_by(None).with_only_columns(Testimony.id)
            held = held.where(Testimony.id.not_in(seen))
        for testimony in session.scalars(held.with_for_update()).all():
            is_first = testimony.state == TestimonyState.CLAIMED
            move(testimony, TestimonyState.SUBMITTED if is_first else testimony.state)
            freed += 1
    session.flush()
    return freed


def let_go(session: Session, volatile: Session, *, person: Staff, today: date) -> None:
    """Close the account of somebody who leaves, what they held given back. Raises as the account's service."""
    staff_accounts.let_go(session, volatile, staff=person, today=today)
    free_claims(session, people=[person])


def change_role(session: Session, volatile: Session, *, person: Staff, role: Role) -> None:
    """Give somebody another role, what they may not decide on any more given back. Raises as its service."""
    staff_accounts.change_role(session, volatile, staff=person, role=role)
    free_claims(session, people=[person])


def tie(session: Session, *, person: Staff, circle: Circle, service: Service | None = None) -> None:
    """Close a circle to somebody who works in it or oversees it, for ever (A5); what they held of it goes back.

    It is never refused: whoever looks after a child does not read them, whoever is left.
    """
    staff_accounts.tie(session, staff=person, circle_id=circle.id, service_id=service.id if service else None)
    free_claims(session, people=[person])


def move_service(session: Session, *, service: Service, circle: Circle, today: date) -> None:
    """Put a service in another circle, closed at once to who works for it. Raises SameCircle, NobodyLeft."""
    was_without = has_message_without_reader(session, today=today)
    free_claims(session, people=accounts.move_service(session, service=service, circle=circle))
    if has_message_without_reader(session, today=today) and not was_without:
        raise NobodyLeft
