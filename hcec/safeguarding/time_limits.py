"""How soon an alert must be read, taken in charge and transmitted (S4, PRODUCT §5). Rules over values, no session."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hcec.department.services import Department
from hcec.safeguarding.cover import Cover
from hcec.safeguarding.enums import LimitKind
from hcec.safeguarding.models import Alert

RECEIPT_WITHIN = timedelta(days=7)  # of an alert that was transmitted; after that, it is looked at again
REVIEW_WITHIN = timedelta(hours=24)  # what the CRIP opened alone, by a second person (A6)
LONGEST_PAUSE = 31  # days without readers; where no hours are known, every day counts
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Limit:
    """A step, the moment by which it is due, and the one at which it was done."""

    kind: LimitKind
    due: datetime
    met_at: datetime | None

    def is_late(self, now: datetime) -> bool:
        """Return whether it was done late, or is late to do."""
        return (self.met_at or now) > self.due


def limits_of(alert: Alert, cover: Cover, department: Department) -> tuple[Limit, ...]:
    """Return the three limits; of what came to its end, those that were met."""
    read_by = cover.add_staffed_hours(alert.raised_at, department.alert_read_hours)
    take_by = cover.add_staffed_hours(alert.renewed_at or alert.raised_at, department.alert_take_hours)
    send_by = end_of_working_day(cover, alert.taken_at or take_by)
    limits = (
        Limit(LimitKind.READ, read_by, alert.read_at),
        Limit(LimitKind.TAKEN, take_by, None if alert.renewed_at else alert.taken_at),
        Limit(LimitKind.TRANSMITTED, send_by, alert.transmitted_at),
    )
    return tuple(limit for limit in limits if alert.ended_at is None or limit.met_at is not None)


def end_of_working_day(cover: Cover, moment: datetime) -> datetime:
    """Return when reading ends on the working day of this moment, or of the next one when nobody reads any more."""
    zone = ZoneInfo(cover.zone)
    reading = cover.next_reading(moment)
    if reading is None:  # no hours are known: the day itself
        return datetime.combine(moment.astimezone(zone).date() + timedelta(days=1), time(), zone).astimezone(UTC)
    day = reading.astimezone(zone).date()
    midnight = datetime.combine(day, time(), zone)
    return (midnight + timedelta(minutes=cover.hours_of(day)[-1].ends)).astimezone(UTC)


def last_working_day(cover: Cover, moment: datetime) -> datetime:
    """Return when the day of this moment began, or else the last day before it on which somebody read."""
    zone = ZoneInfo(cover.zone)
    today = moment.astimezone(zone).date()
    days = (today - timedelta(days=back) for back in range(LONGEST_PAUSE))
    day = next((each for each in days if cover.hours_of(each)), today)
    return datetime.combine(day, time(), zone).astimezone(UTC)


def urgency(alert: Alert, limits: Iterable[Limit], *, is_left: bool = False) -> tuple[bool, datetime, datetime, str]:
    """Return what sorts alerts: nobody's first, then what is due soonest, then the oldest."""
    due = min((limit.due for limit in limits if limit.met_at is None), default=NEVER)
    return not (is_left or alert.is_nobodys), due, alert.raised_at, alert.id.hex
