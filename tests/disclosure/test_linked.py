"""Whatever the people, the crossings and what is already out, linked tables give no small number away (D2-D5, D7)."""

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from hcec.disclosure.linked import protect
from hcec.disclosure.linked_attacker import attack_linked
from hcec.disclosure.merging import Merge
from hcec.disclosure.population import Population, counted
from hcec.disclosure.readers import OtherPeople
from hcec.disclosure.tables import CrossTable, LinkedTables
from hcec.disclosure.thresholds import CannotBeMadeSafe, ThresholdTooLow, TooFewContributors
from tests.disclosure.populations import crossings, populations, possibilities, printed

MERGES = {"b": [Merge(("b2",), "autres"), Merge(("b1",), "autres")], "a": [Merge(("a1",), "a0")]}
thresholds = st.sampled_from([5, 11])


def released(*arguments, **more):
    try:
        return protect(*arguments, **more)
    except (CannotBeMadeSafe, TooFewContributors):
        return None


def assert_true(release, population):
    for table in release.tables:
        for line, count in table.counts.items():
            if count is not None:
                assert count == sum(
                    people
                    for key, people in population.counts.items()
                    if all(
                        release.ends.get(column, {}).get(code, code) == line[table.columns.index(column)]
                        for column, code in zip(population.columns, key, strict=True)
                        if column in table.columns
                    )
                )
                assert count == 0 or count >= release.threshold


@settings(max_examples=80, deadline=None)
@given(people=populations(), crossed=crossings(), threshold=thresholds, merges=st.sampled_from([{}, MERGES]))
def test_no_hidden_line_can_be_proved_small(people, crossed, threshold, merges):
    release = released(people, crossed, threshold=threshold, merges=merges)
    assume(release)
    assert_true(release, people)
    found = attack_linked(printed(release), threshold=threshold)
    assert found.passed, found
    assert not found.undecided


@settings(max_examples=80, deadline=None)
@given(
    people=populations(), first=crossings(), then=st.lists(crossings(), min_size=1, max_size=2), merges=st.booleans()
)
def test_releases_one_after_the_other_tell_no_more(people, first, then, merges):
    out = []
    for number, crossed in enumerate([first, *then]):
        release = released(people, crossed, threshold=5, published=out, merges=MERGES if merges and number else {})
        if release:
            out.append(release)
    assume(len(out) > 1)
    told = [table for number, release in enumerate(out) for table in printed(release, str(number))]
    found = attack_linked(told, threshold=5)
    assert found.passed, found


@settings(max_examples=40, deadline=None)
@given(people=populations(), crossed=crossings(), internal_first=st.booleans())
def test_public_and_internal_are_safe_apart_and_together(people, crossed, internal_first):
    order = (5, 11) if internal_first else (11, 5)
    first = released(people, crossed, threshold=order[0])
    assume(first)
    second = released(people, crossed, threshold=order[1], published=[first])
    assume(second)
    public = first if first.threshold == 11 else second
    together = attack_linked([*printed(first, "1"), *printed(second, "2")], threshold=5)
    assert together.passed, together
    assert attack_linked(printed(public), threshold=11).passed


@settings(max_examples=40, deadline=None)
@given(people=populations(most=9, sizes=(2, 2), columns=("a", "b")))
@example(people=Population(("a", "b"), {("a0", "b0"): 6, ("a1", "b1"): 2, ("a0", "b1"): 1}))
def test_counting_every_possibility_proves_no_line_small(people):
    release = released(people, [("a", "b")], threshold=5)
    assume(release)
    tables = printed(release)
    ways = list(possibilities(tables, people.categories, people.size))
    found = attack_linked(tables, threshold=5)
    points = [(a, b) for a in people.categories["a"] for b in people.categories["b"]]
    for table in tables:
        places = [("a", "b").index(column) for column in table.columns]
        for line, read in table.lines.items():
            if read is None:
                held = [n for n, point in enumerate(points) if tuple(point[place] for place in places) == line]
                values = {sum(way[n] for n in held) for way in ways}
                assert max(values) >= 5
                assert len(values) > 1
                bound = next(
                    (b for name, b in found.intervals.items() if name == f"{table.name}/{'|'.join(line)}"), None
                )
                if bound:
                    assert (bound.low, bound.high) == (min(values), max(values))


@settings(max_examples=40, deadline=None)
@given(people=populations(columns=("a", "b")), threshold=thresholds)
def test_a_group_that_answers_as_one_is_not_known_to(people, threshold):
    release = released(people, [("a", "b")], threshold=threshold, sensitive=["b"])
    assume(release)
    both = next(table for table in release.tables if table.columns == ("a", "b"))
    assert 0 not in both.counts.values()
    groups = next(table for table in release.tables if table.columns == ("a",))
    for (group,), size in groups.counts.items():
        answers = [count for key, count in both.counts.items() if key[0] == group]
        assert len(answers) == 1 or size is None or size not in answers


@pytest.mark.parametrize("naive", ["small", "small_and_one"])
def test_a_planted_weak_release_is_found_out(naive):
    people = counted(("a", "b"), [("x", "u")] * 20 + [("x", "v")] * 2 + [("y", "u")] * 9 + [("y", "v")] * 12)
    hidden = {("x", "v")} if naive == "small" else {("x", "v"), ("x", "u")}
    tables = tuple(
        CrossTable(columns, {key: None if key in hidden else count for key, count in people.by(columns).items()})
        for columns in ((), ("a",), ("b",), ("a", "b"))
    )
    found = attack_linked(printed(LinkedTables(tables, 5)), threshold=5)
    assert not found.passed
    with pytest.raises(CannotBeMadeSafe):
        protect(people, [("a",)], threshold=5, published=[LinkedTables(tables, 5)])


def test_newcomers_never_change_a_number():
    rows = [("x", "u")] * 20 + [("y", "v")] * 20
    first = protect(counted(("a", "b"), rows), [("a", "b")], threshold=5)
    with pytest.raises(OtherPeople):
        protect(counted(("a", "b"), [*rows, ("x", "v")]), [("a",)], threshold=5, published=[first])


def test_a_reader_without_the_list_of_merges_may_still_add_up():
    fine = LinkedTables((CrossTable((), {(): 36}), CrossTable(("a",), {("x",): 20, ("y",): None, ("z",): None})), 5)
    merged = LinkedTables((CrossTable(("a",), {("x y",): 29, ("z",): None}),), 5)
    assert not attack_linked([*printed(fine, "1"), *printed(merged, "2")], threshold=5).passed


def test_tables_of_different_people_contradict_each_other():
    one = LinkedTables((CrossTable(("a",), {("x",): 20, ("y",): 9}),), 5)
    other = LinkedTables((CrossTable(("a",), {("x",): 20, ("y",): 10}),), 5)
    assert attack_linked([*printed(one, "1"), *printed(other, "2")], threshold=5).contradiction


def test_when_time_is_over_it_merges_and_says_so():
    rows = [("a0", "b0")] * 30 + [("a0", "b1")] * 9 + [("a0", "b2")] * 8 + [("a1", "b0")] * 2 + [("a1", "b2")] * 7
    people = counted(("a", "b"), rows)
    watches = iter([lambda: True, lambda: False])
    release = protect(people, [("a", "b")], threshold=5, merges=MERGES, watch=lambda: next(watches))
    assert release.merged_for_want_of_time
    assert release.ends == {"b": {"b2": "autres"}}
    with pytest.raises(CannotBeMadeSafe):
        protect(people, [("a", "b")], threshold=5, watch=lambda: lambda: True)


def test_thresholds_hold():
    people = counted(("a",), [("x",)] * 10)
    with pytest.raises(ThresholdTooLow):
        protect(people, [("a",)], threshold=4)
    with pytest.raises(TooFewContributors):
        protect(people, [("a",)], threshold=11)


def test_many_questions_tied_by_two_traits_stay_small():
    names = ("age", "place", *(f"q{n}" for n in range(12)))
    rows = [[f"{name}{(n * (7 + at) // 3 + n // (at + 2)) % 4}" for at, name in enumerate(names)] for n in range(400)]
    people = counted(names, rows)
    crossed = [(trait, name) for trait in ("age", "place") for name in names[2:]]
    release = protect(people, crossed, threshold=5)
    assert attack_linked(printed(release), threshold=5).passed
