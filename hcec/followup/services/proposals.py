"""Propositions and avis: drafted from a release or typed, adopted in a plenary, addressed and due (F3)."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from uuid import UUID, uuid5

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.consultations.models import Consultation
from hcec.council.models import Session as CouncilSession
from hcec.disclosure.values import Ask, from_bytes
from hcec.followup.engagements import engagement_named
from hcec.followup.enums import ProposalKind, ProposalState
from hcec.followup.models import Proposal
from hcec.followup.queries import plenaries
from hcec.followup.services.holding import record, step, take
from hcec.syntheses.models import Release


class ProposalNotDraft(Exception):
    """A plenary adopted it: its words are the council's."""


class IncompleteProposal(Exception):
    """A proposal says what, of whom, and until when it waits for an answer."""


class AdoptedInTheFuture(Exception):
    """No plenary has met on that day yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalPlan:
    """What is decided about a proposal. A draft may be incomplete."""

    kind: ProposalKind = ProposalKind.PROPOSAL
    what: str = ""
    why: str = ""
    of_whom: str = ""
    answerer_id: UUID | None = None
    engagements: tuple[str, ...] = ()
    scheme_action: str = ""
    due_on: date | None = None


def draft_proposal(
    session: Session,
    *,
    row_id: UUID,
    consultation: Consultation,
    actor: StaffMember,
    plan: ProposalPlan,
    release_id: UUID | None = None,
) -> Proposal:
    """Make a draft, the last of its consultation. Sent twice, the same `row_id` gives the same draft."""
    db.lock(session, f"proposals:{consultation.id.hex}")
    existing = session.get(Proposal, row_id)
    if existing is not None:
        return existing
    of_it = Proposal.consultation_id == consultation.id
    place = (session.scalar(select(func.max(Proposal.position)).where(of_it)) or 0) + 1
    made = Proposal(
        id=row_id, consultation=consultation, release_id=release_id, position=place, state=ProposalState.DRAFT
    )
    _write(made, plan)
    session.add(made)
    session.flush()
    record(session, made, actor, "draft")
    return made


def draft_from_release(
    session: Session, *, release: Release, consultation: Consultation, actor: StaffMember
) -> list[Proposal]:
    """Make a draft of each thing that a release asks; asked twice, the same drafts.

    A draft keeps nothing of the release but the words of its asks.
    """
    drafts = []
    for place, ask in enumerate(from_bytes(release.content).asks):
        row_id = uuid5(release.id, f"ask {place}")
        plan = _plan_of(ask, consultation)
        drafts.append(
            draft_proposal(
                session, row_id=row_id, consultation=consultation, actor=actor, plan=plan, release_id=release.id
            )
        )
    return drafts


def change_proposal(
    session: Session, *, proposal: Proposal, actor: StaffMember, version: int, plan: ProposalPlan
) -> None:
    """Write the plan over a draft. Raises ChangedMeanwhile, ProposalNotDraft."""
    _take_draft(session, proposal, version)
    _write(proposal, plan)
    session.flush()
    record(session, proposal, actor, "change")


def drop_proposal(session: Session, *, proposal: Proposal, actor: StaffMember, version: int) -> None:
    """Let go of a draft. Raises ChangedMeanwhile, ProposalNotDraft."""
    _take_draft(session, proposal, version)
    record(session, proposal, actor, "drop")
    session.delete(proposal)
    session.flush()


def adopt(
    session: Session, *, proposal: Proposal, actor: StaffMember, version: int, adopted_on: date, today: date
) -> None:
    """Record that a plenary adopted a draft that day: from now on its words stay, and an answer is due.

    Where the council's calendar has a plenary on that day, the proposal is bound to it.
    Raises AdoptedInTheFuture, ChangedMeanwhile, IncompleteProposal, ProposalNotDraft.
    """
    _take_draft(session, proposal, version)
    if not (proposal.what and proposal.of_whom and proposal.due_on) or proposal.due_on < adopted_on:
        raise IncompleteProposal
    if adopted_on > today:
        raise AdoptedInTheFuture
    proposal.plenary = session.scalars(plenaries().where(CouncilSession.held_on == adopted_on)).first()
    proposal.adopted_on = adopted_on
    step(proposal, ProposalState.ADOPTED, adopted_on)
    session.flush()
    record(session, proposal, actor, "adopt")


def plan_of(proposal: Proposal) -> ProposalPlan:
    """Return what was decided so far."""
    held = {name: getattr(proposal, name) for name in asdict(ProposalPlan())}
    return replace(ProposalPlan(**held), engagements=tuple(proposal.engagements))


def _plan_of(ask: Ask, consultation: Consultation) -> ProposalPlan:
    found = engagement_named(ask.engagement)
    engagements = (str(found),) if found else ()
    return ProposalPlan(what=ask.what, of_whom=ask.of_whom, engagements=engagements, due_on=consultation.answer_due_on)


def _take_draft(session: Session, proposal: Proposal, version: int) -> None:
    take(session, proposal, version)
    if proposal.state is not ProposalState.DRAFT:
        raise ProposalNotDraft


def _write(proposal: Proposal, plan: ProposalPlan) -> None:
    for name, value in asdict(plan).items():
        setattr(proposal, name, value)
    proposal.engagements = list(plan.engagements)
