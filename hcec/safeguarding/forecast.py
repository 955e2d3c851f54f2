"""Before opening (S3): messages expected × reading time, against the hours in which somebody reads. Pure, and rough."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from hcec.safeguarding.cover import Cover

USUAL_SHARE = 1 / 3  # of young people who answer, as long as nothing here says otherwise
STEP = 10  # a forecast is told in tens: it must not tell how many answered before


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """How many people read on an ordinary day, how long each, and how long one message takes; in minutes."""

    count: int
    minutes_a_day: int
    minutes_a_message: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What to expect until `last_day`."""

    messages: int
    hours_needed: int
    hours_available: int
    last_day: date

    @property
    def is_enough(self) -> bool:
        """Whether everything can be read in time."""
        return self.hours_needed <= self.hours_available


def expected_messages(*, young: int, answered_before: int | None, text_questions: int) -> int:
    """Return how many messages may come at most, in tens: each who answers may write to every open question."""
    who_answer = young * USUAL_SHARE if answered_before is None else min(answered_before, young)
    return ceil(ceil(who_answer) * text_questions / STEP) * STEP


def make_forecast(*, messages: int, cover: Cover, readers: Readers, first: date, last: date) -> Forecast:
    """Set the messages against every staffed day from the first to the last."""
    available = 0
    for offset in range((last - first).days + 1):
        staffed = sum(each.ends - each.starts for each in cover.hours_of(first + timedelta(days=offset)))
        available += readers.count * min(readers.minutes_a_day, staffed)
    needed = messages * readers.minutes_a_message
    return Forecast(messages=messages, hours_needed=ceil(needed / 60), hours_available=available // 60, last_day=last)
