"""People, counted once: how many there are of each combination of categories. After that, all is flat in people."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Protocol

from hcec.disclosure.merging import Group, Merge, merge_small

Columns = tuple[str, ...]
Categories = tuple[str, ...]


class People(Protocol):
    """Who is counted: how many there are, and how many of each combination that a table needs."""

    @property
    def columns(self) -> Columns:
        """What is known of each."""

    @property
    def categories(self) -> Mapping[str, tuple[str, ...]]:
        """The categories of each column in their order."""

    @property
    def size(self) -> int:
        """How many people there are."""

    @property
    def ties(self) -> Iterable[Columns]:
        """Columns to keep in one block, where a table of theirs would do: what is not counted is then not asked for."""

    def by(self, columns: Columns) -> dict[Categories, int]:
        """Return how many people there are of each combination of these columns that was met."""


@dataclass(frozen=True, slots=True)
class Population:
    """Counts by combination of categories, one category a column, and the categories of each column in their order.

    It holds true counts: it stays inside.
    """

    columns: Columns
    counts: Mapping[Categories, int]
    categories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """List the categories that were met, where none are given. Raises ValueError on counts that cannot be."""
        if any(len(key) != len(self.columns) or count < 0 for key, count in self.counts.items()):
            raise ValueError("a count for each combination of the columns, none below zero")
        met = {column: tuple(sorted({key[place] for key in self.counts})) for place, column in enumerate(self.columns)}
        object.__setattr__(self, "categories", {**met, **self.categories})

    @property
    def size(self) -> int:
        """How many people there are."""
        return sum(self.counts.values())

    @property
    def ties(self) -> Iterable[Columns]:
        """None: every combination is counted."""
        return ()

    def by(self, columns: Columns) -> dict[Categories, int]:
        """Return how many people there are of each combination of these columns that was met."""
        places = [self.columns.index(column) for column in columns]
        found: Counter[Categories] = Counter()
        for key, count in self.counts.items():
            found[tuple(key[place] for place in places)] += count
        return dict(found)


def counted(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Population:
    """Return the population that these rows describe, one a person."""
    return Population(tuple(columns), Counter(tuple(row) for row in rows))


def recoding(
    people: People,
    merges: Mapping[str, Sequence[Merge]],
    threshold: int,
    start: Mapping[str, Mapping[str, str]] | None = None,
) -> dict[str, dict[str, str]]:
    """Return, by column, the category in which each one ends once what is small alone is merged as declared (D2).

    With `start`, what is merged there stays so.
    """
    found = {}
    for column in people.columns:
        groups = _groups(people, column, (start or {}).get(column, {}))
        found[column] = _ends(merge_small(groups, merges.get(column, ()), threshold=threshold))
    return found


def merged_further(
    ends: Mapping[str, Mapping[str, str]], merges: Mapping[str, Sequence[Merge]]
) -> dict[str, dict[str, str]] | None:
    """Return the recoding with one declared step more, or None when every step was taken."""
    for column, steps in merges.items():
        for step in steps:
            found = dict(ends[column])
            moved = {code: step.into for code, end in found.items() if end in step.sources and end != step.into}
            if moved:
                return {**{name: dict(codes) for name, codes in ends.items()}, column: {**found, **moved}}
    return None


def margins(crossings: Iterable[Columns], order: Columns) -> tuple[Columns, ...]:
    """Return each crossing and each of its margins once, columns in input order, the total first."""
    found = {
        tuple(sorted(part, key=order.index))
        for crossing in crossings
        for size in range(len(crossing) + 1)
        for part in combinations(crossing, size)
    }
    return tuple(sorted(found, key=lambda columns: (len(columns), [order.index(column) for column in columns])))


def _groups(people: People, column: str, start: Mapping[str, str]) -> tuple[Group, ...]:
    counts, members = people.by((column,)), dict[str, list[str]]()
    for code in people.categories[column]:
        members.setdefault(start.get(code, code), []).append(code)
    return tuple(
        Group(end, sum(counts.get((code,), 0) for code in codes), tuple(codes)) for end, codes in members.items()
    )


def _ends(groups: Iterable[Group]) -> dict[str, str]:
    return {member: group.code for group in groups for member in group.members}
