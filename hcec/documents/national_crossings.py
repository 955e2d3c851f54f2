"""Crossings of several départements added up, and what anyone may read in them, for the attack on linked tables."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from hcec.disclosure.blocks import TooEntangled
from hcec.disclosure.bounding import Interval
from hcec.disclosure.deduction import Line, Told
from hcec.disclosure.linked_attacker import attack_linked
from hcec.disclosure.values import Axis, Category, Count, CrossTable, Kind, Table
from hcec.documents.national_categories import added, coarsest, same_meaning

Kept = TypeVar("Kept")


def sum_crossings(tables: Sequence[CrossTable], threshold: int) -> CrossTable | None:
    """Return the sum of crossings of the same two variables, or nothing when they are not the same."""
    rows, columns = _axis([table.rows for table in tables]), _axis([table.columns for table in tables])
    if rows is None or columns is None:
        return None
    return replace(
        tables[0],
        base=sum(table.base for table in tables),
        rows=rows,
        columns=columns,
        counts=tuple(
            tuple(_cell(tables, row, column, threshold) for column in columns.categories) for row in rows.categories
        ),
        row_totals=tuple(
            added((n for t in tables for n in _within(t.rows, t.row_totals, row)), threshold) for row in rows.categories
        ),
        column_totals=tuple(
            added((n for t in tables for n in _within(t.columns, t.column_totals, column)), threshold)
            for column in columns.categories
        ),
        sensitive=any(table.sensitive for table in tables),
    )


def crossings_hold(tables: Sequence[Table], crossings: Sequence[CrossTable], threshold: int) -> bool:
    """Tell whether these tables, read together, tell nothing that they hide."""
    if not crossings:
        return True
    one_way = [_told_table(table) for table in tables if table.kind is not Kind.MULTIPLE]
    linked = [*one_way, *(told for crossing in crossings for told in _told_crossing(crossing))]
    try:
        found = attack_linked(linked, threshold=threshold)
    except TooEntangled:
        return False
    return found.passed and not found.undecided


def _axis(axes: Sequence[Axis]) -> Axis | None:
    """Return the axis that all can be cut along, or nothing when they are about something else."""
    categories = [category for axis in axes for category in axis.categories]
    if len({axis.code for axis in axes}) > 1 or not same_meaning(categories):
        return None
    return replace(axes[0], categories=tuple(coarsest(categories)))


def _cell(tables: Sequence[CrossTable], row: Category, column: Category, threshold: int) -> Count:
    lines = ((table, line) for table in tables for line in _within(table.rows, table.counts, row))
    return added((count for table, line in lines for count in _within(table.columns, line, column)), threshold)


def _within(axis: Axis, values: Sequence[Kept], category: Category) -> Iterator[Kept]:
    return (value for each, value in zip(axis.categories, values, strict=True) if each.atoms <= category.atoms)


def _told_table(table: Table) -> Told:
    lines: dict[Line, Interval | None] = {(cell.category.code,): _read(cell.count) for cell in table.cells}
    return Told(table.code, (table.variable,), lines, {table.variable: _gone(c.category for c in table.cells)})


def _told_crossing(table: CrossTable) -> Iterator[Told]:
    """Yield a crossing, its margins and its total as four tables of the same people."""
    sides = (table.rows, table.columns)
    names = (table.rows.code, table.columns.code)
    merged = {axis.code: _gone(axis.categories) for axis in sides}
    cells: dict[Line, Interval | None] = {
        (row.code, column.code): _read(count)
        for row, counts in zip(table.rows.categories, table.counts, strict=True)
        for column, count in zip(table.columns.categories, counts, strict=True)
    }
    yield Told(table.code, names, cells, merged)
    for axis, totals in zip(sides, (table.row_totals, table.column_totals), strict=True):
        margin: dict[Line, Interval | None] = {
            (each.code,): _read(count) for each, count in zip(axis.categories, totals, strict=True)
        }
        yield Told(f"{table.code}.{axis.code}", (axis.code,), margin, {axis.code: merged[axis.code]})
    yield Told(f"{table.code}.total", (), {(): _read(table.base)})


def _gone(categories: Iterable[Category]) -> dict[str, str]:
    """Return where each code that was merged went."""
    return {member: category.code for category in categories for member in category.members if member != category.code}


def _read(count: Count) -> Interval | None:
    return None if count is None else Interval(count, count)
