"""When somebody reads (S3): weekly hours, minus closures and public holidays, in the département's zone.

Rules over values: no clock, no session. Every answer comes from one list of stretches in UTC, so that nights,
week-ends, holidays and the two days on which clocks change need no case of their own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

DAY_MINUTES = 24 * 60
HORIZON_DAYS = 400  # after so long without a stretch, nobody is said to read


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Hours of one weekday, Monday is 0; minutes since midnight, the end excluded."""

    weekday: int
    starts: int
    ends: int

    def __post_init__(self) -> None:
        if not (0 <= self.weekday <= 6 and 0 <= self.starts < self.ends <= DAY_MINUTES):
            raise ValueError("a stretch lies within one day of the week")

    @classmethod
    def written(cls, weekday: int, starts: str, ends: str) -> "Stretch":
        """Return the stretch between two times written HH:MM. Raises ValueError."""
        return cls(weekday, _minutes(starts), _minutes(ends))


@dataclass(frozen=True, slots=True, order=True)
class Closure:
    """Days without readers, both ends included."""

    from_on: date
    to_on: date


@cache
def public_holidays(subdivision: str, year: int) -> frozenset[date]:
    """Return France's public holidays; `subdivision` adds those of Alsace, Moselle or overseas (ISO 3166-2:FR)."""
    known = subdivision if subdivision in holidays.list_supported_countries()["FR"] else None
    return frozenset(holidays.country_holidays("FR", subdiv=known, years=year))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The hours in which a message is read; `on_call` limits them to days, both ends included, None to none."""

    hours: tuple[Stretch, ...] = ()
    closures: tuple[Closure, ...] = ()
    on_call: tuple[tuple[date, date], ...] | None = None
    subdivision: str = ""
    zone: str = "Europe/Paris"

    def is_closed(self, day: date) -> bool:
        """Return whether no one reads on this day whatever its weekday: a closure, a public holiday, nobody on call."""
        if self.on_call is not None and not any(first <= day <= last for first, last in self.on_call):
            return True
        is_holiday = day in public_holidays(self.subdivision, day.year)
        return is_holiday or any(each.from_on <= day <= each.to_on for each in self.closures)

    def hours_of(self, day: date) -> list[Stretch]:
        """Return the stretches of a day in order; none when it is closed."""
        return [] if self.is_closed(day) else sorted(each for each in self.hours if each.weekday == day.weekday())

    def is_staffed(self, moment: datetime) -> bool:
        """Return whether somebody reads at this aware moment."""
        return self.next_reading(moment) == moment.astimezone(UTC)

    def next_reading(self, moment: datetime) -> datetime | None:
        """Return the moment itself when somebody reads, else when reading starts again; None if it is not known."""
        start = next((start for start, _end in self._from(moment)), None)
        return max(start, moment.astimezone(UTC)) if start else None

    def staffed_hours_between(self, start: datetime, end: datetime) -> float:
        """Return how many hours somebody reads from one aware moment to a later one; 0 if it is not later."""
        read = timedelta()
        for begins, ends in self._from(start, until=end):
            read += max(min(ends, end) - max(begins, start), timedelta())
        return read / timedelta(hours=1)

    def add_staffed_hours(self, moment: datetime, hours: float) -> datetime:
        """Return the first moment by which so many hours were staffed.

        Where cover ends first, the rest counts round the clock from there: an alert never waits for ever (S4).
        """
        left, reached = timedelta(hours=max(hours, 0)), moment.astimezone(UTC)
        if not left:
            return reached
        for begins, ends in self._from(moment):
            begins = max(begins, reached)
            if ends - begins >= left:
                return begins + left
            left, reached = left - (ends - begins), ends
        return reached + left

    def _from(self, moment: datetime, until: datetime | None = None) -> Iterator[tuple[datetime, datetime]]:
        """Yield the stretches that end after the moment, apart from one another, in order, in UTC."""
        first = moment.astimezone(ZoneInfo(self.zone)).date() - timedelta(days=1)
        last = until.astimezone(ZoneInfo(self.zone)).date() + timedelta(days=1) if until is not None else None
        held: tuple[datetime, datetime] | None = None
        for begins, ends in self._of_days(first, last) if self.hours else ():
            if ends <= moment:
                continue
            if held and begins <= held[1]:
                held = held[0], max(held[1], ends)
                continue
            if held:
                yield held
            held = begins, ends
        if held:
            yield held

    def _of_days(self, first: date, last: date | None) -> Iterator[tuple[datetime, datetime]]:
        """Yield each day's stretches; without a last day, until nothing comes for the length of the horizon."""
        day, latest = first, first
        while day <= (last or latest + timedelta(days=HORIZON_DAYS)):
            for each in self.hours_of(day):
                begins, ends = self._utc(day, each.starts, fold=0), self._utc(day, each.ends, fold=1)
                if begins < ends:  # a stretch inside the hour that spring skips does not happen
                    latest = day
                    yield begins, ends
            day += timedelta(days=1)

    def _utc(self, day: date, minutes: int, *, fold: int) -> datetime:
        """Return a local time as UTC; of the hour that autumn repeats, `fold` picks the first or the second."""
        wall = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(self.zone)) + timedelta(minutes=minutes)
        return wall.replace(fold=fold).astimezone(UTC)


def merged(stretches: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """Return the same hours in order, stretches that touch or overlap made one."""
    kept: list[Stretch] = []
    for each in sorted(stretches):
        if kept and kept[-1].weekday == each.weekday and each.starts <= kept[-1].ends:
            each = Stretch(each.weekday, kept[-1].starts, max(kept.pop().ends, each.ends))
        kept.append(each)
    return tuple(kept)


def clock_time(minutes: int) -> str:
    """Return minutes since midnight as HH:MM; midnight at the end of a day is 24:00."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _minutes(written: str) -> int:
    hours, minutes = written.split(":")
    return int(hours) * 60 + int(minutes)
