"""An alert taken is not one forgotten: what is late, and a child who knows nothing, come back each day (S4, A6)."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec.accounts.models import Staff
from hcec.department import services as department
from hcec.safeguarding import queries
from hcec.safeguarding.models import Alert, AlertNotice
from hcec.safeguarding.services import climbing
from hcec.safeguarding.services.cover import load_cover
from hcec.safeguarding.time_limits import last_working_day, limits_of


def owe_reminders(session: Session, now: datetime) -> int:
    """Owe a notice anew, while somebody reads and once a day. Return how many.

    Of a late step: to who holds the alert, the CRIP, and everybody told before, for who holds it may be away. Of a
    silence: to who holds it or ended it, or to the CRIP when they see it no more.
    """
    cover, decided = load_cover(session), department.load(session)
    if cover.next_reading(now) not in {None, now}:
        return 0
    local, owed = now.astimezone(ZoneInfo(cover.zone)), 0
    begun = local.replace(hour=0, minute=0, second=0, microsecond=0)
    for alert in session.scalars(queries.still_open()).all():
        if any(limit.is_late(now) for limit in limits_of(alert, cover, decided) if limit.met_at is None):
            told = set(session.scalars(queries.noticed(alert.id)))
            owed += _owe(session, alert, _holder(session, alert) | _crip(session) | told, begun, now)
    silences = queries.silences(local.date(), chosen_by=last_working_day(cover, now))
    for alert in session.scalars(silences).all():
        owed += _owe(session, alert, _holder(session, alert) or _crip(session), begun, now)
    session.flush()
    return owed


def _holder(session: Session, alert: Alert) -> set[UUID]:
    person = session.get(Staff, alert.holder) if alert.holder else None
    return {person.id} if person is not None and climbing.sees(session, person, alert.id) else set()


def _crip(session: Session) -> set[UUID]:
    return {each.id for each in session.scalars(queries.crip_accounts())}


def _owe(session: Session, alert: Alert, people: set[UUID], begun: datetime, now: datetime) -> int:
    """Owe it to whoever was sent nothing since the day began; what is owed already stays as it is."""
    owed = climbing.owe_first(session, alert, people, now)
    for notice in session.scalars(select(AlertNotice).filter_by(alert_id=alert.id)):
        if notice.staff_id in people and notice.sent_at is not None and notice.sent_at < begun:
            notice.tries, notice.next_try_at, notice.sent_at = 0, now, None
            owed += 1
    return owed
