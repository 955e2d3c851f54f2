"""Rows that name rows of their own table: whoever is named is written first, as foreign keys ask."""

from collections.abc import Sequence
from graphlib import TopologicalSorter
from typing import Any

from sqlalchemy import Table


def names_its_own(table: Table) -> bool:
    """Tell whether rows of this table may name others of it."""
    return bool(_own_keys(table))


def named_first(table: Table, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return every row of a table, each after those that it names; keys are drawn at random and say no order."""
    own_keys = _own_keys(table)
    places = {target: {row[target]: place for place, row in enumerate(rows)} for _, target in own_keys}
    graph = {
        place: {places[target].get(row[key], place) for key, target in own_keys} - {place}
        for place, row in enumerate(rows)
    }
    return [rows[place] for place in TopologicalSorter(graph).static_order()]


def _own_keys(table: Table) -> list[tuple[str, str]]:
    return [(key.parent.key, key.column.key) for key in table.foreign_keys if key.column.table is table]
