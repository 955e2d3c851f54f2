"""The scheme itself: its years, its axes, its actions, and where each action stood at the end of a year."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.scheme.enums import ActionState
from hcec.scheme.models import ActionReview, Funding, Scheme, SchemeAction, SchemeAxis
from hcec.scheme.services.acting import change, create, discard, note, write


class NumberTaken(Exception):
    """Another axis of this scheme, or another action of this axis, has this number."""


class StillInUse(Exception):
    """Something hangs on it that would be lost: empty it first, or say that it is given up."""


class YearOutside(Exception):
    """The scheme or the contract does not cover this year, or the year has not come."""


class YearsUnsound(Exception):
    """The last year comes before the first, or leaves out what was already written."""


@dataclass(frozen=True, slots=True)
class SchemePlan:
    """What a scheme is called, and its years."""

    title: str
    from_year: int
    to_year: int


@dataclass(frozen=True, slots=True)
class AxisPlan:
    """What an axis is called, and its place."""

    number: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPlan:
    """What a fiche action says."""

    number: int
    title: str
    aim: str = ""
    audience: str = ""
    pilot: str = ""
    partners: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    engagements: list[str]


def start_scheme(session: Session, *, row_id: UUID, actor: StaffMember, plan: SchemePlan) -> Scheme:
    """Start a scheme; the same form gives the same one. Raises YearsUnsound."""
    db.lock(session, "scheme")
    if existing := session.get(Scheme, row_id):
        return existing
    if plan.to_year < plan.from_year:
        raise YearsUnsound
    made = Scheme(id=row_id)
    write(made, plan)
    create(session, actor=actor, row=made)
    return made


def change_scheme(session: Session, *, actor: StaffMember, scheme: Scheme, version: int, plan: SchemePlan) -> None:
    """Change its title or its years. Raises ChangedMeanwhile, YearsUnsound."""
    reviewed = [review.year for axis in scheme.axes for action in axis.actions for review in action.reviews]
    if plan.to_year < plan.from_year or any(not plan.from_year <= year <= plan.to_year for year in reviewed):
        raise YearsUnsound
    change(session, actor=actor, row=scheme, version=version, plan=plan)


def add_axis(session: Session, *, row_id: UUID, actor: StaffMember, scheme: Scheme, plan: AxisPlan) -> SchemeAxis:
    """Add an axis; the same form gives the same one. Raises NumberTaken."""
    db.lock(session, f"scheme:{scheme.id.hex}")
    if existing := session.get(SchemeAxis, row_id):
        return existing
    _refuse_taken_axis(session, scheme.id, plan.number, row_id)
    made = SchemeAxis(id=row_id)
    write(made, plan)
    scheme.axes.append(made)
    create(session, actor=actor, row=made)
    return made


def change_axis(session: Session, *, actor: StaffMember, axis: SchemeAxis, version: int, plan: AxisPlan) -> None:
    """Change an axis. Raises ChangedMeanwhile, NumberTaken."""
    db.lock(session, f"scheme:{axis.scheme_id.hex}")
    _refuse_taken_axis(session, axis.scheme_id, plan.number, axis.id)
    change(session, actor=actor, row=axis, version=version, plan=plan)


def drop_axis(session: Session, *, actor: StaffMember, axis: SchemeAxis) -> None:
    """Take away an axis without actions. Raises StillInUse."""
    session.refresh(axis)
    if axis.actions:
        raise StillInUse
    discard(session, actor=actor, row=axis)


def add_action(
    session: Session, *, row_id: UUID, actor: StaffMember, axis: SchemeAxis, plan: ActionPlan
) -> SchemeAction:
    """Add an action to an axis; the same form gives the same one. Raises NumberTaken."""
    db.lock(session, f"scheme:{axis.scheme_id.hex}")
    if existing := session.get(SchemeAction, row_id):
        return existing
    _refuse_taken_action(session, axis.id, plan.number, row_id)
    made = SchemeAction(id=row_id, state=ActionState.PLANNED)
    write(made, plan)
    axis.actions.append(made)
    create(session, actor=actor, row=made)
    return made


def change_action(
    session: Session, *, actor: StaffMember, action: SchemeAction, version: int, plan: ActionPlan
) -> None:
    """Change a fiche action. Raises ChangedMeanwhile, NumberTaken."""
    db.lock(session, f"scheme:{action.axis.scheme_id.hex}")
    _refuse_taken_action(session, action.axis_id, plan.number, action.id)
    change(session, actor=actor, row=action, version=version, plan=plan)


def drop_action(session: Session, *, actor: StaffMember, action: SchemeAction) -> None:
    """Take away an action on which nothing hangs. Raises StillInUse: one that was followed is given up instead."""
    session.refresh(action)
    funded = session.scalar(select(func.count(Funding.id)).where(Funding.action_id == action.id))
    if funded or action.reviews or action.indicators or action.proposals or action.releases or action.groups:
        raise StillInUse
    discard(session, actor=actor, row=action)


def review_action(
    session: Session,
    *,
    actor: StaffMember,
    action: SchemeAction,
    version: int,
    year: int,
    state: ActionState,
    words: str,
    today: date,
) -> None:
    """Say where an action stands for a year; the latest year tells its state. Raises ChangedMeanwhile, YearOutside."""
    if year not in action.axis.scheme.years or year > today.year:
        raise YearOutside
    latest = max((review.year for review in action.reviews), default=year)
    plan = _StatePlan(state if year >= latest else action.state)
    change(session, actor=actor, row=action, version=version, plan=plan)
    held = next((review for review in action.reviews if review.year == year), None)
    if held is None:
        action.reviews.append(ActionReview(year=year, state=state, words=words))
    else:
        held.state, held.words = state, words
    session.flush()
    note(session, actor, action, "take_stock", str(year))


@dataclass(frozen=True, slots=True)
class _StatePlan:
    state: ActionState


def _refuse_taken_axis(session: Session, scheme_id: UUID, number: int, own: UUID) -> None:
    taken = select(SchemeAxis.id).where(SchemeAxis.scheme_id == scheme_id, SchemeAxis.number == number)
    if session.scalar(taken.where(SchemeAxis.id != own)):
        raise NumberTaken


def _refuse_taken_action(session: Session, axis_id: UUID, number: int, own: UUID) -> None:
    taken = select(SchemeAction.id).where(SchemeAction.axis_id == axis_id, SchemeAction.number == number)
    if session.scalar(taken.where(SchemeAction.id != own)):
        raise NumberTaken
