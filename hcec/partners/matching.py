"""Which offers and which requests of immersion go together, and why the others do not. The order never matters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from hcec.partners.enums import ImmersionTheme, Side
from hcec.text.normalise import fold


class Obstacle(StrEnum):
    """What keeps two wishes apart."""

    SAME_SIDE = "same_side"
    SAME_INSTITUTION = "same_institution"
    OTHER_THEME = "other_theme"
    OTHER_PLACE = "other_place"
    NO_COMMON_DAY = "no_common_day"
    NO_PLACE_LEFT = "no_place_left"


SMALL = frozenset({Obstacle.OTHER_PLACE, Obstacle.NO_COMMON_DAY})
"""Obstacles that two institutions may agree to overcome: one of these alone is nearly a match."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """An offer or a request, with the places that are not taken yet."""

    id: UUID
    institution: UUID
    side: Side
    theme: ImmersionTheme
    place: str
    from_on: date
    to_on: date
    left: int


@dataclass(frozen=True, slots=True)
class Fit:
    """How an offer and a request stand to each other: the days and places in common, or what keeps them apart."""

    pair: frozenset[UUID]
    from_on: date
    to_on: date
    places: int
    obstacles: frozenset[Obstacle]

    @property
    def is_match(self) -> bool:
        """Whether a day may be proposed."""
        return not self.obstacles

    @property
    def is_near(self) -> bool:
        """Whether one small thing only keeps them apart."""
        return len(self.obstacles) == 1 and self.obstacles <= SMALL

    def other(self, one: UUID) -> UUID:
        """Return the wish that is not this one."""
        return next(each for each in self.pair if each != one)


def compare(one: Wish, other: Wish, *, today: date) -> Fit:
    """Return how two wishes stand to each other; the same whichever comes first. Days gone by are no common days."""
    from_on, to_on = max(one.from_on, other.from_on, today), min(one.to_on, other.to_on)
    places = max(0, min(one.left, other.left))
    found = {
        Obstacle.SAME_SIDE: one.side is other.side,
        Obstacle.SAME_INSTITUTION: one.institution == other.institution,
        Obstacle.OTHER_THEME: one.theme is not other.theme,
        Obstacle.OTHER_PLACE: not _is_same_place(one.place, other.place),
        Obstacle.NO_COMMON_DAY: to_on < from_on,
        Obstacle.NO_PLACE_LEFT: places == 0,
    }
    obstacles = frozenset(obstacle for obstacle, is_there in found.items() if is_there)
    return Fit(frozenset({one.id, other.id}), from_on, to_on, places, obstacles)


def compared(one: Wish, others: Iterable[Wish], *, today: date) -> list[Fit]:
    """Return the matches, then what is nearly one; in each the most places first, then the first day."""
    fits = [compare(one, other, today=today) for other in others if other.id != one.id]
    kept = [fit for fit in fits if fit.is_match or fit.is_near]
    return sorted(kept, key=lambda fit: (fit.is_near, -fit.places, fit.from_on, fit.other(one.id).hex))


def _is_same_place(one: str, other: str) -> bool:
    """Tell whether two places may be one; nothing said is anywhere."""
    said = {" ".join(fold(place).replace("-", " ").split()) for place in (one, other)} - {""}
    return len(said) <= 1
