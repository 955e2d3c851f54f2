"""Days on which nobody could answer (S3): no one on call, no deputy, or too long without readers. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from hcec.accounts.enums import Appointment
from hcec.safeguarding.cover import Cover
from hcec.safeguarding.enums import CoverGap

MOST_UNREAD_DAYS = 4  # whole days in a row: the longest week-end that public holidays make
MOST_DAYS = 3 * 366  # nobody plans further; a date typed wrong must not count for ever


@dataclass(frozen=True, slots=True)
class Duty:
    """One present person on call, deputy or head, both days included."""

    kind: Appointment
    staff_id: UUID
    from_on: date
    to_on: date

    def runs(self, day: date) -> bool:
        """Return whether it covers this day."""
        return self.from_on <= day <= self.to_on


class Gap(NamedTuple):
    """What a day lacks."""

    day: date
    kind: CoverGap


class Span(NamedTuple):
    """Days in a row that lack the same thing."""

    kind: CoverGap
    from_on: date
    to_on: date


def find_gaps(cover: Cover, duties: Iterable[Duty], first: date, last: date) -> list[Gap]:
    """Return what each day from first to last lacks, in order. A deputy is another person than who is on call."""
    last = min(last, first + timedelta(days=MOST_DAYS))
    known, unread = tuple(duties), _unread(cover, first, last)
    found: list[Gap] = []
    for day in _days(first, last):
        on_call = {duty.staff_id for duty in known if duty.kind is Appointment.ON_CALL and duty.runs(day)}
        deputies = {duty.staff_id for duty in known if duty.kind is Appointment.DEPUTY and duty.runs(day)}
        lacks = {
            CoverGap.NO_ON_CALL: not on_call,
            CoverGap.NO_DEPUTY: not deputies or (on_call == deputies and len(deputies) == 1),
            CoverGap.NO_HOURS: day in unread,
        }
        found += [Gap(day, kind) for kind, is_lacking in lacks.items() if is_lacking]
    return found


def spans(gaps: Iterable[Gap]) -> list[Span]:
    """Return the same gaps as days in a row, the earliest first."""
    kept: list[Span] = []
    for kind in CoverGap:
        for day in sorted(gap.day for gap in gaps if gap.kind is kind):
            if kept and kept[-1].kind is kind and kept[-1].to_on + timedelta(days=1) == day:
                kept[-1] = kept[-1]._replace(to_on=day)
            else:
                kept.append(Span(kind, day, day))
    return sorted(kept, key=lambda span: span.from_on)


def _unread(cover: Cover, first: date, last: date) -> set[date]:
    margin = timedelta(days=MOST_UNREAD_DAYS)
    length, found = 0, set[date]()
    for day in _days(first - margin, last + margin):
        length = 0 if cover.hours_of(day) else length + 1
        if length > MOST_UNREAD_DAYS:
            found.update(_days(day - margin, day))
    return found


def _days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)
