"""Correcting a published answer: what it said before, the day and the reason stay beside it."""

from dataclasses import asdict
from datetime import date

from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.followup.answering import AnswerWords, changes, lacking
from hcec.followup.enums import AnswerStage
from hcec.followup.models import AnswerCorrection, PublicAnswer
from hcec.followup.services.answers import IncompleteAnswer, words_of
from hcec.followup.services.holding import record, take


class NotPublishedYet(Exception):
    """Nobody read it yet: it is changed, not corrected."""


class NothingChanged(Exception):
    """The words are those that are published."""


def correct(
    session: Session,
    *,
    answer: PublicAnswer,
    actor: StaffMember,
    version: int,
    words: AnswerWords,
    reason: str,
    today: date,
) -> None:
    """Publish other words, dated, with the reason and what was said before.

    Raises ChangedMeanwhile, IncompleteAnswer, NothingChanged, NotPublishedYet.
    """
    take(session, answer, version)
    if answer.stage is not AnswerStage.PUBLISHED:
        raise NotPublishedYet
    if missing := lacking(words, of_proposal=answer.proposal_id is not None):
        raise IncompleteAnswer(missing)
    if not changes(words_of(answer), words):
        raise NothingChanged
    replace_words(answer, words, reason=reason, today=today)
    session.flush()
    record(session, answer, actor, "correct")


def replace_words(answer: PublicAnswer, words: AnswerWords, *, reason: str, today: date) -> None:
    """Write other words over an answer; once published, keep what it said."""
    before = changes(words_of(answer), words)
    if before and answer.published_on:
        place = len(answer.corrections) + 1
        answer.corrections.append(AnswerCorrection(position=place, corrected_on=today, reason=reason, before=before))
    for name, value in asdict(words).items():
        setattr(answer, name, value)
