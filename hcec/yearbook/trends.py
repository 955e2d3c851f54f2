"""The published years side by side: totals and lines that mean the same each year. Protected numbers only."""

from collections.abc import Sequence
from dataclasses import dataclass

from hcec.disclosure.thresholds import PERCENT_BASE
from hcec.disclosure.values import Category, Count, Release, Table
from hcec.documents.charts import Bar, Chart, Group
from hcec.documents.outline import Figure
from hcec.documents.words import HIDDEN, DocumentWords
from hcec.labels import LABELS
from hcec.yearbook.tables import FAMILIES

ABSENT = "–"
"""A year of which this is not told."""


@dataclass(frozen=True, slots=True)
class Line:
    """A category over the years: a number, nothing when hidden, or `None` for the whole line of a year without it."""

    label: str
    counts: tuple[tuple[bool, Count], ...]
    """Whether the year tells this line at all, and its number unless it is hidden."""


@dataclass(frozen=True, slots=True)
class Trend:
    """One family over the years: its totals, then the lines of its first table."""

    family: str
    title: str
    years: tuple[int, ...]
    totals: Line
    lines: tuple[Line, ...]


def trends(releases: Sequence[Release]) -> list[Trend]:
    """Return each family that the last of these releases tells, over all of them in their order."""
    if not releases:
        return []
    return [
        _trend(family, releases)
        for family in FAMILIES
        if any(_family(table) == family for table in releases[-1].tables)
    ]


def told(line: Line, place: int) -> str:
    """Return what is written for one year."""
    is_there, count = line.counts[place]
    return ABSENT if not is_there else HIDDEN if count is None else str(count)


def follows(trend: Trend) -> bool:
    """Tell whether the last of these years comes right after the one that stands before it: they are compared."""
    return trend.years[-2:] == (trend.years[-1] - 1, trend.years[-1])


def change(trend: Trend, line: Line) -> str:
    """Return how a line moved since the year before, as a whole percentage; nothing where it would mislead (D2)."""
    if len(line.counts) < 2:
        return ""
    before, after = line.counts[-2][1], line.counts[-1][1]
    if not follows(trend) or before is None or after is None or before < PERCENT_BASE:
        return ABSENT
    moved = round(100 * (after - before) / before)
    sign = "+" if moved > 0 else "\N{MINUS SIGN}" if moved < 0 else ""
    return f"{sign}{abs(moved)}\N{NARROW NO-BREAK SPACE}%"


def figure(trend: Trend, words: DocumentWords, heads: tuple[str, str]) -> Figure:
    """Return the totals of a family as bars, a year each."""
    longest = max((count for _there, count in trend.totals.counts if count), default=0)
    bars = tuple(
        Bar(str(year), told(trend.totals, place), fraction=count / longest if count and longest else 0.0)
        for place, (year, (_there, count)) in enumerate(zip(trend.years, trend.totals.counts, strict=True))
        if count is not None
    )
    said = ", ".join(f"{bar.label} {bar.number}" for bar in bars)
    described = f"{words.chart.replace('{title}', trend.title)} {said}."
    rows = tuple((bar.label, bar.number) for bar in bars)
    return Figure(trend.title, "", Chart(trend.title, described, (Group("", bars),)), heads, rows)


def _trend(family: str, releases: Sequence[Release]) -> Trend:
    held = [{table.code: table for table in each.tables if _family(table) == family} for each in releases]
    first = next(iter(held[-1].values()))
    totals = Line("", tuple((bool(each), next(iter(each.values())).base if each else None) for each in held))
    lines = tuple(
        Line(cell.category.label, tuple(_cell(each.get(first.code), cell.category) for each in held))
        for cell in first.cells
    )
    title = LABELS["figure_family"][family]
    return Trend(family, title, tuple(int(each.period) for each in releases), totals, lines)


def _cell(table: Table | None, category: Category) -> tuple[bool, Count]:
    """Return a line of a year that holds the same people: merged otherwise, it is not there."""
    for cell in table.cells if table else ():
        if cell.category.atoms == category.atoms:
            return True, cell.count
    return False, None


def _family(table: Table) -> str:
    return table.variable.partition(".")[0]
