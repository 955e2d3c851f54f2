"""Noting an evaluation that the observatory is told of, and following what comes of it."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.council.services.acting import ChangedMeanwhile as ChangedMeanwhile
from hcec.council.services.acting import change, create, discard, write
from hcec.shelf.enums import EstablishmentKind, EvaluationNature, FollowUpState
from hcec.shelf.models import Evaluation, EvaluationAction


class NotReceivedYet(Exception):
    """Nothing is received, nor done, tomorrow."""


class EndsBeforeStart(Exception):
    """What is evaluated ends before it starts."""


class NextTooSoon(Exception):
    """The next one comes after this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationPlan:
    """What was evaluated, by whom, over which time, and what was said."""

    establishment: str
    kind: EstablishmentKind
    nature: EvaluationNature
    received_on: date
    evaluator: str = ""
    from_on: date | None = None
    to_on: date | None = None
    next_due_on: date | None = None
    conclusions: str = ""
    strengths: str = ""
    to_improve: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPlan:
    """What is to be done, until when, and where it stands."""

    what: str
    due_on: date
    state: FollowUpState = FollowUpState.TO_DO
    done_on: date | None = None


def note_evaluation(
    session: Session, *, row_id: UUID, actor: StaffMember, plan: EvaluationPlan, today: date
) -> Evaluation:
    """Note an evaluation; the same form gives the same one. Raises NotReceivedYet, EndsBeforeStart, NextTooSoon."""
    db.lock(session, "evaluations")
    if existing := session.get(Evaluation, row_id):
        return existing
    check(plan, today)
    made = Evaluation(id=row_id)
    write(made, plan)
    create(session, actor=actor, row=made)
    return made


def change_evaluation(
    session: Session, *, actor: StaffMember, evaluation: Evaluation, version: int, plan: EvaluationPlan, today: date
) -> None:
    """Say it otherwise. Raises ChangedMeanwhile, NotReceivedYet, EndsBeforeStart, NextTooSoon."""
    check(plan, today)
    change(session, actor=actor, row=evaluation, version=version, plan=plan)


def drop_evaluation(session: Session, *, actor: StaffMember, evaluation: Evaluation) -> None:
    """Take away what was noted by mistake, with its actions."""
    discard(session, actor=actor, row=evaluation)


def add_action(
    session: Session, *, row_id: UUID, actor: StaffMember, evaluation: Evaluation, plan: ActionPlan, today: date
) -> EvaluationAction:
    """Add what is to be done; the same form gives the same one. Raises NotReceivedYet for what was done tomorrow."""
    db.lock(session, "evaluations")
    if existing := session.get(EvaluationAction, row_id):
        return existing
    made = EvaluationAction(id=row_id, evaluation_id=evaluation.id)
    write(made, settled(plan, today))
    evaluation.actions.append(made)
    create(session, actor=actor, row=made)
    return made


def change_action(
    session: Session, *, actor: StaffMember, action: EvaluationAction, version: int, plan: ActionPlan, today: date
) -> None:
    """Say where it stands. Raises ChangedMeanwhile, NotReceivedYet."""
    change(session, actor=actor, row=action, version=version, plan=settled(plan, today))


def drop_action(session: Session, *, actor: StaffMember, action: EvaluationAction) -> None:
    """Take away an action written by mistake."""
    discard(session, actor=actor, row=action)


def check(plan: EvaluationPlan, today: date) -> None:
    """Refuse days that cannot be. Raises NotReceivedYet, EndsBeforeStart, NextTooSoon."""
    if plan.received_on > today:
        raise NotReceivedYet
    if plan.from_on and plan.to_on and plan.to_on < plan.from_on:
        raise EndsBeforeStart
    if plan.next_due_on and plan.next_due_on <= plan.received_on:
        raise NextTooSoon


def settled(plan: ActionPlan, today: date) -> ActionPlan:
    """Return the plan with the day it was done when it is done, today if none is said. Raises NotReceivedYet."""
    if plan.state is not FollowUpState.DONE:
        return replace(plan, done_on=None)
    if plan.done_on and plan.done_on > today:
        raise NotReceivedYet
    return replace(plan, done_on=plan.done_on or today)
