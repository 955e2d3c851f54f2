"""Answers as values: what a draft holds, and what may be sent. No row, no request."""

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from hcec.accounts.enums import AgeBand, PlacementType
from hcec.consultations.enums import DONT_KNOW, FACES, QuestionKind
from hcec.consultations.models import Question

LONGEST_TEXT = 5_000  # characters, for one message


class Problem(StrEnum):
    """Why an answer cannot be sent as it is."""

    TOO_LONG = "too_long"
    UNKNOWN_CHOICE = "unknown_choice"
    SAME_PLACE = "same_place"


@dataclass(frozen=True, slots=True)
class Situation:
    """What one may say before answering; all of it can be left out (A4, A5)."""

    age_band: AgeBand | None = None
    placement_type: PlacementType | None = None
    was_alone: bool | None = None
    excluded_circles: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question: choices, or places given to choices, or words."""

    choices: tuple[int, ...] = ()
    ranks: tuple[tuple[int, int], ...] = ()  # (choice, place), in the order of the choices
    text: str = ""
    quote_ok: bool = False
    about_adult: bool = False
    is_skipped: bool = False  # its words stay in the draft, and are not sent

    @property
    def rows(self) -> tuple[tuple[int, int | None], ...]:
        """What a sheet keeps of it: each choice, with its place in a ranking."""
        return (*((choice, None) for choice in self.choices), *self.ranks)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        return not (self.choices or self.ranks or self.text)


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
    if question.kind == QuestionKind.FACES:
        return (*range(1, FACES + 1), DONT_KNOW)
    return tuple(choice.position for choice in question.choices)


def problem_of(question: Question, answer: Answer) -> Problem | None:
    """Return why this answer cannot be sent, or None."""
    if len(answer.text) > LONGEST_TEXT:
        return Problem.TOO_LONG
    places = places_of(question)
    chosen = {*answer.choices, *(choice for choice, _ in answer.ranks)}
    is_single = question.kind in {QuestionKind.FACES, QuestionKind.ONE}
    if not chosen.issubset(places) or (is_single and len(answer.choices) > 1):
        return Problem.UNKNOWN_CHOICE
    given = [place for _, place in answer.ranks]
    if not set(given).issubset(range(1, len(places) + 1)):
        return Problem.UNKNOWN_CHOICE
    return Problem.SAME_PLACE if len(given) != len(set(given)) else None


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
