"""A year of training, told from the data: what was planned and held, who came, which needs found an answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from hcec.training import queries
from hcec.training.enums import Asked, NeedState, Opinion, Priority, Profession, SessionState
from hcec.training.models import TrainingNeed, TrainingProgramme, TrainingSession
from hcec.training.services.planned import held, planned
from hcec.training.totals import Effort, effort_of, total, totals_by


@dataclass(frozen=True, slots=True)
class LineReview:
    """A line in a year: what it planned and what was held; and what it has left of all its years."""

    number: int
    title: str
    priority: Priority
    sessions: int
    planned: Effort
    held: Effort
    left: Effort


@dataclass(frozen=True, slots=True)
class NeedReview:
    """A need at the end of a year: its state, the lines that answer it, the people trained for it so far."""

    need: TrainingNeed
    state: NeedState
    lines: tuple[int, ...]
    trained: int


@dataclass(frozen=True, slots=True)
class YearReview:
    """What the yearly review says. Its totals are those of its lines and of what was held outside of them."""

    year: int
    lines: tuple[LineReview, ...]
    outside: tuple[TrainingSession, ...]
    needs: tuple[NeedReview, ...]
    by_profession: dict[Profession, Effort]
    by_employer: dict[str, Effort]
    answers: dict[tuple[Asked, Opinion], int]

    @property
    def planned(self) -> Effort:
        """What the programme planned for the year."""
        return total(line.planned for line in self.lines)

    @property
    def held_outside(self) -> Effort:
        """What was held outside of the programme."""
        return total(held(each) for each in self.outside)

    @property
    def held(self) -> Effort:
        """What was held in all."""
        return total(line.held for line in self.lines).plus(self.held_outside)

    @property
    def left(self) -> Effort:
        """What the programme has left, of all its years."""
        return total(line.left for line in self.lines)


def review_year(session: Session, programme: TrainingProgramme, year: int) -> YearReview:
    """Return the review of a year of a programme. A session of an older version of a line counts for the line."""
    rows = session.scalars(queries.sessions_in(programme.from_year, year))
    until = [each for each in rows if each.state is SessionState.HELD]
    roots = {line.root_id for line in programme.lines}
    ours = [each for each in until if each.starts_on.year == year]
    return YearReview(
        year=year,
        lines=tuple(_lines(programme, until, year)),
        outside=tuple(each for each in ours if _root(each) not in roots),
        needs=tuple(_needs(session, programme, until, year)),
        by_profession={Profession(each): sums for each, sums in _by(ours, "profession").items()},
        by_employer=_by(ours, "employer"),
        answers=_answers(ours),
    )


def _lines(programme: TrainingProgramme, until: list[TrainingSession], year: int) -> Iterable[LineReview]:
    for line in programme.lines:
        mine = [each for each in until if _root(each) == line.root_id]
        this_year = [each for each in mine if each.starts_on.year == year]
        done = total(held(each) for each in mine)
        yield LineReview(
            number=line.number,
            title=line.title,
            priority=line.priority,
            sessions=len(this_year),
            planned=planned(line, year),
            held=total(held(each) for each in this_year),
            left=planned(line).minus(done),
        )


def _needs(
    session: Session, programme: TrainingProgramme, until: list[TrainingSession], year: int
) -> Iterable[NeedReview]:
    """Yield the needs raised by the end of the year that stand for themselves; those set aside earlier are over."""
    trained = totals_by([each for each in until if each.line], _root, held)
    for need in sorted(session.scalars(queries.needs()), key=lambda each: (each.raised_on, each.title, each.id)):
        state = _state_at_the_end_of(year, need)
        is_over = state is NeedState.SET_ASIDE and need.answered_on and need.answered_on.year < year
        if need.raised_on > date(year, 12, 31) or state is NeedState.MERGED or is_over:
            continue
        lines = [line for line in programme.lines if need in line.needs]
        people = sum(trained[line.root_id].people for line in lines if line.root_id in trained)
        yield NeedReview(need, state, tuple(line.number for line in lines), people)


def _state_at_the_end_of(year: int, need: TrainingNeed) -> NeedState:
    return NeedState.RAISED if need.answered_on and need.answered_on.year > year else need.state


def _by(sessions: Iterable[TrainingSession], name: str) -> dict[str, Effort]:
    """Return who came, by profession or by kind of institution, the most first. Money is not shared out."""
    came = [(getattr(line, name), line.people, each.hours) for each in sessions for line in each.attendances]
    sums = totals_by(came, lambda one: one[0], lambda one: effort_of(one[1], one[2], 0))
    return dict(sorted(sums.items(), key=lambda pair: (-pair[1].people, pair[0])))


def _answers(sessions: Iterable[TrainingSession]) -> dict[tuple[Asked, Opinion], int]:
    sums: dict[tuple[Asked, Opinion], int] = {}
    for each in sessions:
        for one in each.opinions:
            sums[one.asked, one.opinion] = sums.get((one.asked, one.opinion), 0) + one.people
    return sums


def _root(session: TrainingSession) -> UUID | None:
    return session.line.root_id if session.line else None
