"""Look-ups of institutions and of who acts for them."""

from uuid import UUID

from sqlalchemy import Select, select

from hcec.accounts.models import Staff
from hcec.partners.models import Institution, ObservatoryMandate, Plenary, PlenaryDecision, Representative
from hcec.permissions import Role


def institutions() -> Select[Institution]:
    """Return every institution by name."""
    return select(Institution).order_by(Institution.name)


def institution_of(staff_id: UUID) -> Select[Institution]:
    """Return the institution that this account acts for: one row, or none."""
    return (
        select(Institution)
        .join(Representative, Representative.institution_id == Institution.id)
        .where(Representative.staff_id == staff_id)
    )


def accounts_of(institution_id: UUID) -> Select[Staff]:
    """Return the accounts tied to an institution, by name: whoever left is untied by hand, not forgotten there."""
    return (
        select(Staff)
        .join(Representative, Representative.staff_id == Staff.id)
        .where(Representative.institution_id == institution_id)
        .order_by(Staff.name, Staff.id)
    )


def acting_for(institution_id: UUID) -> Select[Staff]:
    """Return the open partner accounts that act for an institution, by name."""
    return accounts_of(institution_id).where(Staff.role == Role.PARTNER, Staff.left_on.is_(None))


def mandates_of(institution_id: UUID) -> Select[ObservatoryMandate]:
    """Return the mandates of an institution, the latest first."""
    return mandates().where(ObservatoryMandate.institution_id == institution_id)


def mandates() -> Select[ObservatoryMandate]:
    """Return every mandate: by institution, those that run longest first, titulars before deputies."""
    return (
        select(ObservatoryMandate)
        .join(Institution, Institution.id == ObservatoryMandate.institution_id)
        .order_by(
            Institution.name,
            ObservatoryMandate.to_on.is_not(None),
            ObservatoryMandate.to_on.desc(),
            ObservatoryMandate.is_deputy,
            ObservatoryMandate.from_on.desc(),
            ObservatoryMandate.id,
        )
    )


def accounts_without() -> Select[Staff]:
    """Return the open partner accounts that act for no institution yet, by name."""
    return (
        select(Staff)
        .where(Staff.role == Role.PARTNER, Staff.left_on.is_(None), Staff.id.not_in(select(Representative.staff_id)))
        .order_by(Staff.name, Staff.id)
    )


def plenaries() -> Select[Plenary]:
    """Return the observatory's plenaries, the latest first."""
    return select(Plenary).order_by(Plenary.held_on.desc(), Plenary.id)


def decisions_to_follow() -> Select[PlenaryDecision]:
    """Return what plenaries decided and is not done, the first due first, without a day last."""
    return (
        select(PlenaryDecision)
        .join(Plenary, Plenary.id == PlenaryDecision.plenary_id)
        .where(PlenaryDecision.done_on.is_(None))
        .order_by(PlenaryDecision.due_on.is_(None), PlenaryDecision.due_on, Plenary.held_on, PlenaryDecision.position)
    )
