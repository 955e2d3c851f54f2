"""Links that are due, surveys whose last day is over, and what is kept no longer."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hcec import clock, db, mail
from hcec.config import Settings
from hcec.i18n import source_day, translate
from hcec.labels import N_
from hcec.surveys import queries
from hcec.surveys.enums import WORDS_KEPT, SurveyState
from hcec.surveys.models import Survey, SurveyInvitation
from hcec.surveys.services.answering import hash_of
from hcec.surveys.services.staging import forget_addresses, forget_words, freeze

MOST_AT_ONCE, TOKEN_BYTES = 50, 24
FIRST_PAUSE, LONGEST_PAUSE = 5, 24 * 60  # minutes, while the mail server refuses
SUBJECT = N_("Une consultation de l’observatoire de la protection de l’enfance")
BODY = N_(
    "Bonjour,\n\nL’observatoire départemental de la protection de l’enfance vous invite à répondre à une consultation :"
    "\n%(title)s\n\nVous pouvez répondre jusqu’au %(day)s, une seule fois, par ce lien qui n’est qu’à vous :"
    "\n%(link)s\n\n"
    "Vos réponses ne sont pas reliées à votre adresse. Ne transmettez pas ce lien.\n\n"
    "Ce n’est pas un canal d’alerte. Un enfant en danger ? Appelez le 119, jour et nuit."
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A link that is due: for which invitation, to which address, what is said with it."""

    row_id: UUID
    address: str
    told: dict[str, str]
    is_reminder: bool


def close_past_due(session: Session) -> int:
    """Close what is past its last day; return how many closed."""
    today, closed = clock.today(), 0
    for survey in session.scalars(queries.past_last_day(today)).all():
        session.refresh(survey, with_for_update=True)  # a last sheet may be on its way: it is in the count, or refused
        if survey.state is SurveyState.OPEN:
            freeze(session, survey=survey, today=today)
            closed += 1
    return closed


def forget(session: Session) -> int:
    """Erase the addresses of what is over, and its words and links after their time; return how many rows."""
    gone, old = 0, clock.today() - timedelta(days=WORDS_KEPT)
    over = Survey.state.not_in((SurveyState.DRAFT, SurveyState.OPEN))
    for survey in session.scalars(select(Survey).where(over)):
        is_old = survey.closed_on is not None and survey.closed_on < old
        gone += forget_words(session, survey) if is_old else forget_addresses(session, survey)
    return gone


def send_links(settings: Settings, session: Session) -> int:
    """Send the links and the reminders that are due; return how many left.

    Each link is drawn as it leaves and its hash kept before, so that what is sent always opens. `session` is not
    touched: mails go out while nothing holds the write lock.
    """
    with db.current().reading() as reading:
        due = reading.scalars(queries.to_send(clock.now()).limit(MOST_AT_ONCE)).all()
        letters = [Letter(row.id, row.address or "", _told(reading, row), is_reminder=row.is_sent) for row in due]
    return sum(_send(settings, letter) for letter in letters)


def _told(reading: Session, row: SurveyInvitation) -> dict[str, str]:
    survey = reading.get_one(Survey, row.survey_id)
    return {"title": survey.title, "day": source_day(survey.closes_on) if survey.closes_on else ""}


def _admit(row: SurveyInvitation, digest: bytes, *, is_reminder: bool) -> None:
    """Let one more link open it. What a mail server took, or may have taken though it said no, goes on working."""
    if is_reminder and row.tries == 0 and row.reminder_hash is not None:
        row.token_hash = row.reminder_hash  # the one that was taken, after a first that was not
        row.reminder_hash = digest
    elif row.token_hash is None:
        row.token_hash = digest
    else:
        row.reminder_hash = digest


def _send(settings: Settings, letter: Letter) -> bool:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with db.current().transaction() as session:
        row = session.get(SurveyInvitation, letter.row_id, with_for_update=True)
        if row is None or row.address_hash is None or row.is_used:  # answered or closed since it was found
            return False
        _admit(row, hash_of(token), is_reminder=letter.is_reminder)
        row.tries += 1
        row.next_try_at = clock.now() + timedelta(minutes=min(FIRST_PAUSE * 2 ** (row.tries - 1), LONGEST_PAUSE))
    body = translate(BODY, link=f"{settings.origin}/questionnaire/{token}", **letter.told)
    try:
        mail.send(settings, to=letter.address, subject=translate(SUBJECT), body=body)
    except (mail.MailNotSent, ValueError):  # the server, or an address that no header can hold
        return False
    sent = {"is_reminded": True} if letter.is_reminder else {"is_sent": True}
    with db.current().transaction() as session:
        after = {"tries": 0, "next_try_at": None, **sent}
        session.execute(update(SurveyInvitation).where(SurveyInvitation.id == letter.row_id).values(**after))
    return True
