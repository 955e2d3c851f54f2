"""Adding up what is planned, committed and paid: every total is the sum of the lines under it."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Line(Protocol):
    """A line of money, in cents."""

    planned: int
    committed: int
    paid: int


@dataclass(frozen=True, slots=True)
class Sums:
    """Three sums, in cents."""

    planned: int = 0
    committed: int = 0
    paid: int = 0

    def plus(self, line: "Line | Sums") -> "Sums":
        """Return these sums with a line's added."""
        return Sums(self.planned + line.planned, self.committed + line.committed, self.paid + line.paid)

    @property
    def excess(self) -> bool:
        """Whether more was committed than planned, or more paid than committed: to be looked at, never refused."""
        return self.committed > self.planned or self.paid > self.committed


Funded = TypeVar("Funded", bound=Line)


def total(lines: "Iterable[Line | Sums]") -> Sums:
    """Return the sums of all lines."""
    sums = Sums()
    for line in lines:
        sums = sums.plus(line)
    return sums


def totals_by(lines: Iterable[Funded], key: Callable[[Funded], Key]) -> dict[Key, Sums]:
    """Return the sums of the lines of each key, in the order in which keys come."""
    sums: dict[Key, Sums] = {}
    for line in lines:
        sums[key(line)] = sums.get(key(line), Sums()).plus(line)
    return sums
