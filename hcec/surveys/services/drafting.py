"""Preparing a survey: everything may change while it is a draft, nothing once a link was sent."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.consultations.enums import MOST_QUESTIONS, QuestionKind, Unfit
from hcec.consultations.wording import UnfitQuestion, Wording, fit_choices
from hcec.council.services.acting import change, create, note, write
from hcec.council.services.revising import advance
from hcec.surveys.enums import MOST_CROSSED, SurveyAudience, SurveyState
from hcec.surveys.models import Survey, SurveyChoice, SurveyQuestion

ONE_ANSWER = frozenset({QuestionKind.FACES, QuestionKind.ONE, QuestionKind.RANKING})
"""Where a person is in one line only, and may be told by category."""


class SurveyNotDraft(Exception):
    """It was opened: people answered these very words and questions."""


class TooManyCrossed(Exception):
    """More questions told by category than can be protected together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyPlan:
    """What the observatory decides about a survey, its questions aside. A draft may be incomplete."""

    audience: SurveyAudience
    title: str
    why: str = ""
    what_next: str = ""
    closes_on: date | None = None


def create_survey(session: Session, *, row_id: UUID, actor: StaffMember, plan: SurveyPlan) -> Survey:
    """Make a draft. Sent twice, the same `row_id` gives the same draft."""
    if existing := session.get(Survey, row_id):
        return existing
    made = Survey(id=row_id, state=SurveyState.DRAFT)
    write(made, plan)
    create(session, actor=actor, row=made)
    return made


def change_survey(session: Session, *, actor: StaffMember, survey: Survey, version: int, plan: SurveyPlan) -> None:
    """Write the plan over a draft. Raises ChangedMeanwhile, SurveyNotDraft."""
    _still_draft(survey)
    change(session, actor=actor, row=survey, version=version, plan=plan)


def add_question(
    session: Session, *, row_id: UUID, actor: StaffMember, survey: Survey, wording: Wording, by_category: bool
) -> SurveyQuestion:
    """Add the last question of a draft. Sent twice, the same `row_id` gives the same question.

    Raises UnfitQuestion, TooManyCrossed, SurveyNotDraft.
    """
    session.refresh(survey, with_for_update=True)
    if existing := session.get(SurveyQuestion, row_id):
        return existing
    choices = fit_choices(wording)
    _revise(session, survey=survey, actor=actor, version=survey.version)
    if len(survey.questions) >= MOST_QUESTIONS:
        raise UnfitQuestion(Unfit.TOO_MANY_QUESTIONS)
    made = SurveyQuestion(id=row_id, position=len(survey.questions) + 1)
    _write(made, wording, choices, by_category=by_category)
    survey.questions.append(made)
    _refuse_many_crossed(survey)
    session.flush()
    return made


def change_question(
    session: Session,
    *,
    actor: StaffMember,
    question: SurveyQuestion,
    version: int,
    wording: Wording,
    by_category: bool,
) -> None:
    """Write a question of a draft anew. Raises UnfitQuestion, TooManyCrossed, ChangedMeanwhile, SurveyNotDraft."""
    choices = fit_choices(wording)
    _revise(session, survey=question.survey, actor=actor, version=version)
    question.choices.clear()
    session.flush()
    _write(question, wording, choices, by_category=by_category)
    _refuse_many_crossed(question.survey)
    session.flush()


def drop_question(session: Session, *, actor: StaffMember, question: SurveyQuestion, version: int) -> None:
    """Take a question out of a draft; those after it step up. Raises ChangedMeanwhile, SurveyNotDraft."""
    survey = question.survey
    _revise(session, survey=survey, actor=actor, version=version)
    survey.questions.remove(question)
    session.flush()
    for position, other in enumerate(survey.questions, start=1):
        other.position = position
        session.flush()  # one at a time, from the first: two never share a place


def move_question(session: Session, *, actor: StaffMember, question: SurveyQuestion, version: int, places: int) -> None:
    """Exchange a question with the one `places` after it (before, when negative); beyond the ends nothing moves.

    Raises ChangedMeanwhile, SurveyNotDraft.
    """
    survey = question.survey
    _revise(session, survey=survey, actor=actor, version=version)
    here = question.position
    other = next((each for each in survey.questions if each.position == here + places), None)
    if other is None or other is question:
        return
    there = other.position
    for each, position in ((question, len(survey.questions) + 1), (other, here), (question, there)):
        each.position = position
        session.flush()
    session.expire(survey, ["questions"])


def _revise(session: Session, *, survey: Survey, actor: StaffMember, version: int) -> None:
    advance(session, survey, version)
    _still_draft(survey)
    note(session, actor, survey, "change", "questions")


def _still_draft(survey: Survey) -> None:
    if survey.state is not SurveyState.DRAFT:
        raise SurveyNotDraft


def _refuse_many_crossed(survey: Survey) -> None:
    if sum(question.by_category for question in survey.questions) > MOST_CROSSED:
        raise TooManyCrossed


def _write(question: SurveyQuestion, wording: Wording, choices: tuple[str, ...], *, by_category: bool) -> None:
    question.kind, question.label, question.hint = wording.kind, wording.label, wording.hint
    question.is_sensitive = wording.is_sensitive
    question.by_category = by_category and wording.kind in ONE_ANSWER
    question.choices = [SurveyChoice(position=place, label=words) for place, words in enumerate(choices, start=1)]
