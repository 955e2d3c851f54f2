"""Erasing what an alert said, once it is over: its states, its receipt and who acted remain (S4)."""

from datetime import date

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from hcec.safeguarding import queries
from hcec.safeguarding.models import Alert, AlertMessage, EnvelopeRequest


def erase_words(session: Session, alert: Alert, *, today: date, told_before: date) -> None:
    """Erase the copy, the envelope, the exchange and every reason written about them.

    What the child was told waits until they open it, and what was told since `told_before` in any case: it is there to
    read when they come back (S4, A6). Telling is owed until it is done: a reason to wait goes, the day when it was
    looked at stays and asks again.
    """
    alert.copy, alert.envelope = "", b""
    alert.reason, alert.silence_reason = None, None
    if alert.told_on is None or (alert.told_on < told_before and not alert.has_news):
        alert.told, alert.has_news = None, False
    alert.outcome = "" if alert.outcome is not None else None
    alert.dismissal_reason = "" if alert.dismissal_reason is not None else None
    alert.erased_on = today
    session.execute(delete(AlertMessage).where(AlertMessage.alert_id == alert.id))
    for request in session.scalars(select(EnvelopeRequest).where(EnvelopeRequest.alert_id == alert.id)):
        request.reason = ""
    session.flush()


def forget_told(session: Session, *, told_before: date, unread_before: date) -> None:
    """Erase what the child was told, once read; unread, when nobody will read it: too old, or under no message now.

    Reasons to wait, written since the words went, go when nobody looks at them any more.
    """
    unreached = Alert.id.in_(queries.unreached().with_only_columns(Alert.id))
    nobody_reads = or_(Alert.told_on < unread_before, Alert.untold_cause.is_not(None), unreached)
    waited = (Alert.erased_on.is_not(None), Alert.told_box.is_not(None), Alert.told_on < told_before)
    session.execute(
        update(Alert).where(*waited, or_(Alert.has_news.is_(False), nobody_reads)).values(told_box=None, has_news=False)
    )
    left = (Alert.erased_on.is_not(None), Alert.silence_reviewed_on < told_before)
    session.execute(update(Alert).where(*left).values(silence_reason_box=None))
