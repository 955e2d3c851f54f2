"""What bears on an action: propositions and avis, syntheses, working groups."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.council.models import WorkingGroup
from hcec.followup.enums import ProposalState
from hcec.followup.models import Proposal
from hcec.scheme.models import SchemeAction
from hcec.scheme.services.acting import note
from hcec.syntheses.models import Release

BEARING: dict[str, type[Proposal] | type[Release] | type[WorkingGroup]] = {
    "proposal": Proposal,
    "release": Release,
    "group": WorkingGroup,
}
"""What may be tied to an action, by the word that forms use."""


class NotLinkable(Exception):
    """No such thing, or one that is not out yet: a draft, a synthesis withdrawn or kept for a plenary."""


def link(
    session: Session, *, actor: StaffMember, action: SchemeAction, kind: str, target_id: UUID, today: date
) -> None:
    """Tie something to an action; tied already, nothing changes. Raises NotLinkable."""
    found = session.get(BEARING[kind], target_id)
    is_draft = isinstance(found, Proposal) and found.state is ProposalState.DRAFT
    is_held_back = isinstance(found, Release) and (
        found.withdrawn_on is not None or (found.embargo_on is not None and found.embargo_on > today)
    )
    if found is None or is_draft or is_held_back:
        raise NotLinkable
    held = _held(action, kind)
    if found not in held:
        held.append(found)
        session.flush()
        note(session, actor, action, "link", f"{kind}:{target_id.hex}")


def unlink(session: Session, *, actor: StaffMember, action: SchemeAction, kind: str, target_id: UUID) -> None:
    """Untie something; untied already, nothing changes."""
    held = _held(action, kind)
    for found in [each for each in held if each.id == target_id]:
        held.remove(found)
        session.flush()
        note(session, actor, action, "unlink", f"{kind}:{target_id.hex}")


def _held(action: SchemeAction, kind: str) -> list[Any]:
    lists: dict[str, list[Any]] = {"proposal": action.proposals, "release": action.releases, "group": action.groups}
    return lists[kind]
