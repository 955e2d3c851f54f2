"""Reminding whoever must answer: an e-mail without content, never two in a day (F1)."""

import logging
from datetime import date

from sqlalchemy.orm import Session

from hcec import clock, db, mail
from hcec.accounts.models import Staff
from hcec.accounts.queries import staff_of
from hcec.config import Settings
from hcec.followup import queries
from hcec.followup.lateness import latest_milestone
from hcec.followup.models import AnswerReminder
from hcec.i18n import translate
from hcec.labels import N_
from hcec.permissions import Role

logger = logging.getLogger("hcec.followup")

FIRST_HOUR = 8  # nobody is woken for this
SUBJECT = N_("Une réponse est attendue")
BODY = N_("Quelque chose attend votre réponse sur la plateforme. Ce message ne dit pas quoi :")


def remind_answerers(settings: Settings, session: Session) -> int:
    """Remind each person of what they owe an answer to; return how many were.

    `session` is only touched at the end: mails go out while nothing holds the write lock.
    """
    today = clock.today()
    if clock.local().hour < FIRST_HOUR:
        return 0
    with db.current().reading() as reading:
        owing = [person for person in reading.scalars(staff_of(Role.ANSWERER)) if _is_due(reading, person, today)]
    reminded = [person for person in owing if _send(settings, person.email)]
    session.add_all(AnswerReminder(staff_id=person.id, day=today) for person in reminded)
    return len(reminded)


def _is_due(reading: Session, person: Staff, today: date) -> bool:
    """Return whether a reminder fell due since the last one that this person had."""
    milestones = [latest_milestone(due, today) for due in reading.scalars(queries.owed_by(person.id)) if due]
    latest = max((day for day in milestones if day), default=None)
    last = reading.scalar(queries.last_reminder(person.id))
    return latest is not None and (last is None or last < latest)


def _send(settings: Settings, address: str) -> bool:
    try:
        body = f"{translate(BODY)}\n{settings.origin}/repondre/\n"
        mail.send(settings, to=address, subject=translate(SUBJECT), body=body)
    except (mail.MailNotSent, ValueError) as refusal:  # the server, or an address that no header can hold
        logger.warning("answer reminder: %s", type(refusal).__name__)
        return False
    return True
