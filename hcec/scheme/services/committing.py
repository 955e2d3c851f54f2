"""Charters and protocols between institutions, followed from their draft to their review."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.scheme.enums import CommitmentKind, CommitmentState
from hcec.scheme.models import Commitment
from hcec.scheme.services.acting import change, create, discard, write


class DaysUnsound(Exception):
    """What is signed has a day; nothing is signed tomorrow, nor reviewed before it was signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentPlan:
    """What a charter or a protocol is, between whom, and where it stands."""

    kind: CommitmentKind
    title: str
    about: str = ""
    parties: str = ""
    state: CommitmentState = CommitmentState.DRAFT
    signed_on: date | None = None
    review_due_on: date | None = None


def follow(session: Session, *, row_id: UUID, actor: StaffMember, plan: CommitmentPlan, today: date) -> Commitment:
    """Begin to follow a charter or a protocol; the same form gives the same one. Raises DaysUnsound."""
    db.lock(session, "commitment")
    if existing := session.get(Commitment, row_id):
        return existing
    check_days(plan, today)
    made = Commitment(id=row_id)
    write(made, plan)
    create(session, actor=actor, row=made)
    return made


def change_commitment(
    session: Session, *, actor: StaffMember, commitment: Commitment, version: int, plan: CommitmentPlan, today: date
) -> None:
    """Say what changed. Raises ChangedMeanwhile, DaysUnsound."""
    check_days(plan, today)
    change(session, actor=actor, row=commitment, version=version, plan=plan)


def drop_commitment(session: Session, *, actor: StaffMember, commitment: Commitment) -> None:
    """Stop following what was written by mistake."""
    discard(session, actor=actor, row=commitment)


def check_days(plan: CommitmentPlan, today: date) -> None:
    """Refuse days that cannot be. Raises DaysUnsound."""
    is_signed = plan.state is not CommitmentState.DRAFT
    if is_signed and (plan.signed_on is None or plan.signed_on > today):
        raise DaysUnsound
    if plan.signed_on and plan.review_due_on and plan.review_due_on < plan.signed_on:
        raise DaysUnsound
