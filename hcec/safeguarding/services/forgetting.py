"""Erasing what an alert said, once it is over: its states, its receipt and who acted remain (S4)."""

import random
from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hcec import clock, tombstones
from hcec.department.services import load
from hcec.safeguarding.enums import OPEN_ALERTS
from hcec.safeguarding.models import Alert, AlertMessage, EnvelopeRequest

_shuffle = random.SystemRandom().shuffle


def forget_old_alerts(session: Session) -> int:
    """Erase the words of alerts over for good, 30 days after the receipt, or after the end if there was none (S4)."""
    today, kept = clock.today(), timedelta(days=load(session).alert_days)
    over = session.scalars(select(Alert).where(Alert.state.not_in(OPEN_ALERTS), Alert.erased_on.is_(None))).all()
    due = [alert for alert in over if (_counted_from(alert) or today) + kept < today]
    _shuffle(due)
    tombstones.mark(session, "alert.words", *(alert.id.bytes for alert in due))
    for alert in due:
        erase_words(session, alert, today=today)
    return len(due)


def erase_words(session: Session, alert: Alert, *, today: date) -> None:
    """Erase the copy, the envelope, the exchange and every reason written about them."""
    alert.copy, alert.envelope = "", b""
    alert.reason, alert.told, alert.silence_reason = None, None, None
    alert.outcome = "" if alert.outcome is not None else None
    alert.dismissal_reason = "" if alert.dismissal_reason is not None else None
    alert.erased_on = today
    session.execute(delete(AlertMessage).where(AlertMessage.alert_id == alert.id))
    for request in session.scalars(select(EnvelopeRequest).where(EnvelopeRequest.alert_id == alert.id)):
        request.reason = ""
    session.flush()


def _counted_from(alert: Alert) -> date | None:
    return alert.receipt_on or (alert.ended_at.date() if alert.ended_at else None)
