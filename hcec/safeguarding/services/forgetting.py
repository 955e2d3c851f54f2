"""Erasing what an alert said, once it is over: its states, its receipt and who acted remain (S4)."""

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hcec.safeguarding.models import Alert, AlertMessage, EnvelopeRequest


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
