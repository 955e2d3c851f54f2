"""SQL counts as one would by hand, and whatever was answered can be released without pointing at anyone."""

from collections import Counter
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hcec.consultations.enums import ConsultationStatus, QuestionKind
from hcec.disclosure.attacker import check
from hcec.disclosure.values import UNANSWERED
from hcec.syntheses import queries
from hcec.syntheses.enums import Crossing, Level
from hcec.syntheses.services.building import build_release
from hcec.syntheses.services.counting import count_tables
from hcec.syntheses.services.writing import create_synthesis
from tests import factories
from tests.syntheses import snapshots

ONCE_PER_BASE = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NUMBERS = count(1)
RANKS = st.permutations([1, 2, 3]).map(lambda ranks: dict(zip((1, 2, 3), ranks, strict=True)))
CHILD = st.fixed_dictionaries(
    {
        QuestionKind.FACES: st.none() | st.integers(0, 4).map(lambda mood: {mood: None}),
        QuestionKind.ONE: st.none() | st.integers(1, 3).map(lambda choice: {choice: None}),
        QuestionKind.SEVERAL: st.none() | st.sets(st.integers(1, 3), min_size=1).map(dict.fromkeys),
        QuestionKind.RANKING: st.none() | RANKS,
        "age": st.none() | st.sampled_from(snapshots.BANDS),
        "place": st.none() | st.sampled_from(snapshots.PLACES[:5]),
    }
)


def filled(session, on_call, children, *, sensitive=False):
    made = factories.consultation(session, on_call, f"c-{next(NUMBERS)}", ConsultationStatus.CLOSED)
    for question in made.questions:
        question.is_sensitive = sensitive
    for child in children:
        answers = {question: child[question.kind] for question in made.questions if child.get(question.kind)}
        snapshots.sheet(session, made, answers, child["age"], child["place"])
    session.flush()
    return made


def by_hand(children, kind):
    if kind is QuestionKind.RANKING:
        said = [{choice for choice, rank in (child[kind] or {}).items() if rank == 1} for child in children]
    else:
        said = [set(child[kind] or {}) for child in children]
    counted = Counter(str(choice) for choices in said for choice in choices)
    counted[UNANSWERED] = sum(not choices for choices in said)
    return counted


@given(children=st.lists(CHILD, min_size=1, max_size=30))
@ONCE_PER_BASE
def test_sql_counts_what_one_counts_by_hand(session, cast, children):
    made = filled(session, cast.staff["cyril"], children)
    assert session.scalars(queries.contributors(made.id)).one() == len(children)
    tables = {table.code: table.counts for table in count_tables(session, made, Crossing)}
    for question in made.questions:
        if question.kind is not QuestionKind.TEXT:
            assert +Counter(tables[f"q{question.position}"]) == +by_hand(children, question.kind)
    for code, trait in ((Crossing.AGE_BAND, "age"), (Crossing.PLACEMENT_TYPE, "place")):
        counted = Counter(str(child[trait]) if child[trait] else UNANSWERED for child in children)
        assert +Counter(tables[code]) == counted


def test_sheets_of_another_consultation_are_not_counted(session, cast):
    child = dict.fromkeys(QuestionKind) | {QuestionKind.ONE: {1: None}, "age": None, "place": None}
    first, second = (filled(session, cast.staff["cyril"], [child] * number) for number in (3, 8))
    assert session.scalars(queries.contributors(first.id)).one() == 3
    assert count_tables(session, second, [Crossing.QUESTIONS])[1].counts["1"] == 8


def test_a_ranking_with_two_firsts_has_none(session, cast):
    tied = dict.fromkeys(QuestionKind) | {QuestionKind.RANKING: {1: 1, 2: 1}, "age": None, "place": None}
    made = filled(session, cast.staff["cyril"], [tied])
    ranking = next(table for table in count_tables(session, made, Crossing) if table.kind == "ranking")
    assert ranking.counts[UNANSWERED] == 1


@given(kinds=st.lists(CHILD, min_size=1, max_size=6), times=st.lists(st.integers(1, 14), min_size=6), data=st.data())
@ONCE_PER_BASE
def test_whatever_was_answered_both_levels_survive_the_attack_together(session, cast, kinds, times, data):
    children = [child for child, number in zip(kinds, times, strict=False) for _ in range(number)]
    made = filled(session, cast.staff["cyril"], children, sensitive=data.draw(st.booleans()))
    drafts = {
        level: create_synthesis(session, author=cast.staff["odile"], consultation=made, level=level, title="Essai")
        for level in Level
    }
    inside, outside = (build_release(session, synthesis=drafts[level]) for level in (Level.INTERNAL, Level.PUBLIC))
    assert inside.report.passed
    assert outside.report.passed
    assert check(outside.release, published=[inside.release]).is_safe
    assert check(inside.release, published=[outside.release]).is_safe
    for built in (inside, outside):
        for table in built.release.tables:
            for cell in table.cells:
                assert cell.count is None or cell.count == 0 or cell.count >= built.release.threshold
                assert cell.percent is None or table.base >= 20
