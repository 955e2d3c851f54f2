"""A word to the observatory, once a day at most, while somebody's words that worry are handed on by nobody."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec import clock, db, mail
from hcec.accounts.models import Heartbeat, Staff
from hcec.config import Settings
from hcec.i18n import translate
from hcec.labels import N_
from hcec.permissions import GRANTS, Permission
from hcec.surveys import queries

FROM_HOUR, TO_HOUR = 8, 19  # nobody is written to at night
TOLD, TRIED = "survey_reading_told", "survey_reading_tried"
PAUSES = {TOLD: timedelta(hours=20), TRIED: timedelta(hours=1)}  # with the night between: one a day
SUBJECT = N_("Des réponses attendent une lecture")
BODY = N_(
    "Quelque chose vous attend sur la plateforme. Ce message ne dit pas quoi : connectez-vous pour le voir.\n\n"
    "Vous le recevez une fois par jour au plus, tant que cela attend."
)


def ask_to_read(settings: Settings, session: Session) -> int:
    """Write to everybody who may read, asked or not, and say nothing of what waits. Return how many mails left.

    `session` is not touched. That it was told is kept in the volatile database: no backup says which day.
    """
    now = clock.now()
    if not FROM_HOUR <= clock.local().hour < TO_HOUR or not _is_time(now):
        return 0
    with db.current().reading() as reading:
        if reading.scalars(queries.awaiting_reading().limit(1)).first() is None:
            return 0
        roles = [role for role, granted in GRANTS.items() if Permission.SURVEY_KEEP in granted]
        wanted = select(Staff.email).where(Staff.role.in_(roles), Staff.left_on.is_(None)).order_by(Staff.id)
        addresses = reading.scalars(wanted).all()
    _note(TRIED, now)
    sent = sum(_send(settings, address) for address in addresses)
    if sent:
        _note(TOLD, now)
    return sent


def _is_time(now: datetime) -> bool:
    with db.current().volatile_reading() as volatile:
        last = {name: volatile.get(Heartbeat, name) for name in PAUSES}
        return all(seen is None or seen.seen_at <= now - PAUSES[name] for name, seen in last.items())


def _note(name: str, now: datetime) -> None:
    with db.current().volatile() as volatile:
        volatile.merge(Heartbeat(name=name, seen_at=now))


def _send(settings: Settings, address: str) -> bool:
    body = f"{translate(BODY)}\n\n{settings.origin}/equipe/\n"
    try:
        mail.send(settings, to=address, subject=translate(SUBJECT), body=body)
    except (mail.MailNotSent, ValueError):  # the server, or an address that no header can hold
        return False
    return True
