"""Crossings of several départements added up, and whether they hold."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from hcec.disclosure.crossing_attacker import attack_crossings
from hcec.disclosure.values import Axis, Category, Count, CrossTable, Table
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
    return not crossings or attack_crossings(tables, crossings, threshold).passed


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
