"""Days on which nobody could answer (S3)."""

from datetime import date, timedelta
from uuid import uuid4

from hcec.accounts.enums import Appointment
from hcec.safeguarding.cover import Closure, Cover, Stretch
from hcec.safeguarding.enums import CoverGap
from hcec.safeguarding.gaps import MOST_DAYS, Duty, Gap, Span, find_gaps, spans

MONDAY = date(2026, 11, 23)
SUNDAY = date(2026, 11, 29)
WEEK = Cover(hours=tuple(Stretch(day, 540, 1080) for day in range(5)))
ONE, OTHER = uuid4(), uuid4()
FULL = [
    Duty(Appointment.ON_CALL, ONE, MONDAY, date(2027, 2, 1)),
    Duty(Appointment.DEPUTY, OTHER, MONDAY, date(2027, 2, 1)),
]


def test_two_people_and_office_hours_cover_a_week_week_end_included():
    assert find_gaps(WEEK, FULL, MONDAY, SUNDAY) == []


def test_the_year_s_end_is_covered_though_nobody_reads_at_christmas():
    assert find_gaps(WEEK, FULL, date(2026, 12, 20), date(2027, 1, 5)) == []


def test_a_day_without_anyone_on_call_is_a_gap_and_so_is_one_without_deputy():
    duties = [
        Duty(Appointment.ON_CALL, ONE, MONDAY, MONDAY + timedelta(days=2)),
        Duty(Appointment.DEPUTY, OTHER, MONDAY + timedelta(days=1), SUNDAY),
    ]
    found = spans(find_gaps(WEEK, duties, MONDAY, SUNDAY))
    assert found == [
        Span(CoverGap.NO_DEPUTY, MONDAY, MONDAY),
        Span(CoverGap.NO_ON_CALL, MONDAY + timedelta(days=3), SUNDAY),
    ]


def test_nobody_is_their_own_deputy():
    alone = [Duty(kind, ONE, MONDAY, SUNDAY) for kind in (Appointment.ON_CALL, Appointment.DEPUTY)]
    assert find_gaps(WEEK, alone, MONDAY, MONDAY) == [Gap(MONDAY, CoverGap.NO_DEPUTY)]


def test_the_head_alone_covers_nothing():
    head = [Duty(Appointment.HEAD, ONE, MONDAY, SUNDAY)]
    assert {gap.kind for gap in find_gaps(WEEK, head, MONDAY, MONDAY)} == {CoverGap.NO_ON_CALL, CoverGap.NO_DEPUTY}


def test_without_hours_every_day_is_a_gap():
    assert [gap.kind for gap in find_gaps(Cover(), FULL, MONDAY, SUNDAY)] == [CoverGap.NO_HOURS] * 7


def test_a_closure_of_more_than_four_days_in_a_row_is_a_gap_with_the_days_around_it_that_nobody_reads():
    shut = Cover(hours=WEEK.hours, closures=(Closure(date(2026, 11, 30), date(2026, 12, 2)),))
    found = find_gaps(shut, FULL, MONDAY, date(2026, 12, 15))
    assert spans(found) == [Span(CoverGap.NO_HOURS, date(2026, 11, 28), date(2026, 12, 2))]
    shorter = Cover(hours=WEEK.hours, closures=(Closure(date(2026, 11, 30), date(2026, 12, 1)),))
    assert find_gaps(shorter, FULL, MONDAY, date(2026, 12, 15)) == []


def test_a_run_that_starts_before_the_first_day_is_seen():
    shut = Cover(hours=WEEK.hours, closures=(Closure(date(2026, 11, 16), MONDAY),))
    assert find_gaps(shut, FULL, MONDAY, MONDAY) == [Gap(MONDAY, CoverGap.NO_HOURS)]


def test_a_year_typed_wrong_does_not_count_for_ever():
    assert len(find_gaps(WEEK, [], MONDAY, date(9000, 1, 1))) <= 3 * (MOST_DAYS + 1)
