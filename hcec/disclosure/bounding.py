"""How far a reader can narrow a hidden count by arithmetic alone, in integers. Knows nothing of how cells were hidden.

One-way tables only: parts of a whole, nested in one another, and several choices a child. Linked crossings need linear
programs, and may replace this file behind the same functions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor

from hcec.disclosure.values import UNANSWERED, Cell
from hcec.disclosure.wording import Proportion, bounds


class NotNested(Exception):
    """Two tables of one variable cut it in ways that cross each other, or count different people."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The fewest and the most that a count may be."""

    low: int
    high: int

    def meet(self, other: "Interval") -> "Interval":
        """Return what both allow."""
        return Interval(max(self.low, other.low), min(self.high, other.high))


Atoms = frozenset[str]


def reading(cell: Cell, base: int) -> Interval:
    """Return what one published cell says by itself: its count, its percentage, its word."""
    read = Interval(0, base)
    if cell.count is not None:
        read = read.meet(Interval(cell.count, cell.count))
    if cell.percent is not None:
        half = (2 * cell.percent - 1) * base, (2 * cell.percent + 1) * base
        read = read.meet(Interval(ceil(half[0] / 200), floor(half[1] / 200)))
    if cell.word is not None:
        read = read.meet(Interval(*bounds(Proportion(cell.word), base)))
    return read


def bound_parts(read: Mapping[Atoms, Interval], base: int) -> dict[Atoms, Interval]:
    """Return the tightest interval of each part of a whole, given what is read of each.

    The parts must be nested: then one pass up the tree and one down are exact. Raises NotNested otherwise.
    """
    whole = frozenset[str]().union(*read)
    found = {**read, whole: read.get(whole, Interval(0, base)).meet(Interval(base, base))}
    below = children(found)
    for node in sorted(found, key=len):
        if below[node]:
            parts = [found[part] for part in below[node]]
            found[node] = found[node].meet(Interval(sum(p.low for p in parts), sum(p.high for p in parts)))
    for node in sorted(found, key=len, reverse=True):
        low, high = sum(found[part].low for part in below[node]), sum(found[part].high for part in below[node])
        for part, was in [(part, found[part]) for part in below[node]]:
            found[part] = was.meet(Interval(found[node].low - (high - was.high), found[node].high - (low - was.low)))
    return found


def children(nodes: Mapping[Atoms, Interval]) -> dict[Atoms, list[Atoms]]:
    """Return the largest parts inside each part. Raises NotNested if two cross, or leave a hole."""
    below: dict[Atoms, list[Atoms]] = {node: [] for node in nodes}
    by_size = sorted(nodes, key=len)
    for place, node in enumerate(by_size):
        around = [other for other in by_size[place + 1 :] if node & other]
        if any(not node < other for other in around):
            raise NotNested
        if around:
            below[around[0]].append(node)
    if any(parts and frozenset().union(*parts) != node for node, parts in below.items()):
        raise NotNested
    return below


@dataclass(frozen=True, slots=True)
class Choices:
    """The bounds of a question with several choices: who chose each, and who answered without choosing it."""

    chosen: dict[str, Interval]
    not_chosen: dict[str, int]
    """The most that may have answered without this choice."""
    answered: Interval


def bound_choices(read: Mapping[str, Interval], base: int) -> Choices:
    """Return the tightest intervals: who answered chose one at least, and nobody chose without answering."""
    choices = {code: interval for code, interval in read.items() if code != UNANSWERED}
    silent = read.get(UNANSWERED, Interval(0, base))
    fewest = max([base - silent.high, *(choice.low for choice in choices.values())])
    most = min(base - silent.low, sum(choice.high for choice in choices.values()))
    chosen, not_chosen = {}, {}
    for code, choice in choices.items():
        others = [other.high for name, other in choices.items() if name != code]
        least = max(choice.low, fewest - sum(min(high, fewest) for high in others))
        chosen[code] = Interval(least, min(choice.high, most))
        not_chosen[code] = min(most - choice.low, sum(min(high, most) for high in others))
    if UNANSWERED in read:
        chosen[UNANSWERED] = Interval(base - most, base - fewest)
    return Choices(chosen, not_chosen, Interval(fewest, most))
