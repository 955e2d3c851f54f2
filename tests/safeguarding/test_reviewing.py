"""A6: what the CRIP opened alone is reviewed by a second person; who may, who is reminded, and when nobody may."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from sqlalchemy import select

from hcec import clock, mail
from hcec.accounts.access import member
from hcec.accounts.enums import Appointment
from hcec.accounts.models import StaffAppointment, StaffTie
from hcec.audit.models import JournalEntry
from hcec.permissions import Role
from hcec.safeguarding import queries, sweeps
from hcec.safeguarding.models import Alert, EnvelopeRequest, ReviewNotice
from hcec.safeguarding.services import alerts, envelopes, reviewing, telling
from tests import factories
from tests.platform import MONDAY

REASON = "On doit savoir où est cet enfant."


@pytest.fixture
def colette(session, cast):
    return member(factories.staff(session, Role.CRIP, "Colette Essai"))


def opened(session, cast, about_adult=False):
    """Return what claire, of the CRIP, opened alone on words of ines."""
    message = factories.message(session, cast.ines, about_adult=about_adult)
    alert = alerts.raise_alert(session, testimony=message, raised_by=None, now=clock.now())
    request = ask(session, cast, alert)
    act(envelopes.hand_out, session, cast.member("claire"), request)
    return request


def ask(session, cast, alert):
    given = {"reason": REASON, "is_danger": True, "now": clock.now()}
    return envelopes.ask(session, actor=cast.member("claire"), alert=alert, row_id=uuid4(), **given)


def act(service, session, actor, request):
    return service(session, actor=actor, request=request, version=request.version, now=clock.now())


def names(session, request):
    return sorted(each.name.split()[0].lower() for each in reviewing.reviewers(session, request))


def tie(session, cast, *people):
    session.add_all(StaffTie(staff_id=cast.member(each).id, circle_id=cast.circles["north"].id) for each in people)
    session.flush()
    session.expire_all()


def appoint(session, cast, name, kind):
    session.add(StaffAppointment(staff_id=cast.member(name).id, kind=kind))
    session.flush()
    session.expire_all()


def test_a6_in_danger_to_life_the_crip_opens_at_once_and_a_second_person_reviews(session, cast, colette):
    appoint(session, cast, "malik", Appointment.ON_CALL)
    request = opened(session, cast)
    alert = session.get(Alert, request.alert_id)
    assert alert.silence_reason == REASON, "why the child is not told yet is reviewed each day"
    assert reviewing.review_due(request) == request.handed_out_at + timedelta(hours=24)
    for name, refusal in {"claire": envelopes.NeedsAnother, "malik": envelopes.NotYours}.items():
        with pytest.raises(refusal):
            act(reviewing.review, session, cast.member(name), request)
    act(reviewing.review, session, colette, request)
    with pytest.raises(envelopes.RequestMoved):
        act(reviewing.review, session, cast.member("cyril"), request)
    acts = session.scalars(select(JournalEntry.action).order_by(JournalEntry.seq)).all()
    assert acts == ["envelope:ask_alone", "envelope:hand_out", "envelope:review"]


def test_a6_who_opened_alone_and_left_the_crip_since_takes_the_file_no_more(session, cast):
    request = opened(session, cast)
    moved = replace(cast.member("claire"), role=Role.COORDINATOR)
    with pytest.raises(envelopes.NotYours):
        act(envelopes.hand_out, session, moved, request)


def test_a6_a_reason_of_another_day_is_looked_at_again_before_the_file_leaves(session, cast, frozen):
    claire = cast.member("claire")
    first = opened(session, cast)
    alert = session.get(Alert, first.alert_id)
    frozen(MONDAY + timedelta(days=1))
    again = ask(session, cast, alert)
    with pytest.raises(telling.ChildNotTold):
        act(envelopes.hand_out, session, claire, again)
    given = {"version": alert.version, "reason": REASON, "today": clock.today()}
    telling.keep_silent(session, actor=claire, alert=alert, **given)
    assert act(envelopes.hand_out, session, claire, again)


def test_a6_a_review_is_late_after_24_hours_and_no_more_once_done(session, cast, colette):
    request = opened(session, cast)

    def late(hours):
        return session.scalars(queries.late_reviews(clock.now() + timedelta(hours=hours))).all()

    assert late(24) == []
    assert late(25) == [request]
    act(reviewing.review, session, colette, request)
    assert late(25) == []


def test_a6_who_reviews(session, cast, colette):
    assert names(session, opened(session, cast)) == ["colette", "cyril"]
    assert names(session, opened(session, cast, about_adult=True)) == ["colette"]
    appoint(session, cast, "olga", Appointment.ON_CALL)
    assert names(session, opened(session, cast, about_adult=True)) == ["colette", "olga"]
    tie(session, cast, "cyril")
    assert names(session, opened(session, cast)) == ["colette", "olga"]


def test_a6_with_one_crip_account_somebody_of_another_role_whom_no_circle_stops_reviews(session, cast):
    request = opened(session, cast, about_adult=True)
    assert names(session, request) == ["cyril"], "a coordinator, who does not see the alert"
    appoint(session, cast, "malik", Appointment.HEAD)
    appoint(session, cast, "karine", Appointment.HEAD)
    assert names(session, request) == ["cyril"]
    tie(session, cast, "cyril")
    assert names(session, request) == ["malik"], "the head of cover; karine's circle is the child's"
    assert reviewing.unreviewable(session) == []
    tie(session, cast, "malik")
    assert names(session, request) == []
    assert reviewing.unreviewable(session) == [request]
    with pytest.raises(envelopes.NotYours):
        act(reviewing.review, session, cast.member("cyril"), request)


def test_a6_the_fallback_has_another_role_than_the_opener_had(session, cast):
    request = opened(session, cast, about_adult=True)
    request.asked_as = Role.COORDINATOR
    session.flush()
    assert names(session, request) == []


class Room:
    """A review that waits, and the worker's two sweeps."""

    def __init__(self, platform, cast, frozen, outbox):
        self.platform, self.cast, self.frozen, self.outbox = platform, cast, frozen, outbox
        with platform.database.transaction() as session:
            self.request = opened(session, cast, about_adult=True).id

    def after(self, **time):
        """Return to whom the worker writes about reviews after so long."""
        self.frozen(MONDAY + timedelta(**time))
        self.outbox.clear()
        for sweep in (sweeps.climb_alerts, partial(sweeps.notify_alerts, self.platform.settings)):
            with self.platform.database.transaction() as session:
                sweep(session)
        return [each["To"] for each in self.outbox if each["Subject"] == "Une relecture attend"]

    def change(self, act):
        with self.platform.database.transaction() as session:
            act(session)


def test_a6_who_may_review_is_told_at_once_when_it_is_late_then_each_day(platform, cast, frozen, outbox):
    room, cyril = Room(platform, cast, frozen, outbox), cast.member("cyril").email
    found = [hours for hours in range(60) if room.after(hours=hours) == [cyril]]
    assert found == [0, 24, 48]
    room.change(
        lambda session: act(reviewing.review, session, cast.member("cyril"), session.get(EnvelopeRequest, room.request))
    )
    assert room.after(hours=80) == []


def test_a6_a_reminder_holds_no_content_and_is_tried_again(platform, cast, frozen, outbox, monkeypatch):
    room, cyril = Room(platform, cast, frozen, outbox), cast.member("cyril").email

    def away(settings, **letter):
        raise mail.MailNotSent("away")

    with monkeypatch.context() as broken:
        broken.setattr(mail, "send", away)
        assert room.after(hours=0) == []
    assert room.after(minutes=2) == [cyril]
    for each in outbox:
        assert REASON not in each.as_string()
        assert room.request.hex not in each.as_string()
        assert "http://localhost/alertes/" in each.get_content()


def test_a5_who_may_review_no_more_before_the_mail_leaves_gets_none(platform, cast, frozen, outbox):
    room = Room(platform, cast, frozen, outbox)
    room.change(sweeps.climb_alerts)
    room.change(lambda session: tie(session, cast, "cyril"))
    assert room.after(minutes=1) == []
    with platform.database.reading() as session:
        assert session.scalars(select(ReviewNotice)).all() == []
