"""Seats and for how long they are held. Who holds one is known in the room, and nowhere here."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.accounts.enums import AgeBand
from hcec.council import models, queries
from hcec.council.services.revising import note


class SeatTaken(Exception):
    """Somebody holds this seat in those months."""


class EndsTooSoon(Exception):
    """A mandate ends after it starts; leaving early falls between the two."""


def give_mandate(
    session: Session,
    *,
    row_id: UUID,
    actor: StaffMember,
    seat: int,
    age_band: AgeBand | None,
    from_month: date,
    to_month: date,
    is_renewal: bool = False,
) -> models.Mandate:
    """Give a seat from a month to another, the last not included. Sent twice, `row_id` gives the same mandate.

    Raises EndsTooSoon, SeatTaken.
    """
    db.lock(session, "mandate")
    if existing := session.get(models.Mandate, row_id):
        return existing
    if to_month <= from_month:
        raise EndsTooSoon
    if session.scalars(queries.mandates_between(seat, from_month, to_month)).first():
        raise SeatTaken
    made = models.Mandate(
        id=row_id, seat=seat, age_band=age_band, from_month=from_month, to_month=to_month, is_renewal=is_renewal
    )
    session.add(made)
    session.flush()
    note(session, actor, "mandate:renew" if is_renewal else "mandate:give", "mandate", made.id)
    return made


def renew_mandate(
    session: Session, *, row_id: UUID, mandate: models.Mandate, actor: StaffMember, to_month: date
) -> models.Mandate:
    """Give the seat again to whoever holds it, from the end of the present mandate. Raises EndsTooSoon, SeatTaken."""
    return give_mandate(
        session,
        row_id=row_id,
        actor=actor,
        seat=mandate.seat,
        age_band=mandate.age_band,
        from_month=mandate.to_month,
        to_month=to_month,
        is_renewal=True,
    )


def end_mandate(session: Session, *, mandate: models.Mandate, actor: StaffMember, month: date) -> None:
    """Say that the seat was left early, never why. Raises EndsTooSoon."""
    if not mandate.from_month <= month < mandate.to_month:
        raise EndsTooSoon
    mandate.ended_month = month
    session.flush()
    note(session, actor, "mandate:end", "mandate", mandate.id)


def resume_mandate(session: Session, *, mandate: models.Mandate, actor: StaffMember) -> None:
    """Undo an early end. Raises SeatTaken when somebody else holds the seat by now."""
    db.lock(session, "mandate")
    others = queries.mandates_between(mandate.seat, mandate.from_month, mandate.to_month)
    if session.scalars(others.where(models.Mandate.id != mandate.id)).first():
        raise SeatTaken
    mandate.ended_month = None
    session.flush()
    note(session, actor, "mandate:resume", "mandate", mandate.id)


def drop_mandate(session: Session, *, mandate: models.Mandate, actor: StaffMember) -> None:
    """Take out a mandate that was written by mistake."""
    session.delete(mandate)
    session.flush()
    note(session, actor, "mandate:drop", "mandate", mandate.id)
