"""A second version of a year, over corrected numbers: what it may change, and what the two tell together (D5, D7).

Whoever has both versions subtracts them. So a number changes by nothing, or by a whole group; what was hidden stays
hidden; and each version is attacked beside the other, both ways, by a reader who thinks that nothing else moved.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hcec.disclosure.crossing_attacker import attack_crossings
from hcec.disclosure.thresholds import is_small
from hcec.yearbook.checks import Numbers, by_line, is_complete
from hcec.yearbook.protecting import Told, protect_year
from hcec.yearbook.retelling import patterns, retold
from hcec.yearbook.tables import TABLES, FigureTable, tables_in


class SmallDifference(Exception):
    """Some numbers change by less than a group: subtracting the versions would point at somebody. Holds the tables."""


class TellsTheOther(Exception):
    """Read together, the two versions would tell what each hides. Holds the families."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version that is out: the true numbers behind it, and how each family was told."""

    numbers: Numbers
    told: tuple[Told, ...]


def correct_year(numbers: Numbers, threshold: int, before: Version) -> list[Told]:
    """Return what may be told of each family once a version is out; a family that did not move is told the same.

    `threshold` is the highest of the two versions'. Raises SmallDifference, TellsTheOther.
    """
    if small := small_differences(before.numbers, numbers, threshold):
        raise SmallDifference(*small)
    out = {told.family: told for told in before.told if told.tables}
    moved = {family for family in out if _of(family, numbers) != _of(family, before.numbers)}
    anew = {family: retold(out[family], numbers, threshold) for family in moved}
    found = protect_year(numbers, threshold, {family: list(patterns(anew[family], threshold)) for family in moved})
    lost = []
    for place, told in enumerate(found):
        if told.family not in out:
            continue
        if told.family not in moved:
            found[place] = replace(out[told.family], left_out=told.left_out)
        elif told.tables:
            backwards = retold(told, before.numbers, threshold)
            if not (_is_safe(told, anew[told.family], threshold) and _is_safe(out[told.family], backwards, threshold)):
                lost.append(told.family)
    if lost:
        raise TellsTheOther(*lost)
    return found


def small_differences(before: Numbers, after: Numbers, threshold: int) -> list[str]:
    """Return the tables, known in both, in which a number, a line or the total changes by less than a group."""
    return [
        table.code
        for table in TABLES
        if is_complete(table, before)
        and is_complete(table, after)
        and any(
            is_small(abs(was - now), threshold)
            for was, now in zip(_sums(table, before), _sums(table, after), strict=True)
        )
    ]


def _sums(table: FigureTable, numbers: Numbers) -> Iterator[int]:
    yield sum(numbers[table.code].values())
    yield from (numbers[table.code][place] for place in table.places)
    for at, _axis in enumerate(table.axes):
        yield from by_line(table, numbers, at).values()


def _of(family: str, numbers: Numbers) -> dict[str, dict[tuple[str, str], int]]:
    return {table.code: dict(numbers[table.code]) for table in tables_in(family) if is_complete(table, numbers)}


def _is_safe(one: Told, other: Told, threshold: int) -> bool:
    tables, crossings = [*one.tables, *other.tables], [*one.crossings, *other.crossings]
    return attack_crossings(tables, crossings, threshold).passed
