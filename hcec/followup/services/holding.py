"""Acting on the row as it was seen, one line in the journal for each act."""

from datetime import date
from typing import TypeVar

from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.audit import services as audit
from hcec.consultations.services import ChangedMeanwhile
from hcec.followup.enums import ProposalState
from hcec.followup.models import Proposal, ProposalStep, PublicAnswer

Row = TypeVar("Row", Proposal, PublicAnswer)


def take(session: Session, row: Row, version: int) -> None:
    """Hold the row and take its next version. Raises ChangedMeanwhile."""
    session.refresh(row, with_for_update=True)
    if row.version != version:
        raise ChangedMeanwhile
    row.version += 1


def record(session: Session, row: Row, actor: StaffMember, act: str) -> None:
    """Leave one line in the journal: who did what to which proposal or answer."""
    kind = "answer" if isinstance(row, PublicAnswer) else "proposal"
    subject = f"{row.__tablename__}:{row.id.hex}"
    audit.record(session, actor=actor.id.hex, role=actor.role, action=f"{kind}:{act}", subject=subject)


def step(proposal: Proposal, state: ProposalState, today: date, words: str = "") -> None:
    """Bring a proposal to a state, and keep the day and what was said of it."""
    proposal.state = state
    place = len(proposal.steps) + 1
    proposal.steps.append(ProposalStep(position=place, state=state, on_day=today, words=words))
