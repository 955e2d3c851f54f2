"""How far to merge before hiding, so that crossings of few people still tell something (D2)."""

from collections.abc import Mapping, Sequence
from math import log2

import numpy as np
from numpy.typing import NDArray

from hcec.disclosure.merging import Merge
from hcec.disclosure.population import Columns, People, recoding
from hcec.disclosure.tables import Ends, LinkedTables

Grid = NDArray[np.int64]


def most_telling(
    people: People,
    crossings: Sequence[Columns],
    merges: Mapping[str, Sequence[Merge]],
    threshold: int,
    start: Ends | None = None,
) -> dict[str, dict[str, str]]:
    """Return, by column, the category in which each one ends for these crossings to tell most.

    Each declared order is followed as far as it pays, one column after the other, until none gains. What a crossing
    tells is reckoned before hiding: the bits that its cells of the threshold or above give about who is in them. Where
    two recodings tell as much, the shorter table is taken.
    """
    ends = recoding(people, merges, threshold, start)
    used = [column for column in ends if merges.get(column) and any(column in pair for pair in crossings)]
    counts = {columns: people.by(columns) for columns in crossings}
    best = _told(ends, people, counts, threshold)
    improved = True
    while improved:
        improved = False
        for column in used:
            for codes in _further(ends[column], merges[column]):
                tried = {**ends, column: codes}
                told = _told(tried, people, counts, threshold)
                if told > best:
                    ends, best, improved = tried, told, True
    return ends


def told(tables: LinkedTables, crossings: Sequence[Columns]) -> float:
    """Return the bits that the cells shown in these crossings give about who is in them."""
    whole = next((count for table in tables.tables for count in table.counts.values() if not table.columns), None) or 0
    wanted = {frozenset(columns) for columns in crossings}
    shown = [
        count
        for table in tables.tables
        if frozenset(table.columns) in wanted
        for count in table.counts.values()
        if count
    ]
    return round(sum(count * log2(whole / count) for count in shown), 6)


def _further(codes: Mapping[str, str], steps: Sequence[Merge]) -> list[dict[str, str]]:
    """Return this recoding followed by the first step of the order, by the first two, and so on."""
    found, now = [], dict(codes)
    for step in steps:
        then = {code: step.into if end in step.sources else end for code, end in now.items()}
        if then != now:
            found.append(then)
        now = then
    return found


def _told(
    ends: Ends, people: People, counts: Mapping[Columns, Mapping[tuple[str, ...], int]], threshold: int
) -> tuple[float, int]:
    grids = [_grid(columns, found, ends, people) for columns, found in counts.items()]
    return round(sum(_bits(grid, threshold) for grid in grids), 6), -sum(grid.size for grid in grids)


def _grid(columns: Columns, counts: Mapping[tuple[str, ...], int], ends: Ends, people: People) -> Grid:
    places = [
        {
            code: place
            for place, code in enumerate(dict.fromkeys(ends[column][atom] for atom in people.categories[column]))
        }
        for column in columns
    ]
    grid = np.zeros([len(known) for known in places], dtype=np.int64)
    for key, count in counts.items():
        grid[tuple(known[ends[column][code]] for known, column, code in zip(places, columns, key, strict=True))] += (
            count
        )
    return grid


def _bits(grid: Grid, threshold: int) -> float:
    """Return what is told once the small cells are hidden, and beside a lone one the smallest of its line."""
    hidden = (grid > 0) & (grid < threshold)
    for turned, marks in ((grid, hidden.copy()), (grid.T, hidden.copy().T)):
        for at, line in enumerate(marks):
            if line.sum() == 1:
                beside = np.where(line | (turned[at] == 0), np.iinfo(np.int64).max, turned[at])
                (hidden if turned is grid else hidden.T)[at, int(beside.argmin())] = True
    whole = int(grid.sum())
    return sum(int(count) * log2(whole / int(count)) for count in grid[~hidden & (grid > 0)])
