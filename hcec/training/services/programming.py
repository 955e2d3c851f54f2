"""The multi-year programme: written, adopted by an assembly, revised by another that takes its place."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.council.services.acting import change, create, discard, note, write
from hcec.training.enums import ProgrammeState
from hcec.training.models import LineYear, TrainingLine, TrainingProgramme


class YearsUnsound(Exception):
    """The last year comes before the first, or leaves out what a line plans."""


class NotADraft(Exception):
    """It was adopted: it stays as it was, and is revised instead."""


class NotAdoptable(Exception):
    """Nothing is in it, or the day has not come."""


class NotRevisable(Exception):
    """It is not in force, or its revision was begun already."""


@dataclass(frozen=True, slots=True)
class ProgrammePlan:
    """What a programme is called, its years, and what it is for."""

    title: str
    from_year: int
    to_year: int
    objectives: str = ""


@dataclass(frozen=True, slots=True)
class _Adopted:
    state: ProgrammeState
    adopted_on: date
    adopted_by: str


@dataclass(frozen=True, slots=True)
class _Replaced:
    state: ProgrammeState = ProgrammeState.REPLACED


def start_programme(session: Session, *, row_id: UUID, actor: StaffMember, plan: ProgrammePlan) -> TrainingProgramme:
    """Start a programme; the same form gives the same one. Raises YearsUnsound."""
    if existing := session.get(TrainingProgramme, row_id):
        return existing
    if plan.to_year < plan.from_year:
        raise YearsUnsound
    made = TrainingProgramme(id=row_id, state=ProgrammeState.DRAFT)
    write(made, plan)
    create(session, actor=actor, row=made)
    return made


def change_programme(
    session: Session, *, actor: StaffMember, programme: TrainingProgramme, version: int, plan: ProgrammePlan
) -> None:
    """Change a draft. Raises ChangedMeanwhile, NotADraft, YearsUnsound."""
    hold_draft(session, programme)
    planned = [each.year for line in programme.lines for each in line.years]
    if plan.to_year < plan.from_year or any(not plan.from_year <= year <= plan.to_year for year in planned):
        raise YearsUnsound
    change(session, actor=actor, row=programme, version=version, plan=plan)


def drop_programme(session: Session, *, actor: StaffMember, programme: TrainingProgramme) -> None:
    """Take away a draft with its lines. Raises NotADraft."""
    hold_draft(session, programme)
    discard(session, actor=actor, row=programme)


def adopt(
    session: Session,
    *,
    actor: StaffMember,
    programme: TrainingProgramme,
    version: int,
    adopted_on: date,
    adopted_by: str,
    today: date,
) -> None:
    """Adopt a draft for good; what it revises is replaced. Raises ChangedMeanwhile, NotADraft, NotAdoptable."""
    hold_draft(session, programme)
    if not programme.lines or not adopted_by or adopted_on > today:
        raise NotAdoptable
    plan = _Adopted(ProgrammeState.ADOPTED, adopted_on, adopted_by)
    change(session, actor=actor, row=programme, version=version, plan=plan)
    if old := programme.replaces:
        change(session, actor=actor, row=old, version=old.version, plan=_Replaced())


def revise(session: Session, *, row_id: UUID, actor: StaffMember, programme: TrainingProgramme) -> TrainingProgramme:
    """Begin the revision of what is in force, line by line the same; the same form gives the same. Raises NotRevisable.

    The old one stays in force, and readable, until the new one is adopted.
    """
    db.lock(session, f"training_programme:{programme.id.hex}")
    if existing := session.get(TrainingProgramme, row_id):
        return existing
    session.refresh(programme)
    if programme.state is not ProgrammeState.ADOPTED or programme.replaced_by:
        raise NotRevisable
    made = TrainingProgramme(
        id=row_id,
        title=programme.title,
        from_year=programme.from_year,
        to_year=programme.to_year,
        objectives=programme.objectives,
        state=ProgrammeState.DRAFT,
        replaces_id=programme.id,
        lines=[_copied(line) for line in programme.lines],
    )
    session.add(made)
    session.flush()
    note(session, actor, made, "revise")
    session.expire(programme, ["replaced_by"])
    return made


def hold_draft(session: Session, programme: TrainingProgramme) -> None:
    """Let nobody else change or adopt a draft meanwhile. Raises NotADraft."""
    db.lock(session, f"training_programme:{programme.id.hex}")
    session.refresh(programme)
    if programme.state is not ProgrammeState.DRAFT:
        raise NotADraft


def _copied(line: TrainingLine) -> TrainingLine:
    return TrainingLine(
        id=uuid4(),
        root_id=line.root_id,
        number=line.number,
        title=line.title,
        theme=line.theme,
        audiences=list(line.audiences),
        priority=line.priority,
        hours=line.hours,
        body=line.body,
        pilot=line.pilot,
        years=[LineYear(year=each.year, places=each.places, budget=each.budget) for each in line.years],
        needs=list(line.needs),
        actions=list(line.actions),
    )
