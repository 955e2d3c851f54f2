"""What is looked at before a table is called checked: what is missing, what disagrees, what moved since last year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hcec.yearbook.tables import FAMILIES, FigureTable, Place, table_of, tables_in

Numbers = Mapping[str, Mapping[Place, int]]
"""Every number that is known of a year, by table and place."""
FEW = 11
"""A line that never counts so many people moves by a third for nothing."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two tables of one family that do not count the same people. `axis` and `code` are empty for their totals."""

    table: str
    other: str
    axis: str
    code: str
    counts: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """A line, or a total when `code` is empty, that moved by more than a third since last year."""

    table: str
    code: str
    before: int
    after: int


def is_complete(table: FigureTable, numbers: Numbers) -> bool:
    """Tell whether every number of a table is known: then it has a total, and may leave."""
    return set(table.places) <= numbers.get(table.code, {}).keys()


def unknown(table: FigureTable, numbers: Numbers) -> int:
    """Return how many numbers of a table are not known."""
    return len(set(table.places) - numbers.get(table.code, {}).keys())


def total(table: FigureTable, numbers: Numbers) -> int | None:
    """Return how many people a table counts, nothing while a number is not known."""
    return sum(numbers[table.code].values()) if is_complete(table, numbers) else None


def by_line(table: FigureTable, numbers: Numbers, axis: int = 0) -> dict[str, int]:
    """Return the sums of a complete table by the categories of its first or of its second axis."""
    found = dict.fromkeys(table.axes[axis].codes, 0)
    for place, number in numbers[table.code].items():
        found[place[axis]] += number
    return found


def disagreements(numbers: Numbers) -> list[Disagreement]:
    """Return where tables of one family do not agree: each with those declared before it."""
    return [found for family in FAMILIES for found in _in_family(family, numbers)]


def changes(numbers: Numbers, before: Numbers) -> list[Change]:
    """Return the totals and the lines that moved by more than a third, where both years are known."""
    found = []
    for code in numbers:
        table = table_of(code)
        if is_complete(table, numbers) and is_complete(table, before):
            lines = [("", total(table, before) or 0, total(table, numbers) or 0)]
            old, new = by_line(table, before), by_line(table, numbers)
            lines += [(line, old[line], new[line]) for line in table.rows.codes]
            found += [Change(code, *line) for line in lines if _moved(*line[1:])]
    return found


def _moved(before: int, after: int) -> bool:
    return 3 * abs(after - before) > before and max(before, after) >= FEW


def _in_family(family: str, numbers: Numbers) -> Iterator[Disagreement]:
    known = [table for table in tables_in(family) if is_complete(table, numbers)]
    for place, table in enumerate(known):
        for other in known[:place]:
            yield from _between(table, other, numbers)


def _between(table: FigureTable, other: FigureTable, numbers: Numbers) -> Iterator[Disagreement]:
    totals = total(table, numbers) or 0, total(other, numbers) or 0
    if totals[0] != totals[1]:
        yield Disagreement(table.code, other.code, "", "", totals)
        return
    for mine, axis in enumerate(table.axes):
        if axis in other.axes:
            ours, theirs = by_line(table, numbers, mine), by_line(other, numbers, other.axes.index(axis))
            for code in axis.codes:
                if ours[code] != theirs[code]:
                    yield Disagreement(table.code, other.code, axis.code, code, (ours[code], theirs[code]))
