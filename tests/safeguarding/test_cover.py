"""When somebody reads (S3): staffed hours across nights, week-ends, public holidays and clock changes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hcec.safeguarding.cover import DAY_MINUTES, Closure, Cover, Stretch, merged

PARIS = ZoneInfo("Europe/Paris")
OFFICE = Cover(hours=tuple(Stretch(day, 9 * 60, 18 * 60) for day in range(5)))
ALWAYS = Cover(hours=tuple(Stretch(day, 0, DAY_MINUTES) for day in range(7)), subdivision="57")

stretches = st.builds(
    lambda day, first, length: Stretch(day, first, min(first + length, DAY_MINUTES)),
    st.integers(0, 6),
    st.integers(0, DAY_MINUTES - 1),
    st.integers(1, DAY_MINUTES),
)
closures = st.builds(
    lambda first, length: Closure(first, first + timedelta(days=length)),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.integers(0, 20),
)
covers = st.builds(
    lambda hours, shut, subdivision: Cover(hours=merged(tuple(hours)), closures=tuple(shut), subdivision=subdivision),
    st.lists(stretches, min_size=1, max_size=6),
    st.lists(closures, max_size=2),
    st.sampled_from(["", "57", "974"]),
)
START = datetime(2026, 1, 1, tzinfo=UTC)
SPRING, AUTUMN = datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 10, 24, tzinfo=UTC)


def within(start, days):
    return st.integers(0, days * 86_400).map(lambda seconds: start + timedelta(seconds=seconds))


moments = within(START, 730) | within(SPRING, 2) | within(AUTUMN, 2)
quarters = st.integers(0, 80).map(lambda count: count / 4)


def paris(*parts):
    return datetime(*parts, tzinfo=PARIS)


@given(covers, moments, quarters, quarters)
@settings(max_examples=60, deadline=None)
def test_staffed_hours_add_up(cover, moment, some, more):
    assert cover.add_staffed_hours(cover.add_staffed_hours(moment, some), more) == cover.add_staffed_hours(
        moment, some + more
    )


@given(covers, moments, moments, quarters, quarters)
@settings(max_examples=60, deadline=None)
def test_starting_or_asking_later_never_ends_earlier(cover, one, other, some, more):
    early, late = sorted([one, other])
    assert cover.add_staffed_hours(early, some) <= cover.add_staffed_hours(late, some)
    assert early <= cover.add_staffed_hours(early, some) <= cover.add_staffed_hours(early, some + more)


@given(covers, moments, moments, moments)
@settings(max_examples=60, deadline=None)
def test_time_between_is_the_sum_of_its_parts(cover, one, two, three):
    a, b, c = sorted([one, two, three])
    whole = cover.staffed_hours_between(a, c)
    assert whole == pytest.approx(cover.staffed_hours_between(a, b) + cover.staffed_hours_between(b, c))
    assert 0 <= whole <= (c - a) / timedelta(hours=1)
    assert cover.staffed_hours_between(c, a) == 0 or a == c


@given(covers, moments, quarters.filter(bool))
@settings(max_examples=60, deadline=None)
def test_so_many_hours_later_means_so_many_hours_were_staffed(cover, moment, hours):
    end = cover.add_staffed_hours(moment, hours)
    assert cover.staffed_hours_between(moment, end) == pytest.approx(hours)
    assert cover.staffed_hours_between(moment, end - timedelta(seconds=1)) < hours


@given(covers, moments)
@settings(max_examples=60, deadline=None)
def test_nobody_reads_before_the_next_reading(cover, moment):
    following = cover.next_reading(moment)
    if following is None:
        assert not cover.is_staffed(moment)
        return
    assert following >= moment
    assert cover.is_staffed(following)
    assert cover.is_staffed(moment) == (following == moment)
    assert cover.staffed_hours_between(moment, following) == 0


def test_an_evening_runs_on_the_next_morning():
    assert OFFICE.add_staffed_hours(paris(2026, 11, 23, 16), 4) == paris(2026, 11, 24, 11)


def test_a_week_end_and_a_public_holiday_are_skipped():
    thursday = paris(2026, 12, 24, 17)
    assert OFFICE.add_staffed_hours(thursday, 1) == paris(2026, 12, 24, 18)
    assert OFFICE.add_staffed_hours(thursday, 2) == paris(2026, 12, 28, 10)
    assert OFFICE.next_reading(paris(2026, 12, 25, 10)) == paris(2026, 12, 28, 9)


def test_a_closure_is_skipped():
    shut = Cover(hours=OFFICE.hours, closures=(Closure(date(2026, 11, 24), date(2026, 11, 27)),))
    assert shut.add_staffed_hours(paris(2026, 11, 23, 17), 2) == paris(2026, 11, 30, 10)


def test_alsace_and_moselle_and_overseas_have_holidays_of_their_own():
    good_friday, abolition = date(2027, 3, 26), date(2026, 12, 20)
    assert not Cover(hours=OFFICE.hours).is_closed(good_friday)
    assert Cover(hours=OFFICE.hours, subdivision="57").is_closed(good_friday)
    assert Cover(hours=OFFICE.hours, subdivision="974").is_closed(abolition)
    assert Cover(subdivision="75").is_closed(date(2026, 12, 25)), "elsewhere, the holidays of all"


@pytest.mark.parametrize(("day", "hours"), [((2026, 3, 29), 23), ((2026, 10, 25), 25), ((2026, 11, 23), 24)])
def test_the_days_on_which_clocks_change_count_their_true_hours(day, hours):
    start = paris(*day, 0)
    end = paris(*day, 0) + timedelta(days=1)
    assert ALWAYS.staffed_hours_between(start, end) == hours
    assert ALWAYS.add_staffed_hours(start, hours) == end


def test_night_cover_is_one_stretch_across_midnight():
    nights = Cover(hours=(Stretch(0, 20 * 60, DAY_MINUTES), Stretch(1, 0, 6 * 60)))
    assert nights.add_staffed_hours(paris(2026, 11, 23, 23), 3) == paris(2026, 11, 24, 2)
    assert nights.staffed_hours_between(paris(2026, 11, 23, 12), paris(2026, 11, 24, 12)) == 10


def test_without_any_hours_nobody_reads_and_an_alert_still_does_not_wait_for_ever():
    nobody = Cover()
    assert nobody.next_reading(paris(2026, 11, 23, 10)) is None
    assert not nobody.is_staffed(paris(2026, 11, 23, 10))
    assert nobody.add_staffed_hours(paris(2026, 11, 23, 10), 4) == paris(2026, 11, 23, 14)


@pytest.mark.parametrize("wrong", [(7, 0, 10), (0, 10, 10), (0, 0, DAY_MINUTES + 1), (-1, 0, 1)])
def test_a_stretch_lies_within_one_day(wrong):
    with pytest.raises(ValueError, match="one day"):
        Stretch(*wrong)


def test_stretches_that_touch_are_one():
    assert merged((Stretch(0, 600, 700), Stretch(0, 540, 600), Stretch(1, 0, 5))) == (
        Stretch(0, 540, 700),
        Stretch(1, 0, 5),
    )
