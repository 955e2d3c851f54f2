"""Which days the département works: a reader's claim does not run out over a week-end or a public holiday (M3)."""

from datetime import date, timedelta
from functools import cache

import holidays

SATURDAY = 5


@cache
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("FR", years=year))


def is_working_day(day: date) -> bool:
    """Return whether people are at work that day, anywhere in mainland France."""
    return day.weekday() < SATURDAY and day not in _public_holidays(day.year)


def next_working_day(day: date) -> date:
    """Return the first working day after this one."""
    following = day + timedelta(days=1)
    while not is_working_day(following):
        following += timedelta(days=1)
    return following


def claim_ends(day: date) -> date:
    """Return the last day of a claim made on `day`: 24 hours beyond the reader's next working day (M3)."""
    return next_working_day(day) + timedelta(days=1)
