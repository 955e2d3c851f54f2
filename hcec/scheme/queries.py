"""Look-ups of schemes, contracts, and of what may bear on an action."""

from datetime import date
from uuid import UUID

from sqlalchemy import Select, or_, select

from hcec.council.models import WorkingGroup
from hcec.followup.enums import ProposalState
from hcec.followup.models import Proposal
from hcec.scheme.models import Commitment, Contract, Scheme, SchemeAction, SchemeAxis
from hcec.syntheses.models import Release


def schemes() -> Select[Scheme]:
    """Return the schemes, the latest first."""
    return select(Scheme).order_by(Scheme.to_year.desc(), Scheme.from_year.desc(), Scheme.id)


def contracts() -> Select[Contract]:
    """Return the contracts, the latest first."""
    return select(Contract).order_by(Contract.to_year.desc(), Contract.from_year.desc(), Contract.id)


def commitments() -> Select[Commitment]:
    """Return charters and protocols, the first to review first, those without a day last."""
    return select(Commitment).order_by(Commitment.review_due_on.is_(None), Commitment.review_due_on, Commitment.title)


def actions_of(scheme_id: UUID) -> Select[SchemeAction]:
    """Return the actions of a scheme in their order."""
    return (
        select(SchemeAction)
        .join(SchemeAxis, SchemeAxis.id == SchemeAction.axis_id)
        .where(SchemeAxis.scheme_id == scheme_id)
        .order_by(SchemeAxis.number, SchemeAction.number)
    )


def linkable_proposals() -> Select[Proposal]:
    """Return the propositions and avis that a plenary adopted, the latest first."""
    return (
        select(Proposal)
        .where(Proposal.state != ProposalState.DRAFT)
        .order_by(Proposal.adopted_on.desc(), Proposal.position, Proposal.id)
    )


def linkable_releases(today: date) -> Select[Release]:
    """Return the syntheses that are out and wait for no plenary, the latest first."""
    is_free = or_(Release.embargo_on.is_(None), Release.embargo_on <= today)
    return (
        select(Release).where(Release.withdrawn_on.is_(None), is_free).order_by(Release.published_on.desc(), Release.id)
    )


def linkable_groups() -> Select[WorkingGroup]:
    """Return the working groups by name."""
    return select(WorkingGroup).order_by(WorkingGroup.name)
