"""What the worker does for alerts: each minute climb, then write to whoever must know; at night, forget (S4).

A notice holds no content. The tables are the queue: whatever breaks, a notice stays owed until it is sent (ATTACKS 39).
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, delete, inspect, select, update
from sqlalchemy.orm import Session

from hcec import clock, db, mail, tombstones
from hcec.accounts.models import Staff
from hcec.config import Settings
from hcec.department.services import load
from hcec.i18n import translate
from hcec.labels import N_
from hcec.safeguarding import queries
from hcec.safeguarding.enums import OPEN_ALERTS
from hcec.safeguarding.models import Alert, EnvelopeRequest, Owed
from hcec.safeguarding.services import cover, reminding, reviewing
from hcec.safeguarding.services.climbing import climb, sees
from hcec.safeguarding.services.forgetting import erase_words, forget_told
from hcec.safeguarding.services.telling import end_duties

SUBJECT = N_("Une alerte attend")
BODY = N_("Une alerte attend sur la plateforme. Ce message ne dit rien de ce qu’elle contient.\n\nPour la prendre :")
REVIEW_SUBJECT = N_("Une relecture attend")
REVIEW_BODY = N_(
    "Une relecture attend sur la plateforme. Ce message ne dit rien de ce qu’elle concerne.\n\nPour la faire :"
)
LONGEST_PAUSE = 60  # minutes
LONGEST_MONTH = 31  # days
MOST_AT_ONCE = 50
SERVER_IS_AWAY = 3  # failures in a row: the others are tried in a minute, before these
_shuffle = random.SystemRandom().shuffle


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail that is due: what owes it, to whom, and whether they may still know."""

    notice: Owed
    email: str
    subject: str
    body: str
    is_allowed: bool


def climb_alerts(session: Session) -> int:
    """Write down who must be told by now, and who reviews what the CRIP opened alone (A6). Return how many are new.

    Each day, tell again of what is late and of children who know nothing.
    """
    now = clock.now()
    return climb(session, now) + reviewing.owe_reminders(session, now) + reminding.owe_reminders(session, now)


def end_past_duties(session: Session) -> int:
    """Take the permission back from whoever is no longer on duty (S3)."""
    return cover.end_past_duties(session, today=clock.today())


def forget_old_alerts(session: Session) -> int:
    """Erase the words of alerts over for good, 30 days after the receipt, or after the end if there was none (S4).

    Before that, end what is owed to children who cannot be told any more (A6). Return how many alerts lost their words.
    """
    end_duties(session)
    decided, today = load(session), clock.today()
    kept, unread = timedelta(days=decided.alert_days), timedelta(days=decided.account_months * LONGEST_MONTH)
    over = session.scalars(select(Alert).where(Alert.state.not_in(OPEN_ALERTS), Alert.erased_on.is_(None))).all()
    due = [alert for alert in over if (_counted_from(alert) or today) + kept < today]
    _shuffle(due)
    tombstones.mark(session, "alert.words", *(alert.id.bytes for alert in due))
    for alert in due:
        erase_words(session, alert, today=today, told_before=today - kept)
    forget_told(session, told_before=today - kept, unread_before=today - unread)
    return len(due)


def notify_alerts(settings: Settings, session: Session) -> int:
    """Send the notices that are due. Return how many left. Whoever may not see the thing any more is owed none (A5).

    `session` is only touched at the end: mails go out while nothing holds the write lock.
    """
    now, sent, failures = clock.now(), 0, 0
    with db.current().reading() as reading:
        due = [*_due_alerts(reading, now), *_due_reviews(reading, now)]
    outcomes: list[tuple[Owed, bool]] = []
    for letter in (each for each in due if each.is_allowed):
        left = _send(settings, letter)
        outcomes.append((letter.notice, left))
        sent, failures = sent + left, 0 if left else failures + 1
        if failures == SERVER_IS_AWAY:
            break
    for letter in (each for each in due if not each.is_allowed):
        session.execute(delete(type(letter.notice)).where(*_its_own(letter.notice)))
    for notice, left in outcomes:
        pause = timedelta(minutes=min(2**notice.tries, LONGEST_PAUSE))
        changes = {"sent_at": now} if left else {"tries": notice.tries + 1, "next_try_at": now + pause}
        session.execute(update(type(notice)).where(*_its_own(notice)).values(**changes))
    return sent


def _due_alerts(reading: Session, now: datetime) -> Iterator[Letter]:
    for notice, email in reading.execute(queries.due_notices(now).limit(MOST_AT_ONCE)).all():
        is_allowed = sees(reading, reading.get_one(Staff, notice.staff_id), notice.alert_id)
        yield Letter(notice, email, SUBJECT, BODY, is_allowed)


def _due_reviews(reading: Session, now: datetime) -> Iterator[Letter]:
    for notice, email in reading.execute(queries.due_review_notices(now).limit(MOST_AT_ONCE)).all():
        request = reading.get_one(EnvelopeRequest, notice.request_id)
        is_allowed = notice.staff_id in {each.id for each in reviewing.reviewers(reading, request)}
        yield Letter(notice, email, REVIEW_SUBJECT, REVIEW_BODY, is_allowed)


def _its_own(notice: Owed) -> list[ColumnElement[bool]]:
    """Find the notice as it was read: what was owed anew while e-mails left, because a child wrote, stays owed."""
    table, model = inspect(type(notice)), type(notice)
    mine = table.primary_key_from_instance(notice)
    key = [column == value for column, value in zip(table.primary_key, mine, strict=True)]
    return [*key, model.next_try_at == notice.next_try_at, model.sent_at.is_(None)]


def _send(settings: Settings, letter: Letter) -> bool:
    body = f"{translate(letter.body)}\n{settings.origin}/alertes/\n"
    try:
        mail.send(settings, to=letter.email, subject=translate(letter.subject), body=body)
    except (mail.MailNotSent, ValueError):  # the server, or an address that no header can hold
        return False
    return True


def _counted_from(alert: Alert) -> date | None:
    if alert.receipt_on and alert.transmitted_at:  # a year typed wrong must not erase at once
        return max(alert.receipt_on, alert.transmitted_at.date())
    return alert.receipt_on or (alert.ended_at.date() if alert.ended_at else None)
