"""S4, A6, S1: the exchange with the child, what they are told or not yet, "c'était une erreur"."""

from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.accounts.access import member
from hcec.audit.models import JournalEntry
from hcec.department.services import Department
from hcec.permissions import Role
from hcec.safeguarding import queries
from hcec.safeguarding.enums import AlertState, Recipient
from hcec.safeguarding.models import Alert
from hcec.safeguarding.services import alerts, exchange, telling
from hcec.safeguarding.services.help import call_for_help
from hcec.safeguarding.sweeps import forget_old_alerts
from hcec.testimonies.models import Testimony
from hcec.testimonies.services import NotYours, withdraw
from hcec.testimonies.sweeps import delete_withdrawn
from tests import factories
from tests.platform import MONDAY, PARIS

TODAY = MONDAY.date()


@pytest.fixture
def ines(session):
    return factories.youth(factories.service(session, factories.circle(session, "Nord"), "Maison Nord"))


@pytest.fixture
def claire(session):
    return member(factories.staff(session, Role.CRIP, "Claire Essai"))


@pytest.fixture
def call(session, ines):
    alert = call_for_help(session, youth=ines, row_id=uuid4(), department=Department(), now=clock.now())
    return session.get(Testimony, alert.testimony_id)


@pytest.fixture
def alert(session, call):
    return session.scalars(queries.alerts_on([call.id])).one()


@pytest.fixture
def taken(session, alert, claire):
    return alerts.take(session, actor=claire, alert=alert, version=alert.version, now=clock.now())


def write(session, alert, actor, body="Où es-tu ?", row_id=None):
    given = {"row_id": row_id or uuid4(), "body": body, "today": TODAY}
    return exchange.write_to_child(session, actor=actor, alert=alert, **given)


def answer(session, call, body="Dans ma chambre.", row_id=None):
    return exchange.reply(session, testimony=call, row_id=row_id or uuid4(), body=body, today=TODAY)


def lines(session, alert):
    return [(line.staff_id is None, line.body) for line in session.scalars(queries.exchange_on([alert.id]))]


def test_s4_an_adult_and_the_child_write_in_turn(session, taken, call, claire):
    write(session, taken, claire)
    assert taken.has_news
    exchange.note_seen(session, testimony=call)
    session.refresh(taken)
    assert not taken.has_news
    answer(session, call)
    write(session, taken, claire, "J'arrive.")
    assert lines(session, taken) == [(False, "Où es-tu ?"), (True, "Dans ma chambre."), (False, "J'arrive.")]


def test_s4_words_of_the_exchange_are_sealed_and_what_the_child_does_leaves_no_line(session, taken, call, claire):
    line = write(session, taken, claire)
    before = session.scalars(select(JournalEntry.action)).all()
    assert b"es-tu" not in line.body_box
    answer(session, call)
    exchange.call_was_a_mistake(session, testimony=call)
    exchange.end_mine(session, testimony=call, today=TODAY)
    assert session.scalars(select(JournalEntry.action)).all() == before
    assert "alert:write" in before


def test_the_child_answers_only_where_an_adult_wrote(session, taken, call):
    with pytest.raises(exchange.ExchangeClosed):
        answer(session, call)


def test_an_adult_writes_once_the_alert_is_in_hand(session, alert, claire):
    with pytest.raises(alerts.AlertMoved):
        write(session, alert, claire)


@pytest.mark.parametrize("by_child", [True, False])
def test_s4_either_ends_it_and_then_nobody_writes(session, taken, call, claire, by_child):
    write(session, taken, claire)
    if by_child:
        exchange.end_mine(session, testimony=call, today=TODAY)
    else:
        exchange.end(session, actor=claire, alert=taken, today=TODAY)
    for act in (lambda: answer(session, call), lambda: write(session, taken, claire)):
        with pytest.raises(exchange.ExchangeClosed):
            act()


def test_sent_twice_it_is_one_line_and_another_s_form_makes_nothing(session, taken, call, claire):
    key = uuid4()
    assert write(session, taken, claire, row_id=key) is write(session, taken, claire, row_id=key)
    assert len(lines(session, taken)) == 1
    with pytest.raises(NotYours):
        answer(session, call, row_id=key)


def test_m5_nobody_ends_an_alert_on_a_page_without_what_the_child_just_wrote(session, taken, call, claire):
    write(session, taken, claire)
    seen = taken.version
    answer(session, call, "Ce n'était pas une erreur.")
    with pytest.raises(alerts.AlertMoved):
        alerts.dismiss(session, actor=claire, alert=taken, version=seen, reason="Un appui.", now=clock.now())
    assert taken.dismissal_asked_by is None
    alerts.dismiss(session, actor=claire, alert=taken, version=taken.version, reason="Un appui.", now=clock.now())


@pytest.mark.parametrize("empty", ["", " \n"])
def test_empty_words_are_refused(session, taken, call, claire, empty):
    with pytest.raises(telling.NoWords):
        write(session, taken, claire, empty)
    with pytest.raises(telling.NoWords):
        telling.tell(session, actor=claire, alert=taken, version=taken.version, words=empty, today=TODAY)
    with pytest.raises(telling.ReasonTooShort):
        telling.keep_silent(session, actor=claire, alert=taken, version=taken.version, reason=empty, today=TODAY)


def test_s1_a_mistake_is_shown_and_drops_nothing(session, alert, call):
    exchange.call_was_a_mistake(session, testimony=call)
    assert (alert.is_mistake, alert.state, alert.version) == (True, AlertState.SIGNALLED, 1)
    assert alert in session.scalars(queries.still_open()).all()


def test_s1_only_a_call_for_help_can_be_a_mistake(session, ines, claire):
    message = factories.message(session, ines)
    alerts.raise_alert(session, testimony=message, raised_by=claire, now=clock.now())
    with pytest.raises(exchange.ExchangeClosed):
        exchange.call_was_a_mistake(session, testimony=message)


def transmitted(session, alert, actor):
    return alerts.transmit(
        session, actor=actor, alert=alert, version=alert.version, recipient=Recipient.PROSECUTOR, now=clock.now()
    )


def close(session, alert, actor, told=""):
    given = {"outcome": "Mise à l'abri.", "told": told, "now": clock.now()}
    return alerts.close(session, actor=actor, alert=alert, version=alert.version, **given)


def to_review(session, actor, day):
    chosen_by = datetime.combine(day, time(), PARIS)
    return session.scalars(queries.silences_to_review(actor, day, chosen_by=chosen_by)).all()


def test_a6_an_alert_is_not_closed_while_the_child_knows_nothing_and_nobody_said_why(session, taken, claire):
    sent = transmitted(session, taken, claire)
    with pytest.raises(telling.ChildNotTold):
        close(session, sent, claire)
    assert sent.state == AlertState.TRANSMITTED
    closed = close(session, sent, claire, told="Des adultes s'en sont occupés.")
    assert (closed.state, closed.told, closed.told_on, closed.has_news) == (
        AlertState.CLOSED,
        "Des adultes s'en sont occupés.",
        TODAY,
        True,
    )


def test_a6_not_yet_with_a_reason_is_looked_at_again_each_day(session, taken, claire, frozen):
    reason = {"reason": "Son agresseur lit son téléphone.", "today": TODAY}
    telling.keep_silent(session, actor=claire, alert=taken, version=taken.version, **reason)
    assert telling.is_settled(taken, TODAY)
    assert to_review(session, claire, TODAY) == []
    tomorrow = TODAY + timedelta(days=1)
    assert not telling.is_settled(taken, tomorrow)
    assert to_review(session, claire, tomorrow) == [taken]
    sent = transmitted(session, taken, claire)
    frozen(MONDAY + timedelta(days=1))
    with pytest.raises(telling.ChildNotTold):
        close(session, sent, claire)
    telling.keep_silent(session, actor=claire, alert=sent, version=sent.version, **reason | {"today": tomorrow})
    closed = close(session, sent, claire)
    later = TODAY + timedelta(days=2)
    assert to_review(session, claire, later) == [closed], "closed, and still to be told"
    telling.tell(session, actor=claire, alert=closed, version=closed.version, words="Voilà.", today=later)
    assert to_review(session, claire, later + timedelta(days=1)) == []
    assert closed.silence_reason is None


def test_s4_a_receipt_that_comes_later_is_kept_with_its_day(session, taken, claire):
    sent = transmitted(session, taken, claire)
    assert (sent.receipt, sent.receipt_on) == (None, None)
    day = TODAY - timedelta(days=1)
    alerts.note_receipt(session, actor=claire, alert=sent, version=sent.version, receipt=" 2026-117 ", receipt_on=day)
    assert (sent.receipt, sent.receipt_on) == ("2026-117", day)
    closed = close(session, sent, claire, told="Voilà.")
    with pytest.raises(alerts.AlertMoved):
        alerts.note_receipt(session, actor=claire, alert=closed, version=closed.version, receipt="1", receipt_on=day)


@pytest.mark.parametrize("is_withdrawn", [True, False])
def test_s4_the_alert_the_exchange_and_what_was_told_survive_the_message(session, taken, call, claire, is_withdrawn):
    write(session, taken, claire)
    telling.tell(session, actor=claire, alert=taken, version=taken.version, words="On arrive.", today=TODAY)
    if is_withdrawn:
        withdraw(session, youth=None, testimony=call)
        assert delete_withdrawn(session) == 1
    else:
        session.delete(call)
    session.flush()
    session.expire_all()
    kept = session.get(Alert, taken.id)
    assert (kept.state, kept.told, len(lines(session, kept))) == (AlertState.TAKEN, "On arrive.", 1)
    sent = transmitted(session, kept, claire)
    assert close(session, sent, claire).state == AlertState.CLOSED


def test_a6_the_end_of_what_never_began_tells_the_child_nothing(session, taken, call, claire):
    exchange.end(session, actor=claire, alert=taken, today=TODAY)
    assert (taken.has_news, taken.exchange_closed_on) == (False, None)
    with pytest.raises(exchange.ExchangeClosed):
        exchange.end_mine(session, testimony=call, today=TODAY)
    assert taken.exchange_closed_on is None
    write(session, taken, claire)


@pytest.mark.parametrize("end", ["opened", "too old", "account erased"])
def test_a6_what_the_child_is_told_waits_until_they_come_back(session, taken, call, claire, frozen, end):
    sent = alerts.transmit(
        session,
        actor=claire,
        alert=taken,
        version=taken.version,
        recipient=Recipient.PROSECUTOR,
        receipt="2026-117",
        receipt_on=TODAY,
        now=clock.now(),
    )
    frozen(MONDAY + timedelta(days=40))
    given = {"outcome": "Suivie.", "told": "Des adultes t'ont protégé.", "now": clock.now()}
    closed = alerts.close(session, actor=claire, alert=sent, version=sent.version, **given)
    assert forget_old_alerts(session) == 1
    session.refresh(closed)
    assert (closed.copy, closed.envelope, closed.outcome) == ("", b"", "")
    assert (closed.told, closed.has_news) == ("Des adultes t'ont protégé.", True)
    frozen(MONDAY + timedelta(days=400))
    forget_old_alerts(session)
    session.refresh(closed)
    assert (closed.told, closed.has_news) == ("Des adultes t'ont protégé.", True), "not opened yet"
    if end == "opened":
        exchange.note_seen(session, testimony=call)
    elif end == "account erased":
        telling.end_duties_on(session, [call.id])
    else:
        frozen(MONDAY + timedelta(days=40 + 24 * 31 + 1))
    forget_old_alerts(session)
    session.refresh(closed)
    assert (closed.told, closed.has_news) == (None, False)


def test_s4_a_receipt_dated_before_the_alert_does_not_erase_at_once(session, taken, claire):
    given = {"receipt": "1", "receipt_on": TODAY - timedelta(days=365), "now": clock.now()}
    version, to = taken.version, Recipient.CRIP
    sent = alerts.transmit(session, actor=claire, alert=taken, version=version, recipient=to, **given)
    given = {"outcome": "Suivie.", "told": "On s'en occupe.", "now": clock.now()}
    alerts.close(session, actor=claire, alert=sent, version=sent.version, **given)
    assert forget_old_alerts(session) == 0
