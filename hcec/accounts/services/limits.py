"""Attempts at a secret, counted in windows under keyed buckets (docs/decisions/0008-count-attempts.md).

An attempt is taken before the secret is looked at and given back when it was right, so that many at once count too.
When everybody together spent the hour's budget, each bucket keeps a few attempts: nobody is locked out for good.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import case, update
from sqlalchemy.orm import Session

from hcec import db, keys
from hcec.accounts.models import Limit


class Door(StrEnum):
    """What is being tried."""

    CARD = "card"
    PHRASE = "phrase"
    STAFF = "staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How many wrong attempts a door bears."""

    tries: int = 30
    window: timedelta = timedelta(minutes=15)
    in_all: int = 2_000
    in_all_window: timedelta = timedelta(hours=1)
    reserve: int = 3


BUDGETS: dict[Door, Budget] = {door: Budget() for door in Door}


class TooManyTries(Exception):
    """This bucket has spent its attempts; `retry_after` says for how many seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("too many tries")
        self.retry_after = retry_after


def take(volatile: Session, door: Door, *, who: Sequence[str], now: datetime) -> list[str]:
    """Count an attempt in the bucket of each of `who` and in the door's own, and return them. Raises TooManyTries."""
    budget = BUDGETS[door]
    db.lock(volatile, f"limits {door}")
    together = _row(volatile, door, "", budget.in_all_window, now)
    rows = [_row(volatile, door, each, budget.window, now) for each in who]
    allowed = budget.tries if together.hits < budget.in_all else budget.reserve
    spent = [row.expires_at for row in rows if row.hits >= allowed]
    if spent:
        raise TooManyTries(max(1, round((max(spent) - now).total_seconds())))
    for row in (together, *rows):
        row.hits += 1
    return [row.bucket for row in (together, *rows)]


def give_back(volatile: Session, buckets: Sequence[str]) -> None:
    """Forget attempts that were right: as many times as a bucket is named, for two steps may have counted in one."""
    for bucket, times in sorted(Counter(buckets).items()):  # one order for all, lest two wait for each other
        left = case((Limit.hits > times, Limit.hits - times), else_=0)
        volatile.execute(update(Limit).where(Limit.bucket == bucket).values(hits=left))


def spend(volatile: Session, kind: str, *, who: str, allowed: Sequence[tuple[timedelta, int]], now: datetime) -> None:
    """Count an act that is no attempt at a secret, in every window of `allowed`. Raises TooManyTries."""
    db.lock(volatile, f"limits {kind} {who}")
    rows = [(_row(volatile, f"{kind} {window}", who, window, now), most) for window, most in allowed]
    spent = [row.expires_at for row, most in rows if row.hits >= most]
    if spent:
        raise TooManyTries(max(1, round((max(spent) - now).total_seconds())))
    for row, _most in rows:
        row.hits += 1


def _row(volatile: Session, door: str, who: str, window: timedelta, now: datetime) -> Limit:
    """Return the counter of one window. Its name changes with the window: two windows of one address don't join."""
    seconds = int(window.total_seconds())
    number = int(now.timestamp()) // seconds
    bucket = keys.current().keyed_hash("limit", f"{door} {number} {who}".encode()).hex()
    row = volatile.get(Limit, bucket)
    if row is None:
        ends = datetime.fromtimestamp((number + 1) * seconds, tz=UTC)
        row = Limit(bucket=bucket, hits=0, expires_at=ends)
        volatile.add(row)
    return row
