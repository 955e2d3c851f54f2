"""Answers as values: what a draft holds comes back the same, and what cannot be sent is named."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcec.accounts.enums import AgeBand, PlacementType
from hcec.consultations.enums import QuestionKind
from hcec.testimonies.questionnaire import (
    Answer,
    Problem,
    Questionnaire,
    Situation,
    from_json,
    problem_of,
    to_json,
)
from tests import factories

SMALL = st.integers(0, 12)
ANSWERS = st.builds(
    Answer,
    choices=st.lists(SMALL, max_size=4).map(tuple),
    ranks=st.lists(st.tuples(SMALL, SMALL), max_size=4).map(tuple),
    text=st.text(max_size=50),
    quote_ok=st.booleans(),
    about_adult=st.booleans(),
    is_skipped=st.booleans(),
)
SITUATIONS = st.builds(
    Situation,
    age_band=st.sampled_from([None, *AgeBand]),
    placement_type=st.sampled_from([None, *PlacementType]),
    was_alone=st.sampled_from([None, True, False]),
    excluded_circles=st.frozensets(st.uuids(), max_size=3),
)
QUESTIONNAIRES = st.builds(
    Questionnaire, situation=st.none() | SITUATIONS, answers=st.dictionaries(st.uuids(), ANSWERS, max_size=5)
)


@given(QUESTIONNAIRES)
def test_a_draft_comes_back_as_it_was(questionnaire):
    assert from_json(to_json(questionnaire)) == questionnaire


@given(QUESTIONNAIRES)
def test_what_is_passed_over_is_not_sent(questionnaire):
    assert not any(answer.is_skipped for answer in questionnaire.sent.values())


def test_an_emptied_answer_is_not_there_any_more():
    question = uuid4()
    held = Questionnaire().with_answer(question, Answer(text="oui"))
    assert held.with_answer(question, Answer()).answers == {}


@pytest.mark.parametrize(
    ("kind", "answer", "problem"),
    [
        (QuestionKind.FACES, Answer((0,)), None),
        (QuestionKind.FACES, Answer((5,)), Problem.UNKNOWN_CHOICE),
        (QuestionKind.ONE, Answer((0,)), Problem.UNKNOWN_CHOICE),
        (QuestionKind.ONE, Answer((1, 2)), Problem.UNKNOWN_CHOICE),
        (QuestionKind.SEVERAL, Answer((1, 2, 3)), None),
        (QuestionKind.SEVERAL, Answer((1, 4)), Problem.UNKNOWN_CHOICE),
        (QuestionKind.RANKING, Answer(ranks=((1, 3), (2, 1))), None),
        (QuestionKind.RANKING, Answer(ranks=((1, 1), (2, 1))), Problem.SAME_PLACE),
        (QuestionKind.RANKING, Answer(ranks=((1, 4),)), Problem.UNKNOWN_CHOICE),
        (QuestionKind.TEXT, Answer(text="a" * 5000), None),
        (QuestionKind.TEXT, Answer(text="a" * 5001), Problem.TOO_LONG),
        (QuestionKind.TEXT, Answer((1,)), Problem.UNKNOWN_CHOICE),
    ],
)
def test_what_cannot_be_sent_is_named(kind, answer, problem):
    assert problem_of(factories.question(1, kind), answer) == problem
