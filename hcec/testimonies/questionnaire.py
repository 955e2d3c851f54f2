"""Answers as values: what a draft holds, and what may be sent. No row, no request."""

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field, replace
from typing import Any
from uuid import UUID

from hcec.accounts.enums import AgeBand, PlacementType
from hcec.consultations.answering import LONGEST_TEXT as LONGEST_TEXT
from hcec.consultations.answering import Answer as Answer
from hcec.consultations.answering import Problem as Problem
from hcec.consultations.answering import problem_with, values_of
from hcec.consultations.models import Question


@dataclass(frozen=True, slots=True)
class Situation:
    """What one may say before answering; all of it can be left out (A4, A5)."""

    age_band: AgeBand | None = None
    placement_type: PlacementType | None = None
    was_alone: bool | None = None
    excluded_circles: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A situation, once given, and the answers so far; what was left empty is not there."""

    situation: Situation | None = None
    answers: Mapping[UUID, Answer] = field(default_factory=dict)

    def with_answer(self, question_id: UUID, answer: Answer) -> "Questionnaire":
        """Return the same with one answer more, changed, or emptied."""
        others = {key: value for key, value in self.answers.items() if key != question_id}
        return replace(self, answers=others if answer.is_empty else {**others, question_id: answer})

    def with_situation(self, situation: Situation) -> "Questionnaire":
        """Return the same with the situation given."""
        return replace(self, situation=situation)

    @property
    def sent(self) -> dict[UUID, Answer]:
        """What leaves when it is sent: everything but the words that were passed over."""
        return {key: answer for key, answer in self.answers.items() if not answer.is_skipped}


def places_of(question: Question) -> tuple[int, ...]:
    """Return the values that may be chosen: positions of choices, and for faces 0, "je ne sais pas"."""
    return values_of(question.kind, (choice.position for choice in question.choices))


def problem_of(question: Question, answer: Answer) -> Problem | None:
    """Return why this answer cannot be sent, or None."""
    return problem_with(question.kind, places_of(question), answer)


def first_problem(questions: Iterable[Question], questionnaire: Questionnaire) -> tuple[Question, Problem] | None:
    """Return the first question whose answer cannot be sent, and why, or None."""
    leaving = questionnaire.sent
    for question in questions:
        problem = problem_of(question, leaving[question.id]) if question.id in leaving else None
        if problem:
            return question, problem
    return None


def to_json(questionnaire: Questionnaire) -> dict[str, Any]:
    """Return what `from_json` reads back."""
    given = questionnaire.situation
    situation = given and {
        "age_band": given.age_band,
        "placement_type": given.placement_type,
        "was_alone": given.was_alone,
        "excluded_circles": sorted(circle.hex for circle in given.excluded_circles),
    }
    answers = {question.hex: list(astuple(answer)) for question, answer in questionnaire.answers.items()}
    return {"situation": situation, "answers": answers}


def from_json(held: dict[str, Any]) -> Questionnaire:
    """Return the questionnaire that `to_json` wrote."""
    given = held["situation"]
    situation = given and Situation(
        age_band=AgeBand(given["age_band"]) if given["age_band"] else None,
        placement_type=PlacementType(given["placement_type"]) if given["placement_type"] else None,
        was_alone=given["was_alone"],
        excluded_circles=frozenset(UUID(hex=circle) for circle in given["excluded_circles"]),
    )
    answers = {
        UUID(hex=question): Answer(tuple(choices), tuple((choice, place) for choice, place in ranks), *rest)
        for question, (choices, ranks, *rest) in held["answers"].items()
    }
    return Questionnaire(situation, answers)
