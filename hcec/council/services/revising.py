"""Changing what was read, and the line that each act leaves in the journal."""

from typing import Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.audit import services as audit


class ChangedMeanwhile(Exception):
    """Somebody else changed it since it was read."""


class Versioned(Protocol):
    """A row whose every change takes the next version."""

    version: int


def advance(session: Session, row: Versioned, version: int) -> None:
    """Hold the row and take its next version. Raises ChangedMeanwhile when another one is in place."""
    session.refresh(row, with_for_update=True)
    if row.version != version:
        raise ChangedMeanwhile
    row.version += 1


def note(session: Session, actor: StaffMember, action: str, table: str, identifier: UUID) -> None:
    """Leave one line in the journal: who did what to which row of the council's."""
    subject = f"{table}:{identifier.hex}"
    audit.record(session, actor=actor.id.hex, role=actor.role, action=action, subject=subject)
