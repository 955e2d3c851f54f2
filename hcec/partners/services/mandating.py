"""Mandates in the observatory: which function sits for which institution, titular or deputy, from when to when."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.council.services.acting import change, create, discard, write
from hcec.partners.models import Institution, ObservatoryMandate, Representative


class EndsTooEarly(Exception):
    """A mandate ends on or after the day it starts."""


class NotTheirAccount(Exception):
    """The account that holds a mandate acts for that institution."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MandatePlan:
    """Which function, whether it stands in for another, which account holds it (or none), from when to when."""

    function: str
    from_on: date
    is_deputy: bool = False
    staff_id: UUID | None = None
    to_on: date | None = None


def give(
    session: Session, *, row_id: UUID, actor: StaffMember, institution: Institution, plan: MandatePlan
) -> ObservatoryMandate:
    """Give a mandate; the same form gives the same one. Raises EndsTooEarly, NotTheirAccount."""
    db.lock(session, "institution")
    if existing := session.get(ObservatoryMandate, row_id):
        return existing
    _refuse(session, institution.id, plan)
    made = ObservatoryMandate(id=row_id, institution_id=institution.id)
    write(made, plan)
    create(session, actor=actor, row=made)
    return made


def change_mandate(
    session: Session, *, actor: StaffMember, mandate: ObservatoryMandate, version: int, plan: MandatePlan
) -> None:
    """Change or end a mandate. Raises ChangedMeanwhile, EndsTooEarly, NotTheirAccount."""
    db.lock(session, "institution")
    _refuse(session, mandate.institution_id, plan)
    change(session, actor=actor, row=mandate, version=version, plan=plan)


def drop_mandate(session: Session, *, actor: StaffMember, mandate: ObservatoryMandate) -> None:
    """Take away what was written by mistake; what was held and is over has a last day instead."""
    discard(session, actor=actor, row=mandate)


def _refuse(session: Session, institution_id: UUID, plan: MandatePlan) -> None:
    if plan.to_on and plan.to_on < plan.from_on:
        raise EndsTooEarly
    if plan.staff_id is not None:
        held = session.get(Representative, plan.staff_id)
        if held is None or held.institution_id != institution_id:
            raise NotTheirAccount
