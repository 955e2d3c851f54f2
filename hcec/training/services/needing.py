"""Needs: raised by the observatory or by an institution, then kept, merged or set aside with words that they read."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.council.services.acting import change, create, discard, write
from hcec.syntheses.enums import Theme
from hcec.syntheses.models import Release
from hcec.training.enums import NeedState, Urgency
from hcec.training.models import TrainingNeed

ALL_NEEDS = "training_needs"


class NotOut(Exception):
    """No such synthesis, or one that was withdrawn or waits for its plenary."""


class AlreadyAnswered(Exception):
    """What an institution raised was answered: its words stay as they were read."""


class ReasonMissing(Exception):
    """Setting aside says why."""


class NotMergeable(Exception):
    """It cannot be merged into that one: itself, one that is merged or set aside, or others were merged into this."""


class IsAnswered(Exception):
    """A line of a programme answers it, or others were merged into it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedPlan:
    """What a need says."""

    title: str
    words: str
    theme: Theme | None
    audiences: list[str]
    urgency: Urgency


@dataclass(frozen=True, slots=True)
class Source:
    """The synthesis that showed a need, and which of its questions or themes, in words."""

    release_id: UUID
    part: str


@dataclass(frozen=True, slots=True)
class Asker:
    """The institution that raises a need, and what it is called that day."""

    institution_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a need, in words for whoever raised it."""

    state: NeedState
    answer: str = ""
    merged_into_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class _Answered:
    state: NeedState
    answer: str
    answered_on: date
    merged_into_id: UUID | None


def raise_need(
    session: Session,
    *,
    row_id: UUID,
    actor: StaffMember,
    plan: NeedPlan,
    today: date,
    source: Source | None = None,
    asker: Asker | None = None,
) -> TrainingNeed:
    """Raise a need for an institution, or for the observatory; the same form gives the same one. Raises NotOut."""
    if existing := session.get(TrainingNeed, row_id):
        return existing
    if source:
        _refuse_held_back(session.get(Release, source.release_id), today)
    made = TrainingNeed(
        id=row_id,
        raised_by_id=actor.id,
        raised_on=today,
        institution_id=asker.institution_id if asker else None,
        institution_name=asker.name if asker else "",
        release_id=source.release_id if source else None,
        release_part=source.part if source else "",
        state=NeedState.RAISED,
    )
    write(made, plan)
    create(session, actor=actor, row=made)
    return made


def change_need(session: Session, *, actor: StaffMember, need: TrainingNeed, version: int, plan: NeedPlan) -> None:
    """Change its words. Raises ChangedMeanwhile, and AlreadyAnswered for an institution's that was answered."""
    if need.institution_id is not None and need.state is not NeedState.RAISED:
        raise AlreadyAnswered
    change(session, actor=actor, row=need, version=version, plan=plan)


def answer_need(
    session: Session, *, actor: StaffMember, need: TrainingNeed, version: int, verdict: Verdict, today: date
) -> None:
    """Keep a need, merge it into another or set it aside; answered again, the last answer holds.

    Raises ChangedMeanwhile, ReasonMissing, NotMergeable, IsAnswered.
    """
    db.lock(session, ALL_NEEDS)
    if verdict.state is NeedState.SET_ASIDE and not verdict.answer:
        raise ReasonMissing
    if verdict.state is NeedState.MERGED:
        _refuse_unmergeable(session, need, verdict.merged_into_id)
    if verdict.state is not NeedState.KEPT and need.lines:
        raise IsAnswered
    target = verdict.merged_into_id if verdict.state is NeedState.MERGED else None
    plan = _Answered(verdict.state, verdict.answer, today, target)
    change(session, actor=actor, row=need, version=version, plan=plan)
    session.expire(need, ["merged_into"])


def drop_need(session: Session, *, actor: StaffMember, need: TrainingNeed) -> None:
    """Take away a need that nobody answered yet. Raises AlreadyAnswered, IsAnswered."""
    db.lock(session, ALL_NEEDS)
    session.refresh(need)
    if need.state is not NeedState.RAISED:
        raise AlreadyAnswered
    if need.lines or need.merged:
        raise IsAnswered
    discard(session, actor=actor, row=need)


def final(need: TrainingNeed) -> TrainingNeed:
    """Return the need that holds this one: itself, or what it was merged into."""
    return need.merged_into or need


def _refuse_held_back(release: Release | None, today: date) -> None:
    if release is None or release.withdrawn_on or (release.embargo_on and release.embargo_on > today):
        raise NotOut


def _refuse_unmergeable(session: Session, need: TrainingNeed, target_id: UUID | None) -> None:
    target = session.get(TrainingNeed, target_id, populate_existing=True) if target_id else None
    has_merged = session.scalars(select(TrainingNeed.id).where(TrainingNeed.merged_into_id == need.id)).first()
    if target is None or target.id == need.id or has_merged:
        raise NotMergeable
    if target.state not in (NeedState.RAISED, NeedState.KEPT):
        raise NotMergeable
