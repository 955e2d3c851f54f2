"""The figures of linked tables as sums over the same unseen combinations of categories."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod

import numpy as np
from numpy.typing import NDArray

from hcec.disclosure.blocks import Block, blocks
from hcec.disclosure.population import Categories, Columns, People

MOST_ATOMS = 30_000
"""Combinations of categories beyond which the programs take minutes."""

Whole = NDArray[np.int64]
Line = tuple[Columns, tuple[frozenset[str], ...]]
"""Columns, and the categories as asked that the line holds of each."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it cuts the population: for each of its columns, the category in which each one as asked ends."""

    columns: Columns
    ends: tuple[Mapping[str, str], ...]


class Frame:
    """Every line of some tables, tied by the atoms that they are sums of. Holds true counts: it stays inside."""

    def __init__(self, population: People, grids: Iterable[Grid]) -> None:
        """Lay out blocks and lines. Raises TooEntangled."""
        grids = list(grids)
        used = {column for grid in grids for column in grid.columns}
        sizes = {column: len(population.categories[column]) for column in population.columns if column in used}
        self._categories = {column: population.categories[column] for column in sizes}
        tied = [columns for columns in population.ties if used >= set(columns)]
        self._blocks = blocks([*(grid.columns for grid in grids), *tied], sizes, most=MOST_ATOMS)
        shapes = [[sizes[column] for column in block.columns] for block in self._blocks]
        self._starts = np.cumsum([0, *(prod(shape) for shape in shapes)])
        self.atoms: Whole = np.concatenate([self._count(population, block) for block in self._blocks])
        self.lines: list[Line] = []
        self.members: list[Whole] = []
        self._places: dict[Line, int] = {}
        self.grids = [self._add(grid) for grid in grids]
        self.counts: Whole = np.array([self.atoms[members].sum() for members in self.members], dtype=np.int64)
        self.ties = list(self._ties())

    def group(self, members: Whole, line: Line) -> int:
        """Add people that no table counts by themselves, and return their place among the lines."""
        self.lines.append(line)
        self.members.append(members)
        self.counts = np.append(self.counts, self.atoms[members].sum())
        return len(self.lines) - 1

    def _count(self, population: People, block: Block) -> Whole:
        shape = [len(self._categories[column]) for column in block.columns]
        counts = np.zeros(shape, dtype=np.int64)
        indexes = [{code: place for place, code in enumerate(self._categories[column])} for column in block.columns]
        for key, count in population.by(block.columns).items():
            counts[tuple(index[code] for index, code in zip(indexes, key, strict=True))] = count
        return counts.ravel()

    def _add(self, grid: Grid) -> dict[Categories, int]:
        """Return the place of each line of this table by its categories; a line met before keeps its place."""
        codes = [list(dict.fromkeys(ends[code] for code in self._categories[column])) for column, ends in _pairs(grid)]
        held = [
            [frozenset(atom for atom in self._categories[column] if ends[atom] == code) for code in known]
            for (column, ends), known in zip(_pairs(grid), codes, strict=True)
        ]
        found: dict[Categories, int] = {}
        parts = self._parts(grid, codes)
        for place, where in enumerate(np.ndindex(*map(len, codes))):
            line = grid.columns, tuple(sets[at] for sets, at in zip(held, where, strict=True))
            if line not in self._places:
                self._places[line] = len(self.lines)
                self.lines.append(line)
                self.members.append(parts[place])
            found[tuple(known[at] for known, at in zip(codes, where, strict=True))] = self._places[line]
        return found

    def _parts(self, grid: Grid, codes: Sequence[list[str]]) -> list[Whole]:
        """Return the atoms of each line of this table, in the first block that holds all its columns."""
        number = next(n for n, block in enumerate(self._blocks) if set(grid.columns) <= set(block.columns))
        names = dict(zip(grid.columns, zip(grid.ends, codes, strict=True), strict=True))
        label = np.zeros(self._starts[number + 1] - self._starts[number], dtype=np.int64)
        for column, where in self._coordinates(self._blocks[number]):
            if column in names:
                ends, known = names[column]
                ranks = np.array([known.index(ends[atom]) for atom in self._categories[column]])
                label = label * len(known) + ranks[where]
        return self._split(number, label, prod(map(len, codes)))

    def _coordinates(self, block: Block) -> list[tuple[str, Whole]]:
        shape = [len(self._categories[column]) for column in block.columns]
        return list(zip(block.columns, np.indices(shape).reshape(len(shape), -1), strict=True))

    def _ties(self) -> Iterable[tuple[Whole, Whole]]:
        """Yield two sets of atoms that hold the same people, for each part that two blocks share."""
        for number, block in enumerate(self._blocks):
            if block.parent is not None:
                sides = [self._by(place, block.shared) for place in (number, block.parent)]
                yield from zip(*sides, strict=True)

    def _by(self, number: int, columns: Columns) -> list[Whole]:
        label = np.zeros(self._starts[number + 1] - self._starts[number], dtype=np.int64)
        for column, where in self._coordinates(self._blocks[number]):
            if column in columns:
                label = label * len(self._categories[column]) + where
        return self._split(number, label, prod(len(self._categories[column]) for column in columns))

    def _split(self, number: int, label: Whole, parts: int) -> list[Whole]:
        order = np.argsort(label, kind="stable")
        bounds = np.searchsorted(label[order], np.arange(parts + 1))
        return [order[low:high] + self._starts[number] for low, high in pairwise(bounds)]


def _pairs(grid: Grid) -> Iterable[tuple[str, Mapping[str, str]]]:
    return list(zip(grid.columns, grid.ends, strict=True))
