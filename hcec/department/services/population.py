"""How many children are in care, by year, age and place, as the observatory enters it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec import labels
from hcec.audit import services as audit
from hcec.department.enums import PopulationTrait
from hcec.department.models import PopulationFigure, PopulationYear

NO_PLACE = frozenset({"unknown", "unsaid"})
"""What a child may answer, and no register counts."""


class PopulationChanged(Exception):
    """Somebody changed, or entered, this year's figures meanwhile."""


class PopulationUnsound(Exception):
    """A category is unknown, a number is negative, nobody is in care, or the parts exceed the whole."""


@dataclass(frozen=True, slots=True)
class Population:
    """The children in care at the end of one year. A category that is absent was not entered: it is not zero."""

    year: int
    children: int
    source: str = ""
    by: Mapping[PopulationTrait, Mapping[str, int]] = field(default_factory=dict)
    version: int = 0

    def of(self, trait: PopulationTrait, *codes: str) -> int | None:
        """Return how many children these categories hold together; None where one of them was not entered."""
        known = self.by.get(trait, {})
        return sum(known[code] for code in codes) if codes and set(codes) <= known.keys() else None


def categories(trait: PopulationTrait) -> list[str]:
    """Return the codes that figures may be entered for, in their order."""
    return [code for code, _label in labels.options(trait) if code not in NO_PLACE]


def every_population(session: Session) -> list[Population]:
    """Return the years that were entered, the latest first."""
    return [_value(row) for row in session.scalars(select(PopulationYear).order_by(PopulationYear.year.desc()))]


def population_at(session: Session, year: int) -> Population | None:
    """Return the figures that hold for this year: its own, else those of the latest year before it."""
    latest = select(PopulationYear).where(PopulationYear.year <= year).order_by(PopulationYear.year.desc())
    row = session.scalars(latest.limit(1)).first()
    return None if row is None else _value(row)


def enter_population(session: Session, *, actor: str, role: str, population: Population) -> Population:
    """Keep a year's figures, whole, in the place of those of `population.version` (0: none yet). Journalled.

    Raises PopulationUnsound, PopulationChanged.
    """
    _check(population)
    row = session.get(PopulationYear, population.year, with_for_update=True)
    if (row.version if row else 0) != population.version:
        raise PopulationChanged
    if row is None:
        row = PopulationYear(year=population.year, children=population.children, source="", version=0, figures=[])
        session.add(row)
    row.children, row.source, row.version = population.children, population.source.strip(), row.version + 1
    wanted = {(trait, code): count for trait, counts in population.by.items() for code, count in counts.items()}
    row.figures[:] = [each for each in row.figures if (each.trait, each.code) in wanted]
    held = {(each.trait, each.code): each for each in row.figures}
    for (trait, code), count in wanted.items():
        if (trait, code) in held:
            held[trait, code].children = count
        else:
            row.figures.append(PopulationFigure(trait=trait, code=code, children=count))
    audit.record(session, actor=actor, role=role, action="population:enter", subject=f"population_year:{row.year}")
    session.flush()
    return _value(row)


def _check(population: Population) -> None:
    if population.children < 1:
        raise PopulationUnsound
    for trait, counts in population.by.items():
        known = counts.keys() <= set(categories(trait))
        if not known or min(counts.values(), default=0) < 0 or sum(counts.values()) > population.children:
            raise PopulationUnsound


def _value(row: PopulationYear) -> Population:
    by = {
        trait: {
            code: figure.children
            for code in categories(trait)
            for figure in row.figures
            if (figure.trait, figure.code) == (trait, code)
        }
        for trait in PopulationTrait
    }
    return Population(row.year, row.children, row.source, by, row.version)
