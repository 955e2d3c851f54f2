"""Free answers, read by the observatory alone, with the reading aids. They are never published."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.council.services.acting import note
from hcec.surveys import queries
from hcec.surveys.enums import SurveyState
from hcec.surveys.models import Survey, SurveyQuestion, SurveyText
from hcec.text import aids
from hcec.text.aids import Aids


@dataclass(frozen=True, slots=True)
class Read:
    """A free answer and what the aids see in it."""

    row: SurveyText
    words: str
    aids: Aids

    @property
    def is_worrying(self) -> bool:
        """Whether the aids see a danger, or saw one as it came."""
        return self.row.is_worrying or self.aids.is_alarm

    @property
    def is_alarm(self) -> bool:
        """Whether somebody should hand it on, and nobody said that they did."""
        return self.is_worrying and not self.row.is_referred


def read_texts(session: Session, survey: Survey) -> list[tuple[SurveyQuestion, list[Read]]]:
    """Return the free answers by question, those that worry first, then in no order of arrival.

    While the survey is open, those that worry and no other: whoever looks twice would see each one come.
    """
    wanted = queries.texts(survey.id)
    if survey.state is SurveyState.OPEN:
        wanted = wanted.where(SurveyText.is_worrying)
    rows = session.scalars(wanted).all()
    return [(question, found) for question in survey.questions if (found := _read(rows, question))]


def note_reading(session: Session, *, actor: StaffMember, survey: Survey) -> None:
    """Leave a line in the journal: somebody opened the free answers."""
    note(session, actor, survey, "read")


def refer(session: Session, *, actor: StaffMember, survey: Survey, text: SurveyText) -> None:
    """Say that a free answer was handed on to the CRIP; said once."""
    session.refresh(text, with_for_update=True)
    if not text.is_referred:
        text.is_referred = True
        session.flush()
        note(session, actor, survey, "refer")


def _read(rows: Iterable[SurveyText], question: SurveyQuestion) -> list[Read]:
    mine = [(row, row.body or "") for row in rows if row.question_id == question.id]
    return sorted((Read(row, words, aids.read(words)) for row, words in mine), key=lambda read: not read.is_alarm)
