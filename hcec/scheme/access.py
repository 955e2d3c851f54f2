"""What each reader of the schéma sees of what bears on it. Partners see what everyone may, and no name of staff."""

from datetime import date

from sqlalchemy import Select, select

from hcec.accounts.access import StaffMember
from hcec.followup import access as followup
from hcec.followup.models import Proposal
from hcec.followup.queries import told_proposals
from hcec.permissions import Permission
from hcec.scheme import queries
from hcec.scheme.enums import CommitmentState
from hcec.scheme.models import Commitment
from hcec.syntheses.models import Release
from hcec.syntheses.queries import public_releases


def is_inside(actor: StaffMember) -> bool:
    """Whether this person is of the observatory, or answers for the département: who did what is theirs to read."""
    return actor.may(Permission.SCHEME_EDIT) or actor.may(Permission.ANSWER_WRITE)


def proposals_for(actor: StaffMember, today: date) -> Select[Proposal]:
    """Return the proposals that this person may read beside an action."""
    return followup.visible_to(actor) if is_inside(actor) else told_proposals(today)


def releases_for(actor: StaffMember, today: date) -> Select[Release]:
    """Return the syntheses that this person may read about beside an action."""
    if is_inside(actor):
        return select(Release).order_by(Release.published_on, Release.id)
    return public_releases(today).where(Release.withdrawn_on.is_(None))


def commitments_for(actor: StaffMember) -> Select[Commitment]:
    """Return the charters and protocols that this person may read: a draft is its authors' matter."""
    every = queries.commitments()
    return every if is_inside(actor) else every.where(Commitment.state != CommitmentState.DRAFT)
