"""Answering by a link: a draft that only the link opens, one sheet, and nothing that joins the two."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from hcec import clock, keys
from hcec.consultations.answering import Answer, Problem, problem_with, values_of
from hcec.surveys import queries
from hcec.surveys.enums import CATEGORIES, SurveyCategory, SurveyState
from hcec.surveys.models import Survey, SurveyAnswer, SurveyInvitation, SurveyQuestion, SurveySheet, SurveyText
from hcec.text import aids

DRAFT_PLACE = "survey_invitation.draft_box"


class SurveyClosed(Exception):
    """It takes no more answers."""


class LinkUsed(Exception):
    """Somebody answered with this link already."""


class NothingSaid(Exception):
    """Everything is empty."""


class AnswerRefused(Exception):
    """An answer cannot be kept as it is."""

    def __init__(self, question: SurveyQuestion, problem: Problem) -> None:
        super().__init__(problem.value)
        self.question, self.problem = question, problem


@dataclass(frozen=True, slots=True)
class Filled:
    """What somebody says: of themselves, then to each question, by its position."""

    category: SurveyCategory | None = None
    answers: Mapping[int, Answer] | None = None

    def to(self, position: int) -> Answer:
        """Return the answer to a question, empty if there is none."""
        return (self.answers or {}).get(position, Answer())


def hash_of(token: str) -> bytes:
    """Return what is kept of a link."""
    return keys.current().keyed_hash("survey link", token.encode())


def invitation_of(session: Session, token: str) -> SurveyInvitation | None:
    """Return whom this link was sent to, if anybody."""
    return session.scalars(queries.invitation_with(hash_of(token))).first()


def takes_answers(survey: Survey, today: date) -> bool:
    """Return whether a sheet may still be sent."""
    return survey.state is SurveyState.OPEN and survey.closes_on is not None and today <= survey.closes_on


def values_offered(question: SurveyQuestion) -> tuple[int, ...]:
    """Return the values that may be chosen."""
    return values_of(question.kind, (choice.position for choice in question.choices))


def keep_draft(session: Session, *, token: str, invitation: SurveyInvitation, filled: Filled) -> None:
    """Keep what was begun, sealed under the link: without it nobody reads it. Raises SurveyClosed, LinkUsed."""
    if _hold(session, invitation).state is not SurveyState.OPEN:
        raise SurveyClosed
    if invitation.is_used:
        raise LinkUsed
    said = {str(place): [answer.choices, answer.ranks, answer.text] for place, answer in (filled.answers or {}).items()}
    held = json.dumps({"category": filled.category, "answers": said}).encode()
    invitation.draft_box = keys.seal_under(_draft_key(token), keys.pad(held), place=DRAFT_PLACE)
    session.flush()


def draft_of(invitation: SurveyInvitation, token: str) -> Filled:
    """Return what was begun with this link, empty if nothing was, or under the other link."""
    if invitation.draft_box is None:
        return Filled()
    try:
        held = json.loads(keys.unpad(keys.unseal_under(_draft_key(token), invitation.draft_box, place=DRAFT_PLACE)))
    except keys.Unreadable:
        return Filled()
    return Filled(SurveyCategory(held["category"]) if held["category"] else None, _answers(held["answers"]))


def send_sheet(session: Session, *, invitation: SurveyInvitation, row_id: UUID, filled: Filled, today: date) -> None:
    """Keep a sheet and mark the link used, in one go. Sent twice, the same `row_id` counts once.

    Raises SurveyClosed, LinkUsed, NothingSaid, AnswerRefused.
    """
    survey = _hold(session, invitation)
    if session.get(SurveySheet, row_id) is not None:
        return
    if not takes_answers(survey, today):
        raise SurveyClosed
    if invitation.is_used:
        raise LinkUsed
    _check(survey, filled)
    known = filled.category in CATEGORIES[survey.audience]
    category = filled.category if known else None
    session.add(SurveySheet(id=row_id, survey_id=survey.id, category=category, month=clock.month_of(today)))
    session.flush()
    for question in survey.questions:
        answer = filled.to(question.position)
        for choice, place in answer.rows:
            session.add(SurveyAnswer(sheet_id=row_id, question_id=question.id, choice=choice, place=place))
        if answer.text:
            session.add(written_text(question, answer.text))
    invitation.is_used, invitation.draft_box = True, None
    session.flush()


def _hold(session: Session, invitation: SurveyInvitation) -> Survey:
    """Hold the survey, then the link: in the order of a closing, so that neither waits for the other for ever."""
    survey = session.get_one(Survey, invitation.survey_id)
    session.refresh(survey, with_for_update=True)
    session.refresh(invitation, with_for_update=True)
    return survey


def written_text(question: SurveyQuestion, words: str) -> SurveyText:
    """Return a free answer as it is kept: sealed, with what the reading aids say of danger."""
    made = SurveyText(id=uuid4(), question_id=question.id, is_worrying=aids.read(words).is_alarm)
    made.body = words
    return made


def _check(survey: Survey, filled: Filled) -> None:
    if all(filled.to(question.position).is_empty for question in survey.questions):
        raise NothingSaid
    for question in survey.questions:
        problem = problem_with(question.kind, values_offered(question), filled.to(question.position))
        if problem:
            raise AnswerRefused(question, problem)


def _answers(held: Mapping[str, Any]) -> dict[int, Answer]:
    return {
        int(place): Answer(tuple(choices), tuple((choice, rank) for choice, rank in ranks), text)
        for place, (choices, ranks, text) in held.items()
    }


def _draft_key(token: str) -> bytes:
    return keys.mac(token.encode(), "survey draft")
