"""What the worker does for alerts each minute: climb, then write to whoever must know. A notice holds no content (S4).

The tables are the queue: whatever breaks, a notice stays owed until it is sent (ATTACKS 39).
"""

from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from hcec import clock, db, mail
from hcec.config import Settings
from hcec.i18n import translate
from hcec.labels import N_
from hcec.safeguarding import queries
from hcec.safeguarding.models import AlertNotice
from hcec.safeguarding.services import cover
from hcec.safeguarding.services.climbing import climb

SUBJECT = N_("Une alerte attend")
BODY = N_("Une alerte attend sur la plateforme. Ce message ne dit rien de ce qu’elle contient.\n\nPour la prendre :")
LONGEST_PAUSE = 60  # minutes
MOST_AT_ONCE = 50
SERVER_IS_AWAY = 3  # failures in a row: the others are tried in a minute, before these


def climb_alerts(session: Session) -> int:
    """Write down who must be told by now. Return how many notices are new."""
    return climb(session, clock.now())


def end_past_duties(session: Session) -> int:
    """Take the permission back from whoever is no longer on duty (S3)."""
    return cover.end_past_duties(session, today=clock.today())


def notify_alerts(settings: Settings, session: Session) -> int:
    """Send the notices that are due. Return how many left.

    `session` is only touched at the end: mails go out while nothing holds the write lock.
    """
    now, sent, failures = clock.now(), 0, 0
    with db.current().reading() as reading:
        due = reading.execute(queries.due_notices(now).limit(MOST_AT_ONCE)).all()
    outcomes: list[tuple[AlertNotice, bool]] = []
    for notice, email in due:
        left = _send(settings, email)
        outcomes.append((notice, left))
        sent, failures = sent + left, 0 if left else failures + 1
        if failures == SERVER_IS_AWAY:
            break
    for notice, left in outcomes:
        pause = timedelta(minutes=min(2**notice.tries, LONGEST_PAUSE))
        changes = {"sent_at": now} if left else {"tries": notice.tries + 1, "next_try_at": now + pause}
        its_own = (AlertNotice.alert_id == notice.alert_id, AlertNotice.staff_id == notice.staff_id)
        session.execute(update(AlertNotice).where(*its_own).values(**changes))
    return sent


def _send(settings: Settings, email: str) -> bool:
    body = f"{translate(BODY)}\n{settings.origin}/alertes/\n"
    try:
        mail.send(settings, to=email, subject=translate(SUBJECT), body=body)
    except (mail.MailNotSent, ValueError):  # the server, or an address that no header can hold
        return False
    return True
