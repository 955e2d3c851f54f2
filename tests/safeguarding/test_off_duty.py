"""S4, ATTACKS 3: whoever leaves, goes off duty or is tied to a circle, an alert and what a child answers are heard."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.accounts.models import Staff, StaffAppointment, StaffTie
from hcec.safeguarding.models import Alert
from hcec.safeguarding.services import alerts, exchange
from hcec.testimonies.models import Testimony
from tests.platform import MONDAY
from tests.safeguarding.test_climbing import Room


@pytest.fixture
def room(platform, cast, frozen):
    return Room(platform, cast, frozen)


def _held_by_malik(room):
    def take(session):
        alert = session.get(Alert, room.alert)
        alerts.take(session, actor=room.cast.member("malik"), alert=alert, version=1, now=clock.now())
        given = {"row_id": uuid4(), "body": "Où es-tu ?", "today": MONDAY.date()}
        exchange.write_to_child(session, actor=room.cast.member("malik"), alert=alert, **given)

    room.change(take)


def _off_duty(session, room):
    person = session.get(Staff, room.cast.member("malik").id)
    for appointment in session.scalars(select(StaffAppointment).where(StaffAppointment.staff_id == person.id)):
        session.delete(appointment)


def test_s4_what_somebody_off_duty_still_holds_climbs_again(room):
    room.at(2026, 11, 23, 10, 0).raised().climb()
    _held_by_malik(room)
    assert room.at(2026, 11, 30, 10, 0).climb() == ["claire", "cyril", "malik"], (
        "it is late: who holds it is told again"
    )
    room.change(lambda session: _off_duty(session, room))
    assert room.climb() == ["claire", "cyril"], "from now on: on call first"
    assert room.at(2026, 12, 1, 10, 0).climb() == ["claire", "cyril", "naima"]


@pytest.mark.parametrize(("is_off_duty", "told"), [(False, ["malik"]), (True, ["claire", "cyril"])])
def test_s4_a_child_who_answers_is_heard_whoever_went_off_duty(room, outbox, is_off_duty, told):
    room.at(2026, 11, 23, 10, 0).raised().climb()
    room.notify()
    _held_by_malik(room)
    room.at(2026, 11, 30, 10, 0)
    if is_off_duty:
        room.change(lambda session: _off_duty(session, room))
    outbox.clear()

    def answer(session):
        call = session.get(Testimony, session.get(Alert, room.alert).testimony_id)
        exchange.reply(session, testimony=call, row_id=uuid4(), body="Dans ma chambre.", today=clock.today())

    room.change(answer)
    room.notify()
    assert sorted(mailed["To"] for mailed in outbox) == sorted(room.cast.member(name).email for name in told)
    assert not any("chambre" in mailed.as_string() for mailed in outbox)


def test_attack_3_who_is_tied_to_the_circle_before_the_mail_leaves_gets_none(room, outbox):
    def tie(session):
        session.add(StaffTie(staff_id=room.cast.member("cyril").id, circle_id=room.cast.circles["north"].id))

    room.at(2026, 11, 23, 10, 0).raised()
    assert room.climb() == ["claire", "cyril"]
    room.change(tie)
    assert (room.notify(), room.notify()) == (1, 0)
    assert [mailed["To"] for mailed in outbox] == [room.cast.member("claire").email]
    assert room.climb() == ["claire", "malik"]
