"""Lines of a programme in preparation: what is taught, to whom, how many places and how much money each year."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.council.services.acting import discard, note, write
from hcec.council.services.revising import advance
from hcec.scheme.models import SchemeAction
from hcec.syntheses.enums import Theme
from hcec.training.enums import NeedState, Priority
from hcec.training.models import LineYear, TrainingLine, TrainingNeed, TrainingProgramme
from hcec.training.services.programming import hold_draft


class NumberTaken(Exception):
    """Another line of this programme has this number."""


class YearOutside(Exception):
    """The programme does not cover this year."""


class NotKept(Exception):
    """No such need, or one that was not kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePlan:
    """What a line says."""

    number: int
    title: str
    theme: Theme | None
    audiences: list[str]
    priority: Priority
    hours: int
    body: str = ""
    pilot: str = ""


@dataclass(frozen=True, slots=True)
class LineTies:
    """What a line plans each year (places, cents), the needs that it answers, the actions that it serves."""

    by_year: dict[int, tuple[int, int]] = field(default_factory=dict)
    needs: tuple[UUID, ...] = ()
    actions: tuple[UUID, ...] = ()


def add_line(
    session: Session, *, row_id: UUID, actor: StaffMember, programme: TrainingProgramme, plan: LinePlan, ties: LineTies
) -> TrainingLine:
    """Add a line to a draft; the same form gives the same one. Raises NotADraft, NumberTaken, YearOutside, NotKept."""
    if existing := session.get(TrainingLine, row_id):
        return existing
    hold_draft(session, programme)
    _refuse_taken(programme, plan.number, row_id)
    made = TrainingLine(id=row_id, root_id=row_id)
    write(made, plan)
    programme.lines.append(made)
    _tie(session, programme, made, ties)
    session.flush()
    note(session, actor, made, "add")
    return made


def change_line(
    session: Session, *, actor: StaffMember, line: TrainingLine, version: int, plan: LinePlan, ties: LineTies
) -> None:
    """Change a line of a draft. Raises ChangedMeanwhile, NotADraft, NumberTaken, YearOutside, NotKept."""
    hold_draft(session, line.programme)
    _refuse_taken(line.programme, plan.number, line.id)
    advance(session, line, version)
    changed = write(line, plan) + _tie(session, line.programme, line, ties)
    session.flush()
    if changed:
        note(session, actor, line, "change", ", ".join(changed))


def drop_line(session: Session, *, actor: StaffMember, line: TrainingLine) -> None:
    """Take away a line of a draft. Raises NotADraft."""
    hold_draft(session, line.programme)
    discard(session, actor=actor, row=line)


def set_years(programme: TrainingProgramme, line: TrainingLine, by_year: dict[int, tuple[int, int]]) -> bool:
    """Give a line its places and money of each year; nothing planned is no row. Raises YearOutside."""
    wanted = {year: planned for year, planned in by_year.items() if any(planned)}
    if any(year not in programme.years for year in wanted):
        raise YearOutside
    held = {each.year: each for each in line.years}
    if wanted == {year: (each.places, each.budget) for year, each in held.items()}:
        return False
    for year in held.keys() - wanted.keys():
        line.years.remove(held[year])
    for year, (places, budget) in wanted.items():
        if year in held:
            held[year].places, held[year].budget = places, budget
        else:
            line.years.append(LineYear(year=year, places=places, budget=budget))
    return True


def _tie(session: Session, programme: TrainingProgramme, line: TrainingLine, ties: LineTies) -> list[str]:
    """Tie a line to its years, needs and actions; return the names of what changed."""
    changed = ["years"] if set_years(programme, line, ties.by_year) else []
    needs = session.scalars(select(TrainingNeed).where(TrainingNeed.id.in_(ties.needs))).all()
    actions = session.scalars(select(SchemeAction).where(SchemeAction.id.in_(ties.actions))).all()
    if len(needs) < len(set(ties.needs)) or any(_is_lost(need, line.needs) for need in needs):
        raise NotKept
    if _ids(needs) != _ids(line.needs):
        line.needs, changed = list(needs), [*changed, "needs"]
    if _ids(actions) != _ids(line.actions):
        line.actions, changed = list(actions), [*changed, "actions"]
    return changed


def _is_lost(need: TrainingNeed, held: Iterable[TrainingNeed]) -> bool:
    return need.state is not NeedState.KEPT and need not in held


def _ids(rows: Iterable[TrainingNeed | SchemeAction]) -> set[UUID]:
    return {row.id for row in rows}


def _refuse_taken(programme: TrainingProgramme, number: int, own: UUID) -> None:
    if any(line.number == number and line.id != own for line in programme.lines):
        raise NumberTaken
