"""What published tables prove together: the fewest and the most that each line may be. Knows nothing of protection.

Works from what is printed alone: columns, categories, and bounds on each line.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import product
from math import prod

from hcec.disclosure.blocks import Block, blocks
from hcec.disclosure.bounding import Interval

MOST_POINTS = 60_000
"""Combinations of categories beyond which nobody here works out what is known."""

Line = tuple[str, ...]
Points = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A table as printed: what is read of each line. `merged`: by column, where a category is said to have gone.

    `members`: by column, what each category is made of, where that is printed; then every table cuts the same whole.
    """

    name: str
    columns: tuple[str, ...]
    lines: Mapping[Line, Interval | None]
    merged: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    members: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that is told, over points that each hold some people: which sums are told, and which are equal."""

    points: int
    told: Mapping[Points, Interval | None]
    equal: Sequence[tuple[Points, Points]]
    names: Mapping[Points, str]
    shown: Sequence[Sequence[Points]]
    """By table, the lines that it tells exactly: no two of them share anybody."""


def facts(tables: Iterable[Told]) -> Facts:
    """Return what these tables say of the people that they all count. Raises TooEntangled."""
    tables = list(tables)
    systems = {column: _systems(column, tables) for table in tables for column in table.columns}
    finest = {column: _finest(column, tables, systems[column]) for column in systems}
    tree = blocks((table.columns for table in tables), {c: len(f) for c, f in finest.items()}, most=MOST_POINTS)
    starts = [0]
    for block in tree:
        starts.append(starts[-1] + prod(len(finest[column]) for column in block.columns))
    told: dict[Points, Interval | None] = {}
    names: dict[Points, str] = {}
    shown = []
    for table in tables:
        number = next(n for n, block in enumerate(tree) if set(table.columns) <= set(block.columns))
        chosen = {column: systems[column].index(_categories(table, column)) for column in table.columns}
        sums = _sums(tree[number], starts[number], finest, chosen, table.columns)
        places = {line: tuple(sums.get(line, ())) for line in table.lines}
        for line, read in table.lines.items():
            points = places[line]
            told[points] = _both(told.get(points), read)
            names.setdefault(points, f"{table.name}/{'|'.join(line)}")
        shown.append([places[line] for line, read in table.lines.items() if read is not None and read.low == read.high])
    return Facts(starts[-1], told, list(_equal(tree, starts, finest)), names, shown)


def _both(one: Interval | None, other: Interval | None) -> Interval | None:
    return other if one is None else one if other is None else one.meet(other)


def _categories(table: Told, column: str) -> tuple[str, ...]:
    place = table.columns.index(column)
    return tuple(sorted({line[place] for line in table.lines}))


def _systems(column: str, tables: Iterable[Told]) -> list[tuple[str, ...]]:
    """Return the different ways in which tables cut this column."""
    return list(dict.fromkeys(_categories(table, column) for table in tables if column in table.columns))


def _finest(column: str, tables: Iterable[Told], systems: Sequence[tuple[str, ...]]) -> list[Line]:
    """Return what may be in common to one category of each way of cutting."""
    held = {code: atoms for table in tables for code, atoms in table.members.get(column, {}).items()}
    if all(code in held for system in systems for code in system):
        return _atoms(systems, held)
    gone = {code: end for table in tables for code, end in table.merged.get(column, {}).items()}

    def fit(one: str, at: int, other: str, beside: int) -> bool:
        if one == other:
            return True
        if one in systems[beside] or other in systems[at]:
            return gone.get(one) == other or gone.get(other) == one
        return gone.get(one, other) == other or gone.get(other, one) == one

    def extend(found: list[Line], at: int) -> list[Line]:
        return [
            (*line, code)
            for line in found
            for code in systems[at]
            if all(fit(line[before], before, code, at) for before in range(at))
        ]

    return reduce(extend, range(len(systems)), [()])


def _atoms(systems: Sequence[tuple[str, ...]], held: Mapping[str, frozenset[str]]) -> list[Line]:
    """Return what is in common to one category of each way of cutting, when it is known what each is made of."""
    atoms = sorted(frozenset[str]().union(*(held[code] for code in systems[0])))
    found = (tuple(next(code for code in system if atom in held[code]) for system in systems) for atom in atoms)
    return list(dict.fromkeys(found))


def _sums(
    block: Block, start: int, finest: Mapping[str, list[Line]], chosen: Mapping[str, int], columns: Sequence[str]
) -> dict[Line, list[int]]:
    """Return the points that each line of a table adds up."""
    found: dict[Line, list[int]] = {}
    for place, point in enumerate(product(*(finest[column] for column in block.columns))):
        at = dict(zip(block.columns, point, strict=True))
        line = tuple(at[column][chosen[column]] for column in columns)
        found.setdefault(line, []).append(start + place)
    return found


def _equal(
    tree: Sequence[Block], starts: Sequence[int], finest: Mapping[str, list[Line]]
) -> Iterable[tuple[Points, Points]]:
    """Yield the sums that two blocks must agree on."""
    for number, block in enumerate(tree):
        if block.parent is not None:
            sides = [_parts(tree[n], starts[n], finest, block.shared) for n in (number, block.parent)]
            yield from ((tuple(sides[0][key]), tuple(sides[1][key])) for key in sides[0])


def _parts(
    block: Block, start: int, finest: Mapping[str, list[Line]], columns: Sequence[str]
) -> dict[tuple[Line, ...], list[int]]:
    found: dict[tuple[Line, ...], list[int]] = {}
    for place, point in enumerate(product(*(finest[column] for column in block.columns))):
        at = dict(zip(block.columns, point, strict=True))
        found.setdefault(tuple(at[column] for column in columns), []).append(start + place)
    return found
