"""Institutions: added, changed, taken away while nothing hangs on them; accounts that act for them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.accounts.models import Staff
from hcec.council.services.acting import change, create, discard, note, write
from hcec.partners.enums import InstitutionKind
from hcec.partners.models import (
    ImmersionWish,
    Institution,
    ObservatoryMandate,
    PlenaryAttendance,
    Representative,
)
from hcec.permissions import Role

HANGS_ON = (
    Representative.institution_id,
    ObservatoryMandate.institution_id,
    PlenaryAttendance.institution_id,
    ImmersionWish.institution_id,
)


class NameTaken(Exception):
    """Another institution has this name."""


class NotSignedYet(Exception):
    """Nothing is signed tomorrow."""


class NotAPartner(Exception):
    """Only an open partner account acts for an institution, and for one at a time."""


class StillInUse(Exception):
    """Something hangs on it: it is not taken away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionPlan:
    """What an institution is."""

    name: str
    kind: InstitutionKind
    charter_signed_on: date | None = None


def add_institution(
    session: Session, *, row_id: UUID, actor: StaffMember, plan: InstitutionPlan, today: date
) -> Institution:
    """Add an institution; the same form gives the same one. Raises NameTaken, NotSignedYet."""
    db.lock(session, "institution")
    if existing := session.get(Institution, row_id):
        return existing
    _refuse(session, plan, today)
    made = Institution(id=row_id)
    write(made, plan)
    create(session, actor=actor, row=made)
    return made


def change_institution(
    session: Session,
    *,
    actor: StaffMember,
    institution: Institution,
    version: int,
    plan: InstitutionPlan,
    today: date,
) -> None:
    """Change what it is. Raises ChangedMeanwhile, NameTaken, NotSignedYet."""
    db.lock(session, "institution")
    _refuse(session, plan, today, besides=institution.id)
    change(session, actor=actor, row=institution, version=version, plan=plan)


def drop_institution(session: Session, *, actor: StaffMember, institution: Institution) -> None:
    """Take away what was added by mistake. Raises StillInUse once anything hangs on it."""
    db.lock(session, "institution")
    if any(session.scalar(select(column).where(column == institution.id).limit(1)) for column in HANGS_ON):
        raise StillInUse
    discard(session, actor=actor, row=institution)


def tie_account(session: Session, *, actor: StaffMember, institution: Institution, staff_id: UUID) -> None:
    """Let a partner account act for an institution; twice is once. Raises NotAPartner."""
    db.lock(session, "institution")
    row, held = session.get(Staff, staff_id), session.get(Representative, staff_id)
    if held and held.institution_id == institution.id:
        return
    if held or row is None or row.role is not Role.PARTNER or row.left_on is not None:
        raise NotAPartner
    session.add(Representative(staff_id=staff_id, institution_id=institution.id))
    session.flush()
    note(session, actor, institution, "tie_account")


def untie_account(session: Session, *, actor: StaffMember, institution: Institution, staff_id: UUID) -> None:
    """Let an account act for the institution no more, nor hold its mandates; twice is once."""
    held = session.get(Representative, staff_id)
    if held is None or held.institution_id != institution.id:
        return
    named = select(ObservatoryMandate).where(
        ObservatoryMandate.staff_id == staff_id, ObservatoryMandate.institution_id == institution.id
    )
    for mandate in session.scalars(named):
        mandate.staff_id, mandate.version = None, mandate.version + 1
    session.delete(held)
    session.flush()
    note(session, actor, institution, "untie_account")


def _refuse(session: Session, plan: InstitutionPlan, today: date, besides: UUID | None = None) -> None:
    taken = session.scalar(select(Institution.id).where(Institution.name == plan.name))
    if taken is not None and taken != besides:
        raise NameTaken
    if plan.charter_signed_on and plan.charter_signed_on > today:
        raise NotSignedYet
