"""What a programme plans and what was held, as efforts that add up."""

from hcec.training.enums import Priority
from hcec.training.models import TrainingLine, TrainingProgramme, TrainingSession
from hcec.training.totals import Effort, effort_of, total, totals_by


def planned(line: TrainingLine, year: int | None = None) -> Effort:
    """Return what a line plans for a year, or for all of them."""
    years = [each for each in line.years if year in (None, each.year)]
    return total(effort_of(each.places, line.hours, each.budget) for each in years)


def held(session: TrainingSession) -> Effort:
    """Return what a session was: who came, their hours, what it cost."""
    return effort_of(session.participants, session.hours, session.cost)


def by_year(programme: TrainingProgramme) -> dict[int, Effort]:
    """Return what is planned each year."""
    return {year: total(planned(line, year) for line in programme.lines) for year in programme.years}


def by_priority(programme: TrainingProgramme) -> dict[Priority, Effort]:
    """Return what is planned at each priority that has a line, the highest first."""
    sums = totals_by(programme.lines, lambda line: line.priority, planned)
    return {priority: sums[priority] for priority in Priority if priority in sums}
