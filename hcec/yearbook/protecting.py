"""What may be told outside of a year's tables: each family protected whole, then attacked (D1-D4, D7).

Pure: true counts come in, tables and the reports of attacks go out. A family under the threshold, a table that is not
wholly known, a crossing of fewer than a hundred people are left out, and named.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum

from hcec.disclosure.attacker import attack
from hcec.disclosure.blocks import TooEntangled
from hcec.disclosure.coarsening import most_telling, told
from hcec.disclosure.crossing_attacker import attack_crossings
from hcec.disclosure.joints import Joints
from hcec.disclosure.linked import protect
from hcec.disclosure.population import Columns
from hcec.disclosure.tables import CrossTable as Counts
from hcec.disclosure.tables import LinkedTables
from hcec.disclosure.thresholds import CROSSING_BASE, CannotBeMadeSafe, TooFewContributors, percent
from hcec.disclosure.values import Axis, Category, Cell, Check, CrossTable, Table
from hcec.labels import LABELS
from hcec.yearbook.checks import Numbers, is_complete, total
from hcec.yearbook.grids import title
from hcec.yearbook.tables import FAMILIES, TOGETHER, FigureTable, tables_in
from hcec.yearbook.tables import Axis as Declared

EASE = (1, 2)
"""Recodings that are tried: as little merged as the threshold asks, then more, so that less is hidden."""
_REFUSALS = CannotBeMadeSafe, TooEntangled, TooFewContributors


class Why(StrEnum):
    """Why a table or a family is not told."""

    UNKNOWN = "unknown"
    FEW = "few"
    FEW_TO_CROSS = "few_to_cross"
    UNSAFE = "unsafe"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A table that is not told."""

    table: str
    why: Why


@dataclass(frozen=True, slots=True)
class Told:
    """What may be told of one family: its tables by one axis, by two, and the attacks on them."""

    family: str
    tables: tuple[Table, ...] = ()
    crossings: tuple[CrossTable, ...] = ()
    checks: tuple[Check, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def protect_year(
    numbers: Numbers, threshold: int, before: Mapping[str, Sequence[LinkedTables]] | None = None
) -> list[Told]:
    """Return what may be told of each family. `before`: by family, how an earlier version of this year was told.

    What was hidden stays hidden. Families that tell each other leave together or not at all.
    """
    found = {family: _family(family, numbers, threshold, (before or {}).get(family, ())) for family in FAMILIES}
    for families in TOGETHER:
        if any(not found[family].tables for family in families):
            for family in families:
                if found[family].tables:
                    gone = tuple(LeftOut(table.code, Why.TOGETHER) for table in tables_in(family))
                    found[family] = Told(family, left_out=gone)
    return list(found.values())


def _family(family: str, numbers: Numbers, threshold: int, before: Sequence[LinkedTables]) -> Told:
    every = list(tables_in(family))
    known = [table for table in every if is_complete(table, numbers)]
    gone = [LeftOut(table.code, Why.UNKNOWN) for table in every if table not in known]
    size = total(known[0], numbers) if known else None
    if size is None or size < threshold:
        return Told(family, left_out=(*gone, *(LeftOut(table.code, Why.FEW) for table in known)))
    if size < CROSSING_BASE:
        gone += [LeftOut(table.code, Why.FEW_TO_CROSS) for table in known if table.columns]
    kept = [table for table in known if not table.columns or size >= CROSSING_BASE]
    found = _tell(family, kept, known, numbers, threshold, before)
    while found is None and kept:  # the last declared is the finest, and the first to go
        gone.append(LeftOut(kept.pop().code, Why.UNSAFE))
        found = _tell(family, kept, known, numbers, threshold, before) if kept else None
    return replace(found or Told(family), left_out=tuple(gone))


def _tell(
    family: str,
    kept: Sequence[FigureTable],
    known: Sequence[FigureTable],
    numbers: Numbers,
    threshold: int,
    before: Sequence[LinkedTables],
) -> Told | None:
    """Return these tables protected together and attacked in vain, or nothing.

    A crossing that is known and not kept still gives its margins.
    """
    held = {axis.code for table in known for axis in table.axes}
    axes = {axis.code: axis for table in tables_in(family) for axis in table.axes if axis.code in held}
    crossings: list[Columns] = [tuple(axis.code for axis in table.axes) for table in kept]
    crossings += [(axis.code,) for table in known if table.columns and table not in kept for axis in table.axes]
    people = Joints(
        [(tuple(axis.code for axis in table.axes), tuple(_places(table, numbers))) for table in known],
        {code: {each: each for each in axis.codes} for code, axis in axes.items()},
    )
    linked = _protected(people, crossings, axes, threshold, before)
    if linked is None:
        return None
    told_by = {code for columns in crossings for code in columns}
    tables = tuple(_table(family, linked, axis, people.size) for code, axis in axes.items() if code in told_by)
    crossed = tuple(_crossing(table, linked, people.size) for table in kept if table.columns)
    checks = attacks(family, tables, crossed, threshold)
    return Told(family, tables, crossed, checks) if all(check.passed for check in checks) else None


def scopes(family: str) -> tuple[str, str]:
    """Return what the two attacks on a family are called in its files."""
    who = LABELS["figure_family"][family]
    return f"{who}, chaque tableau", f"{who}, tous ensemble"


def attacks(
    family: str, tables: Sequence[Table], crossings: Sequence[CrossTable], threshold: int
) -> tuple[Check, Check]:
    """Attack the tables of a family: those by one axis by themselves, then all together."""
    each, together = scopes(family)
    found = attack_crossings(tables, crossings, threshold)
    whole = Check(together, threshold, found.hidden, found.exact, found.proved_below, found.findings)
    return attack(tables, threshold=threshold, scope=each), whole


def _protected(
    people: Joints,
    crossings: Sequence[Columns],
    axes: Mapping[str, Declared],
    threshold: int,
    before: Sequence[LinkedTables],
) -> LinkedTables | None:
    merges = {code: axis.merges for code, axis in axes.items()}
    start = {code: ends for release in before for code, ends in release.ends.items()}
    two_way = [columns for columns in crossings if len(columns) > 1]
    found = []
    for times in EASE:
        with suppress(*_REFUSALS):
            found.append(
                protect(
                    people,
                    crossings,
                    threshold=threshold,
                    merges=merges,
                    published=before,
                    sensitive=[code for code, axis in axes.items() if axis.is_sensitive],
                    start=most_telling(people, two_way, merges, times * threshold, start),
                )
            )
    return max(found, key=lambda linked: told(linked, crossings)) if found else None


def _places(table: FigureTable, numbers: Numbers) -> Iterator[tuple[tuple[str, ...], int]]:
    for place, number in numbers[table.code].items():
        yield place[: len(table.axes)], number


def _table(family: str, linked: LinkedTables, axis: Declared, base: int) -> Table:
    counts = _found(linked, (axis.code,)).counts
    categories = _categories(axis, linked)
    cells = tuple(
        Cell(each, count, None if count is None else percent(count, base))
        for each in categories
        for count in (counts[each.code,],)
    )
    declared = FigureTable(f"{family}_{axis.code}", axis)
    code = f"{family}.{axis.code}"
    return Table(declared.code, title(declared), base, cells, question_code=code, sensitive=axis.is_sensitive)


def _crossing(table: FigureTable, linked: LinkedTables, base: int) -> CrossTable:
    sides = [_axis(table.family, axis, linked) for axis in table.axes]
    both = _found(linked, tuple(axis.code for axis in table.axes))
    turned = both.columns != tuple(axis.code for axis in table.axes)
    margins = [_found(linked, (axis.code,)).counts for axis in table.axes]
    rows, columns = ([each.code for each in side.categories] for side in sides)
    return CrossTable(
        code=table.code,
        title=title(table),
        base=base,
        rows=sides[0],
        columns=sides[1],
        counts=tuple(
            tuple(both.counts[(column, row) if turned else (row, column)] for column in columns) for row in rows
        ),
        row_totals=tuple(margins[0][row,] for row in rows),
        column_totals=tuple(margins[1][column,] for column in columns),
        sensitive=any(axis.is_sensitive for axis in table.axes),
    )


def _found(linked: LinkedTables, columns: Columns) -> Counts:
    return next(table for table in linked.tables if set(table.columns) == set(columns))


def _axis(family: str, axis: Declared, linked: LinkedTables) -> Axis:
    return Axis(f"{family}.{axis.code}", axis.title, _categories(axis, linked))


def _categories(axis: Declared, linked: LinkedTables) -> tuple[Category, ...]:
    ends, parts = linked.ends.get(axis.code, {}), dict[str, list[str]]()
    for code in axis.codes:
        parts.setdefault(ends.get(code, code), []).append(code)
    return tuple(
        Category(code, axis.label(code), () if held == [code] else tuple(held)) for code, held in parts.items()
    )
