"""Questions of a draft. They freeze when the consultation opens: an answer is a place in a list of choices."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.consultations.enums import FACES, FEWEST_CHOICES, MOST_CHOICES, MOST_QUESTIONS, QuestionKind, Unfit
from hcec.consultations.models import Choice, Consultation, Question
from hcec.consultations.services.drafting import revise
from hcec.labels import label as label_of
from hcec.text.normalise import fold


class UnfitQuestion(Exception):
    """The question cannot be asked as it is written; `reason` says why."""

    def __init__(self, reason: Unfit) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A question as it is written. A faces question without words takes the usual four; a free one has no choice."""

    kind: QuestionKind
    label: str
    hint: str = ""
    choices: tuple[str, ...] = ()
    is_sensitive: bool = False


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
    choices = _fit_choices(wording)
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
    choices = _fit_choices(wording)
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


def lines(text: str) -> tuple[str, ...]:
    """Return the lines that hold something: a choice each."""
    return tuple(line for line in (" ".join(line.split()) for line in text.splitlines()) if line)


def _write(question: Question, wording: Wording, choices: Iterable[str]) -> None:
    question.kind, question.label, question.hint = wording.kind, wording.label, wording.hint
    question.is_sensitive = wording.is_sensitive
    question.choices = [Choice(position=position, label=words) for position, words in enumerate(choices, start=1)]


def _fit_choices(wording: Wording) -> tuple[str, ...]:
    if not wording.label:
        raise UnfitQuestion(Unfit.NO_LABEL)
    if wording.kind is QuestionKind.TEXT:
        return ()
    choices = wording.choices
    if wording.kind is QuestionKind.FACES:
        choices = choices or tuple(label_of("face", face) for face in range(1, FACES + 1))
        if len(choices) != FACES:
            raise UnfitQuestion(Unfit.NOT_FOUR_FACES)
    if len(choices) < FEWEST_CHOICES:
        raise UnfitQuestion(Unfit.TOO_FEW_CHOICES)
    if len(choices) > MOST_CHOICES:
        raise UnfitQuestion(Unfit.TOO_MANY_CHOICES)
    if len({fold(choice) for choice in choices}) < len(choices):
        raise UnfitQuestion(Unfit.REPEATED_CHOICE)
    return choices
