"""Two months of cover, day by day, in words."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from flask_babel import gettext as _

from hcec.accounts.enums import Appointment
from hcec.safeguarding.cover import Cover, public_holidays
from hcec.safeguarding.enums import CoverGap
from hcec.safeguarding.gaps import Duty, Gap
from hcec.web.reading_hours import times_in_words

SHOWN_DAYS = 61


class Day(NamedTuple):
    """One day: when somebody reads, who is on call, who would follow, and what is missing."""

    date: date
    reading: str
    on_call: str
    deputies: str
    lacks: list[CoverGap]


class Week(NamedTuple):
    """The days of one week that are shown, and what they lack in all."""

    monday: date
    days: list[Day]
    lacks: list[CoverGap]


def last_shown(first: date) -> date:
    """Return the last day of a calendar that starts on this one."""
    return first + timedelta(days=SHOWN_DAYS - 1)


def weeks(cover: Cover, duties: Iterable[Duty], names: dict[UUID, str], gaps: Iterable[Gap], first: date) -> list[Week]:
    """Return the calendar, week by week from Monday."""
    lacking = {day: [gap.kind for gap in found] for day, found in groupby(gaps, key=lambda gap: gap.day)}
    known = list(duties)
    days = [
        Day(
            day,
            _reading(cover, day),
            _who(known, names, Appointment.ON_CALL, day),
            _who(known, names, Appointment.DEPUTY, day),
            lacking.get(day, []),
        )
        for day in (first + timedelta(days=offset) for offset in range(SHOWN_DAYS))
    ]
    by_week = groupby(days, key=lambda day: day.date - timedelta(days=day.date.weekday()))
    return [_week(monday, list(found)) for monday, found in by_week]


def _week(monday: date, days: list[Day]) -> Week:
    return Week(monday, days, [kind for kind in CoverGap if any(kind in day.lacks for day in days)])


def _reading(cover: Cover, day: date) -> str:
    if hours := cover.hours_of(day):
        return times_in_words(hours)
    if day in public_holidays(cover.subdivision, day.year):
        return str(_("jour férié"))
    return str(_("fermé") if cover.is_closed(day) else _("personne ne lit"))


def _who(duties: list[Duty], names: dict[UUID, str], kind: Appointment, day: date) -> str:
    on_duty = dict.fromkeys(duty.staff_id for duty in duties if duty.kind is kind and duty.runs(day))
    return ", ".join(names.get(each, "") for each in on_duty)
