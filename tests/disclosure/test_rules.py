"""Thresholds, merging, words, and the rules of a table, one sentence each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcec.disclosure.merging import Group, Merge, merge_small
from hcec.disclosure.protection import protect_one_way, publish
from hcec.disclosure.thresholds import CannotBeMadeSafe, ThresholdTooLow, TooFewContributors, percent
from hcec.disclosure.values import UNANSWERED
from hcec.disclosure.wording import Proportion, at_least, bounds, in_words

AGES = (Merge(("under_11", "11_14"), "under_15"), Merge(("15_17", "18_21"), "15_and_over"))
PLACES = tuple(Merge((place,), "other") for place in ("hotel", "medico_social", "at_home", "village"))


def groups_of(**counts):
    return tuple(Group(code, count, (code,)) for code, count in counts.items())


def codes(groups):
    return {group.code: group.count for group in groups}


def hidden_of(counts, **more):
    return protect_one_way(counts, base=more.pop("base", sum(counts.values())), threshold=5, **more).hidden


def test_a_threshold_under_five_is_refused():
    with pytest.raises(ThresholdTooLow):
        protect_one_way({"a": 50}, base=50, threshold=4)


def test_under_k_contributors_nothing_is_told():
    with pytest.raises(TooFewContributors):
        protect_one_way({"a": 10}, base=10, threshold=11)


def test_counts_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="contributors"):
        protect_one_way({"a": 10, "b": 3}, base=12, threshold=5)


def test_a_table_of_one_hidden_cell_is_left_out():
    with pytest.raises(CannotBeMadeSafe):
        protect_one_way({"a": 30}, base=30, threshold=5, sensitive=True)


@pytest.mark.parametrize(
    ("count", "base", "told"),
    [(6, 19, None), (10, 20, 50), (1, 300, None), (299, 300, None), (0, 40, 0), (40, 40, 100)],
)
def test_percentages_are_whole_and_on_twenty_or_more(count, base, told):
    assert percent(count, base) == told


def test_ages_merge_two_by_two_and_only_where_one_is_small():
    merged = merge_small(groups_of(under_11=3, **{"11_14": 20, "15_17": 30, "18_21": 12}), AGES, threshold=5)
    assert codes(merged) == {"under_15": 23, "15_17": 30, "18_21": 12}
    assert merged[0].members == ("under_11", "11_14")


def test_places_merge_step_by_step_into_others_until_it_is_large_enough():
    merged = merge_small(groups_of(village=9, at_home=8, medico_social=0, hotel=2, other=1), PLACES, threshold=5)
    assert codes(merged) == {"village": 9, "other": 11}


def test_nothing_merges_when_nothing_is_small():
    groups = groups_of(village=9, at_home=8, medico_social=0, hotel=6, other=5)
    assert merge_small(groups, PLACES, threshold=5) == groups


@given(counts=st.lists(st.integers(0, 30), min_size=5, max_size=5), threshold=st.sampled_from([5, 11]))
def test_merging_keeps_totals_and_loses_no_category(counts, threshold):
    names = ("village", "at_home", "medico_social", "hotel", "other")
    merged = merge_small(groups_of(**dict(zip(names, counts, strict=True))), PLACES, threshold=threshold)
    assert sum(group.count for group in merged) == sum(counts)
    assert sorted(atom for group in merged for atom in group.members) == sorted(names)


def test_a_small_cell_takes_a_second_one_with_it():
    assert hidden_of({"a": 2, "b": 30, "c": 9, UNANSWERED: 12}) == {"a", UNANSWERED}
    assert hidden_of({"a": 2, "b": 30, "c": 9, UNANSWERED: 0}) == {"a", "c"}


def test_small_cells_that_hide_each_other_need_no_third():
    assert hidden_of({"a": 3, "b": 4, "c": 40}) == {"a", "b"}


def test_nobody_may_be_told_unless_the_question_is_sensitive():
    assert hidden_of({"a": 0, "b": 30, "c": 20}) == frozenset()
    assert hidden_of({"a": 0, "b": 30, "c": 20}, sensitive=True) == {"a", "c"}


def test_a_group_that_answers_a_sensitive_question_as_one_is_masked():
    assert "a" in hidden_of({"a": 30, "b": 0, UNANSWERED: 10}, sensitive=True)


def test_a_choice_that_nearly_all_made_is_masked_for_the_few_who_did_not():
    counts = {"a": 38, "b": 20, UNANSWERED: 0}
    assert hidden_of(counts, base=40, exclusive=False) == {"a"}


def test_what_was_hidden_or_merged_inside_stays_so_outside():
    counts = {"hotel": 2, "village": 30, "other": 9, UNANSWERED: 12}
    inside = protect_one_way(counts, base=53, threshold=5, merge_order=PLACES)
    outside = protect_one_way(counts, base=53, threshold=11, coarsen=inside)
    assert codes(inside.groups) == codes(outside.groups) == {"village": 30, "other": 11, UNANSWERED: 12}
    plain = protect_one_way(counts, base=53, threshold=5)
    assert protect_one_way(counts, base=53, threshold=11, coarsen=plain).hidden >= plain.hidden


def test_a_published_table_holds_no_hidden_count():
    protected = protect_one_way({"a": 2, "b": 30, UNANSWERED: 9}, base=41, threshold=5)
    table = publish(protected, code="q", title="Q", labels={"a": "A", "b": "B", UNANSWERED: "Sans réponse"})
    assert [(cell.count, cell.percent) for cell in table.cells] == [(None, None), (30, 73), (None, None)]
    assert protected.shows("b")
    assert not protected.shows("a")
    assert protected.group_of("a") == "a"


@pytest.mark.parametrize(
    ("count", "word"),
    [(100, "all"), (90, "nearly_all"), (85, "nearly_all"), (70, "most"), (50, "about_half"), (20, "some"), (0, "none")],
)
def test_words_for_numbers(count, word):
    found = in_words(count, 100, threshold=5)
    assert found == word
    low, high = bounds(found, 100)
    assert low <= count <= high


@pytest.mark.parametrize(("count", "base"), [(3, 100), (97, 100), (4, 4)])
def test_no_word_for_a_few_nor_for_all_but_a_few(count, base):
    assert in_words(count, base, threshold=5) is None


@pytest.mark.parametrize("count", [0, 100])
def test_never_all_nor_nobody_on_a_sensitive_question(count):
    assert in_words(count, 100, threshold=5, sensitive=True) is None


@given(base=st.integers(5, 400), data=st.data(), threshold=st.sampled_from([5, 11]))
def test_every_word_is_true_of_its_count(base, data, threshold):
    count = data.draw(st.integers(0, base))
    word = in_words(count, base, threshold=threshold)
    if word is not None:
        low, high = bounds(word, base)
        assert low <= count <= high
        assert isinstance(word, Proportion)


@pytest.mark.parametrize(("count", "told"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10), (126, 125)])
def test_while_answers_come_only_whole_steps_are_told(count, told):
    assert at_least(count, 5) == told
