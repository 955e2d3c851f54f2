"""S4: an alert climbs past whoever cannot, at the right staffed hour; its notices leave when they can (ATTACKS 39)."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from hcec import clock, mail
from hcec.accounts.enums import Appointment
from hcec.accounts.models import Staff, StaffAppointment, StaffTie
from hcec.permissions import Role
from hcec.safeguarding import sweeps
from hcec.safeguarding.models import Alert, AlertNotice, CoverClosure, CoverHours, CoverPeriod
from hcec.safeguarding.services import alerts, exchange
from hcec.testimonies.models import Testimony
from tests import factories
from tests.platform import MONDAY, PARIS


class Room:
    """On call cyril, deputy malik, head naima, the CRIP claire; an alert on words of ines (north) or tom (south)."""

    def __init__(self, platform, cast, frozen):
        self.platform, self.cast, self.frozen = platform, cast, frozen
        with platform.database.transaction() as session:
            for row in session.scalars(select(CoverPeriod)):
                session.delete(row)
            for row in session.scalars(select(CoverHours)):
                session.delete(row)
            session.add_all(CoverHours(weekday=day, starts="09:00", ends="17:00") for day in range(5))
            for kind, name in zip(("deputy", "head"), ("malik", "naima"), strict=True):
                session.add(StaffAppointment(staff_id=cast.member(name).id, kind=Appointment(kind)))

    def at(self, *moment):
        self.frozen(datetime(*moment, tzinfo=PARIS))
        return self

    def raised(self, about_adult=False):
        with self.platform.database.transaction() as session:
            message = factories.message(session, self.cast.ines, words="On me tape.", about_adult=about_adult)
            self.alert = alerts.raise_alert(session, testimony=message, raised_by=None, now=clock.now()).id
        return self

    def change(self, act):
        with self.platform.database.transaction() as session:
            act(session)

    def climb(self):
        with self.platform.database.transaction() as session:
            sweeps.climb_alerts(session)
        return self.told()

    def told(self):
        with self.platform.database.reading() as session:
            names = session.scalars(
                select(Staff.name).join(AlertNotice, AlertNotice.staff_id == Staff.id).order_by(Staff.name)
            )
            return [name.split()[0].lower() for name in names]

    def notify(self):
        with self.platform.database.transaction() as session:
            return sweeps.notify_alerts(self.platform.settings, session)

    def rung(self):
        with self.platform.database.reading() as session:
            return session.get(Alert, self.alert).climbed_to


@pytest.fixture
def room(platform, cast, frozen):
    return Room(platform, cast, frozen)


def test_s4_on_call_at_once_then_deputy_after_four_staffed_hours_then_head(room):
    room.at(2026, 11, 23, 10, 0).raised()
    assert room.climb() == ["claire", "cyril"]
    room.at(2026, 11, 23, 13, 59)
    assert room.climb() == ["claire", "cyril"]
    room.at(2026, 11, 23, 14, 0)
    assert room.climb() == ["claire", "cyril", "malik"]
    assert room.rung() == Appointment.DEPUTY
    room.at(2026, 11, 24, 9, 59)
    assert room.climb() == ["claire", "cyril", "malik"], "three hours on Monday, nearly one on Tuesday"
    room.at(2026, 11, 24, 10, 0)
    assert room.climb() == ["claire", "cyril", "malik", "naima"]
    assert room.rung() == Appointment.HEAD


@pytest.mark.parametrize(
    ("raised", "early", "due"),
    [
        ((2026, 11, 23, 16, 0), (2026, 11, 24, 11, 59), (2026, 11, 24, 12, 0)),  # a night
        ((2026, 11, 27, 16, 0), (2026, 11, 30, 11, 59), (2026, 11, 30, 12, 0)),  # a week-end
        ((2026, 12, 24, 16, 0), (2026, 12, 28, 11, 59), (2026, 12, 28, 12, 0)),  # Christmas, then a week-end
        ((2026, 11, 29, 3, 0), (2026, 11, 30, 12, 59), (2026, 11, 30, 13, 0)),  # raised while nobody reads
    ],
)
def test_s4_hours_without_readers_do_not_count(room, raised, early, due):
    room.at(*raised).raised()
    assert "cyril" in room.climb(), "on call at once, at any hour"
    assert "malik" not in room.at(*early).climb()
    assert "malik" in room.at(*due).climb()


def test_s4_a_closure_of_the_departement_does_not_count(room):
    def closed(session):
        day = MONDAY.date()
        session.add(CoverClosure(from_on=day + timedelta(days=1), to_on=day + timedelta(days=2), reason="Fermeture"))

    room.change(closed)
    room.at(2026, 11, 23, 16, 0).raised()
    assert "malik" not in room.at(2026, 11, 26, 11, 59).climb()
    assert "malik" in room.at(2026, 11, 26, 12, 0).climb()


def test_a5_the_conflicted_are_passed_by_without_losing_an_hour(room):
    def tie(session):
        session.add(StaffTie(staff_id=room.cast.member("cyril").id, circle_id=room.cast.circles["north"].id))

    room.change(tie)
    room.at(2026, 11, 23, 10, 0).raised()
    assert room.climb() == ["claire", "malik"]
    assert room.rung() == Appointment.DEPUTY
    assert room.at(2026, 11, 23, 14, 0).climb() == ["claire", "malik", "naima"]


def test_a5_words_about_an_adult_climb_to_nobody_but_the_crip(room):
    room.at(2026, 11, 23, 10, 0).raised(about_adult=True)
    room.at(2026, 11, 30, 10, 0)
    assert room.climb() == ["claire"]


def test_s4_who_left_is_passed_by(room):
    room.change(lambda session: setattr(session.get(Staff, room.cast.member("cyril").id), "left_on", MONDAY.date()))
    assert room.at(2026, 11, 23, 10, 0).raised().climb() == ["claire", "malik"]


def test_s4_who_is_not_on_duty_is_passed_by_and_a_change_of_shift_tells_the_next(room):
    def calendar(session):
        for name, first, last in (("karine", 0, 0), ("naima", 2, 9)):
            day = MONDAY.date()
            days = {"from_on": day + timedelta(days=first), "to_on": day + timedelta(days=last)}
            session.add(CoverPeriod(kind=Appointment.ON_CALL, staff_id=room.cast.member(name).id, **days))
            session.merge(StaffAppointment(staff_id=room.cast.member(name).id, kind=Appointment.ON_CALL))

    room.change(calendar)
    room.at(2026, 11, 24, 9, 0).raised()
    assert room.climb() == ["claire", "malik"], "cyril has no period, and nobody has Tuesday: the deputy at once"
    room.at(2026, 11, 25, 9, 0)
    assert room.climb() == ["claire", "malik", "naima"], "naima's days began"


def on_duty_too(room, kind, *names):
    def appoint(session):
        day = MONDAY.date()
        for name in names:
            staff_id = room.cast.member(name).id
            session.add(CoverPeriod(kind=kind, staff_id=staff_id, from_on=day, to_on=day))

    room.change(appoint)


def test_s4_one_person_on_two_rungs_costs_four_hours_once(room):
    on_duty_too(room, Appointment.DEPUTY, "cyril")
    room.at(2026, 11, 23, 9, 0).raised()
    assert room.climb() == ["claire", "cyril"]
    assert room.at(2026, 11, 23, 12, 59).climb() == ["claire", "cyril"]
    assert room.at(2026, 11, 23, 13, 0).climb() == ["claire", "cyril", "naima"], "the head: the deputy is cyril again"
    assert room.rung() == Appointment.HEAD


def test_s4_a_deputy_besides_the_person_on_call_has_the_hours_of_a_deputy(room):
    on_duty_too(room, Appointment.DEPUTY, "cyril", "malik")
    room.at(2026, 11, 23, 9, 0).raised()
    assert room.climb() == ["claire", "cyril"]
    assert room.at(2026, 11, 23, 13, 0).climb() == ["claire", "cyril", "malik"]
    assert room.at(2026, 11, 23, 17, 0).climb() == ["claire", "cyril", "malik", "naima"]


def test_s4_rather_anybody_appointed_than_nobody(room):
    def nobody(session):
        session.get(Staff, room.cast.member("claire").id).left_on = MONDAY.date()
        day = MONDAY.date() - timedelta(days=9)
        for kind in Appointment:
            staff_id = room.cast.member("cyril").id
            session.add(CoverPeriod(kind=kind, staff_id=staff_id, from_on=day, to_on=day))

    room.change(nobody)
    assert room.at(2026, 11, 23, 10, 0).raised().climb() == ["cyril", "malik", "naima"]


def test_s4_once_acknowledged_it_climbs_no_more(room):
    room.at(2026, 11, 23, 10, 0).raised().climb()

    def take(session):
        alert = session.get(Alert, room.alert)
        alerts.take(session, actor=room.cast.member("claire"), alert=alert, version=1, now=clock.now())

    room.change(take)
    assert room.at(2026, 11, 30, 10, 0).climb() == ["claire", "cyril"]


def test_notices_leave_once_and_hold_no_content(room, outbox):
    room.at(2026, 11, 23, 10, 0).raised().climb()
    assert (room.notify(), room.notify()) == (2, 0)
    assert {message["To"] for message in outbox} == {room.cast.member(name).email for name in ("cyril", "claire")}
    for message in outbox:
        assert "tape" not in message.as_string()
        assert room.alert.hex not in message.as_string()
        assert "http://localhost/alertes/" in message.get_content()


def test_attack_39_the_mail_server_is_down_pauses_grow_and_nothing_is_lost(room, outbox, monkeypatch):
    tried = []

    def away(settings, *, to, subject, body):
        tried.append(to)
        raise mail.MailNotSent("away")

    room.at(2026, 11, 23, 10, 0).raised().climb()
    monkeypatch.setattr(mail, "send", away)
    start, hours = datetime(2026, 11, 23, 10, 0, tzinfo=PARIS), 24
    for minute in range(0, 60 * hours, 5):
        clock_at = start + timedelta(minutes=minute)
        room.frozen(clock_at)
        assert room.notify() == 0
    assert 2 * hours <= len(tried) <= 2 * (hours + 12), "about once an hour for each of the two, more at the beginning"
    assert room.climb() == ["claire", "cyril", "malik"], "it climbs whatever happens to mails"
    monkeypatch.undo()
    room.frozen(start + timedelta(hours=hours + 2))
    assert room.notify() == 3
    assert len(outbox) == 3


def test_attack_39_one_bad_address_does_not_keep_the_others_waiting(room, monkeypatch):
    bad, sent = room.cast.member("claire").email, []

    def send(settings, *, to, subject, body):
        if to == bad:
            raise mail.MailNotSent("refused")
        sent.append(to)

    monkeypatch.setattr(mail, "send", send)
    room.at(2026, 11, 23, 10, 0).raised().climb()
    assert room.notify() == 1
    assert sent == [room.cast.member("cyril").email]


def test_attack_39_a_dead_worker_owes_what_it_missed(room, outbox):
    room.at(2026, 11, 20, 10, 0).raised()
    room.at(2026, 11, 23, 12, 0)
    assert room.climb() == ["claire", "cyril", "malik", "naima"]
    assert room.notify() == 4


def test_the_crip_is_told_of_an_alert_that_somebody_else_took_before_any_sweep(room, outbox):
    room.at(2026, 11, 23, 10, 0).raised()

    def take(session):
        alert = session.get(Alert, room.alert)
        alerts.take(session, actor=room.cast.member("cyril"), alert=alert, version=1, now=clock.now())

    room.change(take)
    assert room.climb() == ["claire"]


def test_s4_a_child_s_reply_owes_a_notice_to_who_holds_the_alert(room, outbox):
    room.at(2026, 11, 23, 10, 0).raised().climb()
    room.notify()
    cyril, today = room.cast.member("cyril"), MONDAY.date()

    def answered(session):
        alert = session.get(Alert, room.alert)
        alerts.take(session, actor=cyril, alert=alert, version=1, now=clock.now())
        given = {"row_id": uuid4(), "body": "Où es-tu ?", "today": today}
        exchange.write_to_child(session, actor=cyril, alert=alert, **given)
        testimony = session.get(Testimony, alert.testimony_id)
        exchange.reply(session, testimony=testimony, row_id=uuid4(), body="Ici.", today=today)

    room.change(answered)
    outbox.clear()
    assert room.notify() == 1
    assert [message["To"] for message in outbox] == [cyril.email]


def test_the_first_crip_account_created_later_is_told_too(room):
    room.at(2026, 11, 23, 10, 0).raised().climb()
    room.change(lambda session: factories.staff(session, Role.CRIP, "Corinne Essai"))
    assert room.climb() == ["claire", "corinne", "cyril"]
