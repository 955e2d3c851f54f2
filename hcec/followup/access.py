"""Which proposals and which consultations' answers a member of staff may see. Never a message."""

from sqlalchemy import Select, false, select

from hcec.accounts.access import StaffMember
from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation
from hcec.followup.enums import ProposalState
from hcec.followup.models import Proposal
from hcec.followup.queries import is_for
from hcec.permissions import Permission

ASKED = (ConsultationStatus.CLOSED, ConsultationStatus.ARCHIVED)


def visible_to(actor: StaffMember) -> Select[Proposal]:
    """Return the proposals that this person may open: who drafts sees all, who answers what was adopted for them."""
    if actor.may(Permission.PROPOSAL_WRITE):
        return select(Proposal)
    if actor.may(Permission.ANSWER_WRITE):
        return select(Proposal).where(Proposal.state != ProposalState.DRAFT, is_for(actor.id))
    return select(Proposal).where(false())


def answerable_by(actor: StaffMember) -> Select[Consultation]:
    """Return the consultations that are over, to whoever answers or reads answers over."""
    if actor.may(Permission.ANSWER_WRITE) or actor.may(Permission.PROPOSAL_WRITE):
        return select(Consultation).where(Consultation.status.in_(ASKED))
    return select(Consultation).where(false())
