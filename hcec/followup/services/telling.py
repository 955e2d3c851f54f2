"""News of a proposal that was answered, until its end (F3)."""

from datetime import date

from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.followup.enums import UNDER_WAY, ProposalState
from hcec.followup.models import Proposal
from hcec.followup.services.holding import record, step, take


class NoNewsYet(Exception):
    """It was not answered yet, or it is over."""


def tell(
    session: Session,
    *,
    proposal: Proposal,
    actor: StaffMember,
    version: int,
    state: ProposalState,
    words: str,
    today: date,
) -> None:
    """Say in public what has changed since the answer; dated, never rewritten. Raises ChangedMeanwhile, NoNewsYet."""
    take(session, proposal, version)
    if proposal.state not in UNDER_WAY:
        raise NoNewsYet
    step(proposal, state, today, words)
    session.flush()
    record(session, proposal, actor, "tell")
