"""The only place that asks what time it is."""

from calendar import Calendar
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_frozen: ContextVar[datetime | None] = ContextVar("frozen_clock", default=None)
_zone: ContextVar[str] = ContextVar("clock_zone", default="Europe/Paris")


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def local() -> datetime:
    """Return the present moment, aware, in the département's time zone."""
    return now().astimezone(ZoneInfo(_zone.get()))


def today() -> date:
    """Return today's date in the département's time zone."""
    return local().date()


def use_zone(name: str) -> None:
    """Set the département's time zone for this context (an IANA name)."""
    _zone.set(name)


def zone() -> str:
    """Return the name of the département's time zone."""
    return _zone.get()


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Hold the clock at an aware moment: for tests and for the demonstration's past."""
    if moment.tzinfo is None:
        raise ValueError("a frozen moment must be aware")
    token = _frozen.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)


def month_of(day: date) -> date:
    """Return the first day of the month: the finest date kept of what was said (A4)."""
    return day.replace(day=1)


def month_weeks(day: date) -> list[list[date]]:
    """Return the weeks, Monday first, of the day's month."""
    return Calendar().monthdatescalendar(day.year, day.month)


def quarter_of(day: date) -> str:
    """Return the quarter as `2026-Q4`: the finest date kept of a young person's sign-in."""
    return f"{day.year}-Q{(day.month - 1) // 3 + 1}"
