"""Tables over several columns as anyone may read them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hcec.disclosure.population import Categories, Columns

Count = int | None
Ends = Mapping[str, Mapping[str, str]]
"""By column, the category in which each one as asked ends."""


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Counts by combination of categories; None is hidden, and nothing tells why."""

    columns: Columns
    counts: Mapping[Categories, Count]

    @property
    def hidden(self) -> int:
        """How many lines are hidden."""
        return sum(count is None for count in self.counts.values())


@dataclass(frozen=True, slots=True)
class LinkedTables:
    """Tables about the same people that go out together, with what was merged, for readers at one threshold."""

    tables: tuple[CrossTable, ...]
    threshold: int
    ends: Ends = field(default_factory=dict)
    """Only what was merged: a category that is not here is as it was asked."""
    merged_for_want_of_time: bool = False

    @property
    def hidden(self) -> int:
        """How many lines are hidden in all."""
        return sum(table.hidden for table in self.tables)
