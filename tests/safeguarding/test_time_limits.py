"""S4: first reading within 2 staffed hours, in charge within 4, transmitted the same working day."""

from datetime import datetime
from uuid import uuid4

import pytest

from hcec.department.services import Department
from hcec.safeguarding.cover import Cover, Stretch
from hcec.safeguarding.enums import AlertState
from hcec.safeguarding.models import Alert
from hcec.safeguarding.time_limits import end_of_working_day, limits_of, urgency
from tests.platform import PARIS

WEEK = Cover(hours=tuple(Stretch(day, 9 * 60, 17 * 60) for day in range(5)))


def at(day, hour, minute=0, month=11):
    return datetime(2026, month, day, hour, minute, tzinfo=PARIS)


def alert(raised, state=AlertState.SIGNALLED, **more):
    return Alert(id=uuid4(), raised_at=raised, state=state, **more)


def dues(one):
    return [limit.due for limit in limits_of(one, WEEK, Department())]


def test_s4_limits_are_counted_in_staffed_hours():
    assert dues(alert(at(23, 10))) == [at(23, 12), at(23, 14), at(23, 17)]
    assert dues(alert(at(27, 16))) == [at(30, 10), at(30, 12), at(30, 17)], "over a week-end"
    assert dues(alert(at(24, 22, month=12))) == [at(28, 11, month=12), at(28, 13, month=12), at(28, 17, month=12)]


def test_s4_transmitted_on_the_working_day_on_which_it_was_taken():
    assert dues(alert(at(23, 16), taken_at=at(23, 16, 30)))[2] == at(23, 17)
    assert dues(alert(at(23, 16), taken_at=at(23, 20)))[2] == at(24, 17), "taken in the evening: the next day"


def test_s4_late_or_in_time():
    read, taken, sent = limits_of(alert(at(23, 10), read_at=at(23, 12, 1), taken_at=at(23, 13)), WEEK, Department())
    assert read.is_late(at(23, 13))
    assert not taken.is_late(at(23, 23)), "what was done in time stays so"
    assert not sent.is_late(at(23, 17))
    assert sent.is_late(at(23, 17, 1))


def test_what_ended_without_follow_up_had_no_other_step_to_meet():
    ended = alert(at(23, 10), AlertState.DISMISSED, read_at=at(23, 11), ended_at=at(23, 12))
    assert [limit.kind for limit in limits_of(ended, WEEK, Department())] == ["read"]


def test_where_no_hours_are_known_the_day_is_the_limit():
    assert end_of_working_day(Cover(), at(23, 10)) == at(24, 0)


@pytest.mark.parametrize("reverse", [False, True])
def test_nobodys_come_first_then_what_is_due_soonest(reverse):
    fresh = alert(at(24, 9))
    old = alert(at(23, 9))
    in_hand = alert(at(20, 9), AlertState.TAKEN, read_at=at(20, 10), taken_at=at(20, 10))
    sent = alert(at(19, 9), AlertState.TRANSMITTED, read_at=at(19, 9), taken_at=at(19, 9), transmitted_at=at(19, 9))
    every = sorted([fresh, old, in_hand, sent], key=lambda each: each.id, reverse=reverse)
    every.sort(key=lambda each: urgency(each, limits_of(each, WEEK, Department())))
    assert every == [old, fresh, in_hand, sent]
