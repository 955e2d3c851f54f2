"""Plenaries of the observatory: planned, held, their minutes, who came, what they decided and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.council.services.acting import change, create, discard, note, write
from hcec.council.services.revising import advance
from hcec.partners.enums import PlenaryState, Presence
from hcec.partners.models import Plenary, PlenaryAttendance, PlenaryDecision
from hcec.syntheses.services.typed_text import to_rich


class NotHeldYet(Exception):
    """Its day has not come: nobody came, nothing was decided."""


class AlreadyHeld(Exception):
    """What took place is not called off: it is corrected."""


class IsCalledOff(Exception):
    """It did not take place."""


class DoneTomorrow(Exception):
    """Nothing was done on a day to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlenaryPlan:
    """When and where, and what about: a point on each line."""

    held_on: date
    place: str
    agenda: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPlan:
    """What was decided, which function does it, until when; then the day it was done, and what came of it."""

    words: str
    who: str = ""
    due_on: date | None = None
    done_on: date | None = None
    told: str = ""


def plan_plenary(session: Session, *, row_id: UUID, actor: StaffMember, plan: PlenaryPlan) -> Plenary:
    """Put a plenary in the calendar; the same form gives the same one."""
    db.lock(session, "plenary")
    if existing := session.get(Plenary, row_id):
        return existing
    made = Plenary(id=row_id)
    write(made, plan)
    create(session, actor=actor, row=made)
    return made


def change_plenary(
    session: Session, *, actor: StaffMember, plenary: Plenary, version: int, plan: PlenaryPlan, today: date
) -> None:
    """Change its day, place or agenda. Raises ChangedMeanwhile, NotHeldYet for a day to come of what took place."""
    if plenary.state is PlenaryState.HELD and plan.held_on > today:
        raise NotHeldYet
    change(session, actor=actor, row=plenary, version=version, plan=plan)


def call_off(session: Session, *, actor: StaffMember, plenary: Plenary) -> None:
    """Say that it does not take place; twice is once. Raises AlreadyHeld."""
    session.refresh(plenary, with_for_update=True)
    if plenary.state is PlenaryState.CALLED_OFF:
        return
    if plenary.state is PlenaryState.HELD:
        raise AlreadyHeld
    advance(session, plenary, plenary.version)
    plenary.state = PlenaryState.CALLED_OFF
    session.flush()
    note(session, actor, plenary, "call_off")


def write_minutes(
    session: Session,
    *,
    actor: StaffMember,
    plenary: Plenary,
    version: int,
    typed: str,
    presences: Mapping[UUID, Presence],
    today: date,
) -> None:
    """Keep what was said and which institutions came: the plenary was held. The text is cleaned as everywhere.

    Raises ChangedMeanwhile, NotHeldYet, IsCalledOff.
    """
    if plenary.state is PlenaryState.CALLED_OFF:
        raise IsCalledOff
    if plenary.held_on > today:
        raise NotHeldYet
    advance(session, plenary, version)
    plenary.state, plenary.minutes = PlenaryState.HELD, to_rich(typed)
    held = {each.institution_id: each for each in plenary.attendances}
    for institution_id, presence in presences.items():
        if institution_id in held:
            held[institution_id].presence = presence
        else:
            plenary.attendances.append(PlenaryAttendance(institution_id=institution_id, presence=presence))
    for institution_id in held.keys() - presences.keys():
        plenary.attendances.remove(held[institution_id])
    session.flush()
    note(session, actor, plenary, "minutes")


def decide(
    session: Session, *, row_id: UUID, actor: StaffMember, plenary: Plenary, plan: DecisionPlan, today: date
) -> PlenaryDecision:
    """Write down a decision; the same form gives the same one. Raises NotHeldYet, IsCalledOff, DoneTomorrow."""
    session.refresh(plenary, with_for_update=True)
    if existing := session.get(PlenaryDecision, row_id):
        return existing
    if plenary.state is PlenaryState.CALLED_OFF:
        raise IsCalledOff
    if plenary.held_on > today:
        raise NotHeldYet
    _refuse(plan, today)
    position = max((each.position for each in plenary.decisions), default=0) + 1
    made = PlenaryDecision(id=row_id, plenary_id=plenary.id, position=position)
    write(made, plan)
    create(session, actor=actor, row=made)
    session.expire(plenary, ["decisions"])
    return made


def follow(
    session: Session, *, actor: StaffMember, decision: PlenaryDecision, version: int, plan: DecisionPlan, today: date
) -> None:
    """Say what came of a decision, or correct it. Raises ChangedMeanwhile, DoneTomorrow."""
    _refuse(plan, today)
    change(session, actor=actor, row=decision, version=version, plan=plan)


def drop_decision(session: Session, *, actor: StaffMember, decision: PlenaryDecision) -> None:
    """Take away what was written by mistake."""
    discard(session, actor=actor, row=decision)


def _refuse(plan: DecisionPlan, today: date) -> None:
    if plan.done_on and plan.done_on > today:
        raise DoneTomorrow
