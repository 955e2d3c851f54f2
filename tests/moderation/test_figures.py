"""Figures on the reading: what stands on too few is not said, and kappa is Cohen's."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcec.moderation.enums import DecisionKind, Opinion
from hcec.moderation.figures import (
    OTHERS,
    Read,
    at_rank,
    concordance,
    merge_small,
    months_between,
    pairs_of,
    percent,
)
from hcec.moderation.services.quality import merge_delays

KEEP, PUBLISH, REFUSE = Opinion.KEEP, Opinion.PUBLISH, Opinion.REFUSE


def test_kappa_is_that_of_a_worked_example():
    """Two readers, fifty proposals: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: 0.40."""
    pairs = [(PUBLISH, PUBLISH)] * 20 + [(PUBLISH, REFUSE)] * 5 + [(REFUSE, PUBLISH)] * 10 + [(REFUSE, REFUSE)] * 15
    found = concordance(pairs)
    assert (found.pairs, found.observed) == (50, 0.7)
    assert found.kappa == pytest.approx(0.4)
    assert found.low == pytest.approx(0.146, abs=0.001)
    assert found.high == pytest.approx(0.654, abs=0.001)


def test_kappa_says_nothing_when_there_is_nothing_to_correct_for():
    assert concordance([]).kappa is None
    assert concordance([(KEEP, KEEP)] * 30).kappa is None
    assert concordance([(KEEP, KEEP), (REFUSE, REFUSE)]).kappa == 1


@given(st.lists(st.tuples(st.sampled_from(Opinion), st.sampled_from(Opinion)), max_size=60))
def test_kappa_stays_between_its_bounds(pairs):
    found = concordance(pairs)
    assert found.kappa is None or -1 <= found.low <= found.kappa <= found.high <= 1


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12)), st.integers(1, 8))
def test_no_count_is_shown_under_the_threshold_nor_found_by_subtraction(counts, least):
    shown = merge_small(counts, least)
    assert all(count >= least for count in shown.values())
    assert not shown or sum(shown.values()) == sum(counts.values())
    assert {code: counts[code] for code in shown if code != OTHERS} == {
        code: count for code, count in shown.items() if code != OTHERS
    }


@pytest.mark.parametrize(
    ("delays", "shown"),
    [
        ({"same": 9, "next": 6, "later": 2}, {"same": 9, "next": 8}),
        ({"same": 9, "next": 1, "later": 2}, {}),
        ({"same": 9}, {"same": 9}),
        ({"same": 2, "next": 9}, {}),
        ({"same": 9, "next": 6, "later": 5}, {"same": 9, "next": 6, "later": 5}),
    ],
)
def test_delays_on_too_few_are_put_together(delays, shown):
    from collections import Counter

    assert merge_delays(Counter(delays), 5) == shown


def test_ranks_months_and_percentages():
    assert (at_rank([3, 1, 2], 0.5), at_rank([0] * 9 + [4], 0.9), at_rank([1], 0.9)) == (2, 0, 1)
    assert months_between(date(2026, 11, 1), date(2027, 2, 1)) == 3
    assert (percent(1, 19), percent(5, 20)) == (None, 25)


def read(kind, version=2, reader="a", message="m"):
    return Read(message, version, DecisionKind(kind), reader)


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        ([read("publish"), read("approve", reader="b")], [(PUBLISH, PUBLISH)]),
        ([read("publish"), read("publish", 3, "b")], [(PUBLISH, PUBLISH)]),
        ([read("publish"), read("keep", reader="b")], [(PUBLISH, KEEP)]),
        ([read("refuse", 1), read("publish", 2, "b")], [(REFUSE, PUBLISH)]),
        ([read("refuse", 1), read("refuse", 1, "b")], [(REFUSE, REFUSE)]),
        ([read("refuse", 1), read("refuse", 2, "b")], []),
        ([read("publish"), read("approve")], []),
        ([read("second-reader"), read("keep", reader="b")], []),
        ([read("publish"), read("keep", reader="b", message="n")], []),
    ],
    ids=lambda value: None,
)
def test_a_pair_is_two_people_on_the_same_words(decisions, expected):
    assert pairs_of(decisions, {}) == expected


def test_what_answers_a_child_s_no_is_no_disagreement_of_readers():
    assert pairs_of([read("publish"), read("keep", reader="b")], {"m": 2}) == []


def test_words_that_a_child_refused_twice_make_no_pair():
    """The child refuses the words of A, then those of B, and C keeps: nobody read again what A proposed."""
    read_by = [read("publish", 2, "a"), read("publish", 3, "b"), read("keep", 3, "c")]
    assert pairs_of(read_by, {"m": 3}) == []
    contested = [read("refuse", 1, "a"), read("publish", 2, "b"), read("keep", 2, "c")]
    assert pairs_of(contested, {"m": 2}) == [(REFUSE, PUBLISH)], "the refusal was read again before the child objected"
