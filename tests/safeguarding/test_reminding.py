"""S4, A6: what is late, and a child who knows nothing, come back each day; what a child writes meanwhile stays owed."""

from hcec import clock, mail
from hcec.safeguarding.models import Alert
from hcec.safeguarding.services import alerts, exchange
from tests.safeguarding.test_climbing import room as room


def test_s4_what_was_taken_and_goes_no_further_is_told_again_each_working_day(room, outbox):
    room.at(2026, 11, 23, 10, 0).raised().climb()
    room.notify()

    def take(session):
        alert = session.get(Alert, room.alert)
        alerts.take(session, actor=room.cast.member("cyril"), alert=alert, version=1, now=clock.now())

    def told_at(*moment):
        outbox.clear()
        room.at(*moment).climb()
        room.notify()
        return sorted(message["To"] for message in outbox)

    room.change(take)
    both = sorted(room.cast.member(name).email for name in ("claire", "cyril"))
    assert told_at(2026, 11, 23, 16, 59) == []
    assert told_at(2026, 11, 24, 8, 0) == [], "nobody reads yet"
    assert told_at(2026, 11, 24, 9, 0) == both, "it should have left on Monday; who holds it may be away"
    assert told_at(2026, 11, 24, 9, 1) == []
    assert told_at(2026, 11, 25, 9, 0) == both

    def transmit(session):
        alert, given = session.get(Alert, room.alert), {"recipient": "crip", "now": clock.now()}
        alerts.transmit(session, actor=room.cast.member("cyril"), alert=alert, version=alert.version, **given)

    room.change(transmit)
    assert told_at(2026, 11, 25, 16, 0) == []
    assert told_at(2026, 11, 26, 9, 0) == [room.cast.member("cyril").email], "the child knows nothing yet (A6)"


def test_attack_39_what_a_child_writes_while_an_e_mail_leaves_stays_owed(room, outbox, monkeypatch):
    room.at(2026, 11, 23, 10, 0).raised().climb()
    post = mail.send

    def send(settings, *, to, subject, body):
        room.at(2026, 11, 23, 10, 1)
        with room.platform.database.transaction() as other:
            exchange.owe_news(other, other.get(Alert, room.alert))
        post(settings, to=to, subject=subject, body=body)
        monkeypatch.setattr(mail, "send", post)

    monkeypatch.setattr(mail, "send", send)
    assert room.notify() == 2
    assert room.notify() == 2, "the child wrote after these e-mails were made"
    assert room.notify() == 0
