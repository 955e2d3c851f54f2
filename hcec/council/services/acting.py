"""What every act of staff on a row does: refuse what changed meanwhile, keep the change, leave a line."""

from dataclasses import fields
from typing import Any

from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.audit import services as audit
from hcec.council.services.revising import ChangedMeanwhile as ChangedMeanwhile
from hcec.council.services.revising import advance


def create(session: Session, *, actor: StaffMember, row: Any) -> None:
    """Keep a new row and say so in the journal."""
    session.add(row)
    session.flush()
    note(session, actor, row, "add")


def change(session: Session, *, actor: StaffMember, row: Any, version: int, plan: Any) -> None:
    """Write over a row what a plan says; nothing to change leaves no line. Raises ChangedMeanwhile."""
    advance(session, row, version)
    changed = write(row, plan)
    session.flush()
    if changed:
        note(session, actor, row, "change", ", ".join(changed))


def discard(session: Session, *, actor: StaffMember, row: Any) -> None:
    """Take a row away, and say so in the journal."""
    note(session, actor, row, "drop")
    session.delete(row)
    session.flush()


def write(row: Any, plan: Any) -> list[str]:
    """Give a row every value of a plan; return the names of what changed."""
    changed = [field.name for field in fields(plan) if getattr(row, field.name) != getattr(plan, field.name)]
    for name in changed:
        setattr(row, name, getattr(plan, name))
    return changed


def note(session: Session, actor: StaffMember, row: Any, act: str, detail: str = "") -> None:
    """Leave one line in the journal: who did what to which row, and which of its fields; never their content."""
    table = row.__tablename__
    subject = f"{table}:{row.id.hex}"
    audit.record(session, actor=actor.id.hex, role=actor.role, action=f"{table}:{act}", subject=subject, detail=detail)
