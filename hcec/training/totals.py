"""Adding up what is planned and what was held: people, hours, money. Every total is the sum of the lines under it."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Effort:
    """People trained or places, hours (in hundredths) and money (in cents)."""

    people: int = 0
    hours: int = 0
    money: int = 0

    def plus(self, other: "Effort") -> "Effort":
        """Return the sum of both."""
        return Effort(self.people + other.people, self.hours + other.hours, self.money + other.money)

    def minus(self, other: "Effort") -> "Effort":
        """Return what remains; less than zero where more was done than planned."""
        return Effort(self.people - other.people, self.hours - other.hours, self.money - other.money)


def effort_of(people: int, hours: int, money: int) -> Effort:
    """Return an effort from its people, the hours of one of them and the money of all: hours are people × hours."""
    return Effort(people, people * hours, money)


def total(efforts: Iterable[Effort]) -> Effort:
    """Return the sum of all."""
    whole = Effort()
    for effort in efforts:
        whole = whole.plus(effort)
    return whole


def totals_by(
    things: Iterable[Thing], key: Callable[[Thing], Key], effort: Callable[[Thing], Effort]
) -> dict[Key, Effort]:
    """Return the sum of the things of each key, in the order in which keys come."""
    sums: dict[Key, Effort] = {}
    for thing in things:
        sums[key(thing)] = sums.get(key(thing), Effort()).plus(effort(thing))
    return sums
