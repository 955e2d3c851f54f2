"""E-mails that staff asked for, by day: that something waits, and where. Never what, nor how much of it.

The tables are the queue: whatever breaks, a notice stays due until it is sent.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from hcec import clock, db, mail
from hcec.accounts.access import member
from hcec.accounts.models import Staff
from hcec.config import Settings
from hcec.i18n import translate
from hcec.labels import N_
from hcec.notices.enums import NoticeKind
from hcec.notices.models import NoticeChoice
from hcec.notices.services.finding import waiting_since

FROM_HOUR, TO_HOUR = 8, 19  # nobody is written to at night
LOOK_AGAIN = timedelta(hours=1)
LONGEST_PAUSE = 24  # hours, while a mail server refuses
MOST_AT_ONCE = 50
SUBJECTS = {
    NoticeKind.QUEUE: N_("Des messages attendent d’être lus"),
    NoticeKind.CLOSING: N_("Une consultation se clôt bientôt"),
    NoticeKind.ANSWER_DUE: N_("Une réponse est attendue"),
    NoticeKind.REVIEW: N_("Une relecture attend"),
}
BODY = N_(
    "Quelque chose vous attend sur la plateforme. Ce message ne dit pas quoi : connectez-vous pour le voir.\n\n"
    "Vous avez demandé ce courriel. Pour ne plus le recevoir : « Mon compte », puis « Mes courriels »."
)


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail that is due: to whom, about which kind of thing, and the day that it tells of."""

    choice: NoticeChoice
    email: str
    tells_of: date | None


def send_notices(settings: Settings, session: Session) -> int:
    """Send what is due to whoever asked and may still see it. Return how many left.

    `session` is only touched at the end: mails go out while nothing holds the write lock.
    """
    now = clock.now()
    if not FROM_HOUR <= clock.local().hour < TO_HOUR:
        return 0
    with db.current().reading() as reading:
        letters = _due(reading, now)
    sent = 0
    for letter in letters:
        left = letter.tells_of is not None and _send(settings, letter)
        sent += left
        session.execute(update(NoticeChoice).where(*_its_own(letter.choice)).values(**_after(letter, now, left=left)))
    return sent


def _due(reading: Session, now: datetime) -> list[Letter]:
    is_time = or_(NoticeChoice.next_try_at.is_(None), NoticeChoice.next_try_at <= now)
    found = (
        select(NoticeChoice, Staff)
        .join(Staff, Staff.id == NoticeChoice.staff_id)
        .where(is_time, Staff.left_on.is_(None))
        .order_by(NoticeChoice.next_try_at.asc().nulls_first(), NoticeChoice.staff_id, NoticeChoice.kind)
        .limit(MOST_AT_ONCE)
    )
    today = clock.today()
    letters = []
    for choice, person in reading.execute(found).all():
        day = waiting_since(reading, choice.kind, person=member(person), today=today, told_on=choice.told_on)
        letters.append(Letter(choice, person.email, day))
    return letters


def _send(settings: Settings, letter: Letter) -> bool:
    body = f"{translate(BODY)}\n\n{settings.origin}/equipe/\n"
    try:
        mail.send(settings, to=letter.email, subject=translate(SUBJECTS[letter.choice.kind]), body=body)
    except (mail.MailNotSent, ValueError):  # the server, or an address that no header can hold
        return False
    return True


def _after(letter: Letter, now: datetime, *, left: bool) -> dict[str, object]:
    if left:
        return {"told_on": letter.tells_of, "tries": 0, "next_try_at": now + LOOK_AGAIN}
    if letter.tells_of is None:
        return {"next_try_at": now + LOOK_AGAIN}
    tries = letter.choice.tries + 1
    pause = timedelta(hours=min(2 ** (tries - 1), LONGEST_PAUSE))
    return {"tries": tries, "next_try_at": now + pause}


def _its_own(choice: NoticeChoice) -> tuple[ColumnElement[bool], ...]:
    """Find the choice as it was read: one made anew meanwhile stays as it is."""
    return (
        NoticeChoice.staff_id == choice.staff_id,
        NoticeChoice.kind == choice.kind,
        NoticeChoice.told_on == choice.told_on,
    )
