"""Cutting linked tables into blocks, so that who asks what is possible need not cross every column with every other.

Tables that share columns are tied. Where the columns are joined into a graph without long cycles, any set of block
counts that agree on what they share comes from real people, in whole numbers too: nothing is lost by it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import prod


class TooEntangled(Exception):
    """These tables tie so many columns together that what they tell together cannot be worked out."""


@dataclass(frozen=True, slots=True)
class Block:
    """Columns that are crossed in full, the block before it that it agrees with, and the columns that both have."""

    columns: tuple[str, ...]
    parent: int | None
    shared: tuple[str, ...]


def blocks(tables: Iterable[Iterable[str]], sizes: Mapping[str, int], *, most: int) -> list[Block]:
    """Return blocks such that each table lies in one of them. Raises TooEntangled over `most` combinations in all."""
    near: dict[str, set[str]] = {column: set() for column in sizes}
    for table in map(set, tables):
        for column in table:
            near[column] |= table - {column}
    cliques = _cliques(near, sizes)
    if sum(prod(sizes[column] for column in clique) for clique in cliques) > most:
        raise TooEntangled
    return _tree(cliques, list(sizes))


def _cliques(near: dict[str, set[str]], sizes: Mapping[str, int]) -> list[frozenset[str]]:
    """Take columns out one by one, the one with the smallest block first, joining its neighbours to each other."""
    left = {column: set(others) for column, others in near.items()}
    cliques: list[frozenset[str]] = []
    while left:
        column = min(left, key=lambda name: (prod(sizes[other] for other in left[name]) * sizes[name], name))
        around = left.pop(column)
        clique = frozenset(around | {column})
        if not any(clique <= other for other in cliques):
            cliques.append(clique)
        for other in around:
            left[other] |= around - {other}
            left[other].discard(column)
    return cliques


def _tree(cliques: list[frozenset[str]], order: list[str]) -> list[Block]:
    """Tie each block to the one it shares most with, among those already placed."""
    tree: list[Block] = []
    waiting = sorted(cliques, key=lambda clique: (-len(clique), sorted(clique)))
    while waiting:
        shares = [
            (max((len(clique & set(block.columns)) for block in tree), default=0), -place)
            for place, clique in enumerate(waiting)
        ]
        clique = waiting.pop(-max(shares)[1])
        parent = max(range(len(tree)), key=lambda place: len(clique & set(tree[place].columns)), default=None)
        shared = clique & set(tree[parent].columns) if parent is not None else frozenset[str]()
        tree.append(Block(_in_order(clique, order), parent, _in_order(shared, order)))
    return tree or [Block((), None, ())]


def _in_order(columns: Iterable[str], order: list[str]) -> tuple[str, ...]:
    return tuple(sorted(columns, key=order.index))
