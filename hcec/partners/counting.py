"""Immersions of a year, counted. What people answered leaves only protected: a small number would point at somebody."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hcec.disclosure.protection import protect_one_way
from hcec.disclosure.thresholds import CannotBeMadeSafe, TooFewContributors
from hcec.partners.enums import Advice, Effect, ImmersionTheme, InstitutionKind, Usefulness


class Stage(StrEnum):
    """How far a day went."""

    WAITING = "waiting"
    DECLINED = "declined"
    COMING = "coming"
    CANCELLED = "cancelled"
    HELD = "held"


QUESTIONS: dict[str, type[StrEnum]] = {"usefulness": Usefulness, "effect": Effect, "advice": Advice}
Told = Mapping[str, StrEnum]
Shown = dict[str, dict[str, int | None]]
TELLS_UNTIL = (1, 31)
"""Month and day of the year after until which a day is told: answers are counted out once none can come any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day as it is counted."""

    stage: Stage
    theme: ImmersionTheme
    host: InstitutionKind
    guest: InstitutionKind
    places: int
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year of immersions: days by stage; days and people of those held by theme and by pair of institutions."""

    year: int
    offers: int
    requests: int
    signed: int
    stages: dict[Stage, int]
    people: int
    by_theme: dict[ImmersionTheme, tuple[int, int]]
    by_pair: dict[tuple[InstitutionKind, InstitutionKind], tuple[int, int]]
    answers: Shown


def is_told(year: int, today: date) -> bool:
    """Return whether the answers of a year are all in: before, whoever reads twice would see one come (D5)."""
    return today > date(year + 1, *TELLS_UNTIL)


def count(year: int, days: Iterable[Day], *, offers: int, requests: int, signed: int, threshold: int) -> Year:
    """Return the counts of a year. Every total is the sum of its lines; answers under the threshold are hidden."""
    days = list(days)
    held = [day for day in days if day.stage is Stage.HELD]
    stages = Counter(day.stage for day in days)
    return Year(
        year=year,
        offers=offers,
        requests=requests,
        signed=signed,
        stages={stage: stages[stage] for stage in Stage},
        people=sum(day.places for day in held),
        by_theme={
            theme: _days_and_people(day for day in held if day.theme is theme)
            for theme in ImmersionTheme
            if any(day.theme is theme for day in held)
        },
        by_pair={
            pair: _days_and_people(day for day in held if (day.host, day.guest) == pair)
            for pair in sorted({(day.host, day.guest) for day in held})
        },
        answers=protected([told for day in held for told in day.told], threshold),
    )


def protected(answers: Iterable[Told], threshold: int) -> Shown:
    """Return how many gave each answer; None is hidden, and never one alone (D2)."""
    answers = list(answers)
    return {
        question: _protected(Counter(told[question] for told in answers), choices, threshold)
        for question, choices in QUESTIONS.items()
    }


def _protected(counts: Counter[StrEnum], choices: type[StrEnum], threshold: int) -> dict[str, int | None]:
    every = {str(choice): counts[choice] for choice in choices}
    try:
        decided = protect_one_way(every, base=sum(every.values()), threshold=threshold)
    except (TooFewContributors, CannotBeMadeSafe):
        return dict.fromkeys(every)
    return {code: None if code in decided.hidden else number for code, number in every.items()}


def _days_and_people(days: Iterable[Day]) -> tuple[int, int]:
    places = [day.places for day in days]
    return len(places), sum(places)
