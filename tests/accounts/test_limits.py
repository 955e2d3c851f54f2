"""Attempts are counted under keyed buckets; a spent budget never shuts a child out for good (ATTACKS 15)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.accounts.models import Limit
from hcec.accounts.services import limits
from hcec.accounts.services.limits import Budget, Door, TooManyTries
from tests.platform import MONDAY

SMALL = Budget(tries=3, in_all=5, reserve=1)


@pytest.fixture
def small(platform, monkeypatch):
    """A door that bears three wrong attempts an address, five in all, then one an address."""
    monkeypatch.setitem(limits.BUDGETS, Door.PHRASE, SMALL)
    return platform.database


def attempt(database, *who):
    with database.volatile() as volatile:
        return limits.take(volatile, Door.PHRASE, who=who or ("192.0.2.1",), now=clock.now())


def test_an_address_has_so_many_attempts_a_window(small, frozen):
    for _ in range(3):
        attempt(small)
    with pytest.raises(TooManyTries) as spent:
        attempt(small)
    assert 0 < spent.value.retry_after <= SMALL.window.total_seconds()
    attempt(small, "192.0.2.2")
    frozen(MONDAY + SMALL.window)
    attempt(small)


def test_an_attempt_that_was_right_is_given_back(small):
    for _ in range(10):
        taken = attempt(small)
        with small.volatile() as volatile:
            limits.give_back(volatile, taken)


def test_when_all_together_spent_the_hour_each_address_keeps_a_few(small):
    for last in range(5):
        attempt(small, f"198.51.100.{last}")
    attempt(small, "203.0.113.9")
    with pytest.raises(TooManyTries):
        attempt(small, "203.0.113.9")
    attempt(small, "203.0.113.10")


def test_an_attempt_refused_counts_for_nobody(small):
    for _ in range(3):
        attempt(small)
    for _ in range(4):
        with pytest.raises(TooManyTries):
            attempt(small)
    attempt(small, "192.0.2.7")
    attempt(small, "192.0.2.7")


def test_a_bucket_tells_no_address_and_two_windows_don_t_join(small, frozen):
    attempt(small, "192.0.2.1", "lou@valdorne.example")
    frozen(MONDAY + timedelta(hours=2))
    attempt(small, "192.0.2.1", "lou@valdorne.example")
    with small.volatile_reading() as volatile:
        buckets = [row.bucket for row in volatile.scalars(select(Limit))]
    assert len(set(buckets)) == 6
    assert all(len(bucket) == 64 for bucket in buckets)


def test_the_doors_are_counted_apart(small):
    for _ in range(3):
        attempt(small)
    with small.volatile() as volatile:
        limits.take(volatile, Door.CARD, who=("192.0.2.1",), now=clock.now())
