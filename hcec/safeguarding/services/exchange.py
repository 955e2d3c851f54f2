"""A short exchange with the child on an alert, closed by either; and "c'était une erreur" (S4, S1)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from hcec import clock, nudge
from hcec.accounts.access import StaffMember
from hcec.safeguarding import queries
from hcec.safeguarding.enums import OPEN_ALERTS, AlertState
from hcec.safeguarding.models import Alert, AlertMessage, AlertNotice
from hcec.safeguarding.services import climbing
from hcec.safeguarding.services.steps import AlertMoved, change, held, journal
from hcec.safeguarding.services.telling import NoWords, check_reached
from hcec.testimonies.enums import TestimonyKind
from hcec.testimonies.models import Testimony
from hcec.testimonies.services import lines
from hcec.text.normalise import plain

BETWEEN = "\n\n"  # what was said at different times, in one copy
IN_HAND = frozenset({AlertState.TAKEN, AlertState.TRANSMITTED})


class ExchangeClosed(Exception):
    """Nobody answers there any more, or nobody wrote yet."""


def write_to_child(
    session: Session, *, actor: StaffMember, alert: Alert, row_id: UUID, body: str, today: date
) -> AlertMessage:
    """Write to the child, once somebody took the alert in charge. Sent twice, it is one message.

    Raises AlertMoved, ExchangeClosed, NobodyToTell, NoWords, NotYours.
    """
    now = held(session, alert)
    if existing := _sent_before(session, row_id, now, actor.id):
        return existing
    if now.state not in IN_HAND:
        raise AlertMoved(now)
    if now.exchange_closed_on is not None:
        raise ExchangeClosed
    check_reached(session, now)
    now.has_news = True
    journal(session, actor, now, "write")
    return _add(session, row_id, now, actor.id, body, today)


def reply(session: Session, *, testimony: Testimony, row_id: UUID, body: str, today: date) -> AlertMessage:
    """Answer what was written under one's own message; who follows it is owed a notice. Sent twice, it is once.

    Whoever was ending the alert on a page without these words finds another version (M5).
    Raises ExchangeClosed, NoWords, NotYours.
    """
    alert = _open_one(session, testimony)
    if existing := _sent_before(session, row_id, alert, None):
        return existing
    if not may_reply(session, alert):
        raise ExchangeClosed
    line = _add(session, row_id, alert, None, body, today)
    change(alert)
    owe_news(session, alert)
    return line


def pass_on(session: Session, *, testimony: Testimony, words: str) -> None:
    """Put what a child writes elsewhere under a message with its open alert, if there is one: who follows it reads it.

    Nobody but they can act on it any more (S4).
    """
    if alert := session.scalars(queries.alerts_on([testimony.id]).where(Alert.state.in_(OPEN_ALERTS))).first():
        add(session, alert, [words])


def add(session: Session, alert: Alert, words: Sequence[str], reason: str = "") -> None:
    """Add words of the child, and a reader's reason, to an alert that is open; who follows it is owed a notice."""
    now = held(session, alert)
    copied = BETWEEN.join(filter(None, [now.copy, *words]))
    change(now, copy=copied, reason=BETWEEN.join(filter(None, [now.reason, reason])) or None)
    owe_news(session, now)


def owe_news(session: Session, alert: Alert) -> None:
    """Owe a notice to who follows an alert: the child wrote there."""
    owed = {"tries": 0, "next_try_at": clock.now(), "sent_at": None}
    for each in climbing.who_follow(session, alert, clock.now()):
        session.merge(AlertNotice(alert_id=alert.id, staff_id=each, **owed))
    session.flush()
    nudge.soon("notify_alerts")


def may_reply(session: Session, alert: Alert) -> bool:
    """Return whether the child can write here: somebody wrote first, and neither of the two ended it."""
    return alert.state in OPEN_ALERTS and alert.exchange_closed_on is None and _has_begun(session, alert)


def end(session: Session, *, actor: StaffMember, alert: Alert, today: date) -> None:
    """End the exchange, on the staff's side; ended already or never begun, nothing changes.

    The end of what never began would be news to a child who is not told yet (A6).
    """
    if held(session, alert).exchange_closed_on is None and _has_begun(session, alert):
        alert.exchange_closed_on, alert.has_news = today, True
        journal(session, actor, alert, "end_exchange")
        session.flush()


def end_mine(session: Session, *, testimony: Testimony, today: date) -> None:
    """End the exchange, on the child's side. Raises ExchangeClosed when there is none."""
    alert = _open_one(session, testimony)
    if not _has_begun(session, alert):  # told apart from no alert at all, it would tell that there is one (A6)
        raise ExchangeClosed
    alert.exchange_closed_on = alert.exchange_closed_on or today
    session.flush()


def call_was_a_mistake(session: Session, *, testimony: Testimony) -> None:
    """Say that a call for help was a mistake: the alert stays open, and a human looks (S1). Nothing is journalled.

    Raises ExchangeClosed when no alert is open on a call of this kind.
    """
    if testimony.kind is not TestimonyKind.HELP:
        raise ExchangeClosed
    _open_one(session, testimony).is_mistake = True
    session.flush()


def note_seen(session: Session, *, testimony: Testimony) -> None:
    """The child opened what was written: it is no news any more."""
    session.execute(
        update(Alert).where(Alert.testimony_id == testimony.id, Alert.has_news.is_(True)).values(has_news=False)
    )


def _open_one(session: Session, testimony: Testimony) -> Alert:
    alert = session.scalars(queries.alerts_on([testimony.id]).where(Alert.state.in_(OPEN_ALERTS))).first()
    if alert is None:
        raise ExchangeClosed
    return held(session, alert)


def _has_begun(session: Session, alert: Alert) -> bool:
    return session.scalar(queries.exchange_on([alert.id]).limit(1)) is not None


def _sent_before(session: Session, row_id: UUID, alert: Alert, staff_id: UUID | None) -> AlertMessage | None:
    return lines.sent_before(session, AlertMessage, row_id, staff_id=staff_id, alert_id=alert.id)


def _add(session: Session, row_id: UUID, alert: Alert, staff_id: UUID | None, body: str, today: date) -> AlertMessage:
    written = plain(body).strip()
    if not written:
        raise NoWords
    return lines.add_line(session, AlertMessage, row_id, written, staff_id=staff_id, today=today, alert_id=alert.id)
