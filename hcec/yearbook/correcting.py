"""A second version of a year, over corrected numbers: what it may change, and what the two tell together (D5, D7).

Whoever has both versions subtracts them. So a number changes by nothing, or by a whole group; what was hidden stays
hidden; and each version is attacked beside the other, both ways, by a reader who thinks that nothing else moved.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from hcec.disclosure.crossing_attacker import attack_crossings
from hcec.disclosure.tables import LinkedTables
from hcec.disclosure.thresholds import is_small
from hcec.yearbook.checks import Numbers, by_line, is_complete
from hcec.yearbook.protecting import Told, protect_year
from hcec.yearbook.retelling import patterns, retold
from hcec.yearbook.tables import FAMILIES, TABLES, FigureTable, tables_in


class SmallDifference(Exception):
    """Some numbers change by less than a group: subtracting the versions would point at somebody. Holds the tables."""


class TellsTheOther(Exception):
    """Read together, the two versions would tell what each hides. Holds the families."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version that is out: the true numbers behind it, and how each family was told."""

    numbers: Numbers
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class _Out:
    version: Version
    told: Told


def correct_year(numbers: Numbers, threshold: int, before: Sequence[Version]) -> list[Told]:
    """Return what may be told of each family once versions are out, the last of them last.

    Each is compared with every version that is out: a third may come back near the first. A family that did not move
    since the last is told the same. Raises SmallDifference, TellsTheOther.
    """
    if small := [code for each in before for code in small_differences(each.numbers, numbers, threshold)]:
        raise SmallDifference(*dict.fromkeys(small))
    last = {told.family: told for told in before[-1].told if told.tables}
    moved = {family for family in FAMILIES if _of(family, numbers) != _of(family, before[-1].numbers)}
    out = [_Out(each, told) for each in before for told in each.told if told.tables and told.family in moved]
    found = protect_year(numbers, threshold, {family: _patterns(family, out, numbers, threshold) for family in moved})
    if lost := [told.family for told in found if told.tables and not _is_safe(told, out, numbers, threshold)]:
        raise TellsTheOther(*lost)
    return [
        replace(last[told.family], left_out=told.left_out) if told.family in last and told.family not in moved else told
        for told in found
    ]


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


def _patterns(family: str, out: Iterable[_Out], numbers: Numbers, threshold: int) -> list[LinkedTables]:
    """Return how every version told a family, over the numbers of today."""
    ours = (each.told for each in out if each.told.family == family)
    return [table for told in ours for table in patterns(retold(told, numbers, threshold), threshold)]


def _is_safe(told: Told, out: Iterable[_Out], numbers: Numbers, threshold: int) -> bool:
    """Attack a family beside each version of it: over today's numbers told as it did, over its own told as today."""
    return all(
        _attacked(told, retold(each.told, numbers, threshold), threshold)
        and _attacked(each.told, retold(told, each.version.numbers, threshold), threshold)
        for each in out
        if each.told.family == told.family
    )


def _attacked(one: Told, other: Told, threshold: int) -> bool:
    tables, crossings = [*one.tables, *other.tables], [*one.crossings, *other.crossings]
    return attack_crossings(tables, crossings, threshold).passed
