"""Questions of a draft. They freeze when the consultation opens: an answer is a place in a list of choices."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.consultations.enums import MOST_QUESTIONS, Unfit
from hcec.consultations.models import Choice, Consultation, Question
from hcec.consultations.services.drafting import revise
from hcec.consultations.wording import UnfitQuestion as UnfitQuestion
from hcec.consultations.wording import Wording as Wording
from hcec.consultations.wording import fit_choices
from hcec.consultations.wording import lines as lines


def add_question(
    session: Session, *, row_id: UUID, consultation: Consultation, actor: StaffMember, wording: Wording
) -> Question:
    """Add the last question of a draft, whatever else changed. Sent twice, the same `row_id` gives the same question.

    Raises UnfitQuestion, ConsultationNotDraft.
    """
    session.refresh(consultation, with_for_update=True)
    existing = session.get(Question, row_id)
    if existing is not None:
        return existing
    choices = fit_choices(wording)
    revise(session, consultation=consultation, actor=actor)
    if len(consultation.questions) >= MOST_QUESTIONS:
        raise UnfitQuestion(Unfit.TOO_MANY_QUESTIONS)
    question = Question(id=row_id, position=len(consultation.questions) + 1, label=wording.label, kind=wording.kind)
    _write(question, wording, choices)
    consultation.questions.append(question)
    session.flush()
    return question


def change_question(
    session: Session, *, question: Question, actor: StaffMember, version: int, wording: Wording
) -> None:
    """Write a question of a draft anew. Raises UnfitQuestion, ChangedMeanwhile, ConsultationNotDraft."""
    choices = fit_choices(wording)
    revise(session, consultation=question.consultation, actor=actor, version=version)
    question.choices.clear()
    session.flush()
    _write(question, wording, choices)
    session.flush()


def delete_question(session: Session, *, question: Question, actor: StaffMember, version: int) -> None:
    """Take a question out of a draft; those after it step up. Raises ChangedMeanwhile, ConsultationNotDraft."""
    consultation = question.consultation
    revise(session, consultation=consultation, actor=actor, version=version)
    consultation.questions.remove(question)
    session.flush()
    for position, other in enumerate(consultation.questions, start=1):
        other.position = position
        session.flush()  # one at a time, from the first: two never share a place


def move_question(session: Session, *, question: Question, actor: StaffMember, version: int, places: int) -> None:
    """Exchange a question with the one `places` after it (before, when negative); beyond the ends nothing moves.

    Raises ChangedMeanwhile, ConsultationNotDraft.
    """
    consultation = question.consultation
    revise(session, consultation=consultation, actor=actor, version=version)
    here, there = question.position, question.position + places
    other = next((each for each in consultation.questions if each.position == there), None)
    if other is None or other is question:
        return
    for each, position in ((question, len(consultation.questions) + 1), (other, here), (question, there)):
        each.position = position
        session.flush()
    session.expire(consultation, ["questions"])


def _write(question: Question, wording: Wording, choices: Iterable[str]) -> None:
    question.kind, question.label, question.hint = wording.kind, wording.label, wording.hint
    question.is_sensitive = wording.is_sensitive
    question.choices = [Choice(position=position, label=words) for position, words in enumerate(choices, start=1)]
