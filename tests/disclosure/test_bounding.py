"""The attacker's bounds are the tightest there are: counting every possibility finds the same ones."""

from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hcec.disclosure.bounding import Interval, NotNested, bound_choices, bound_parts, reading
from hcec.disclosure.values import UNANSWERED, Category, Cell
from hcec.disclosure.wording import Proportion


def atoms(text):
    return frozenset(text)


@settings(max_examples=150, deadline=None)
@given(
    counts=st.tuples(*[st.integers(0, 4)] * 4),
    fine=st.sets(st.sampled_from("abcd")),
    coarse=st.sets(st.sampled_from(["ab", "cd"])),
)
def test_nested_parts_are_bounded_exactly(counts, fine, coarse):
    true = dict(zip("abcd", counts, strict=True))
    base = sum(counts)
    read = {}
    for part in ["a", "b", "c", "d", "ab", "cd"]:
        count = sum(true[atom] for atom in part)
        read[atoms(part)] = Interval(count, count) if part in fine | coarse else Interval(0, base)
    ways = [
        way
        for values in product(range(base + 1), repeat=4)
        if sum(values) == base
        and all(
            read[atoms(part)].low <= sum(way[atom] for atom in part) <= read[atoms(part)].high
            for way in [dict(zip("abcd", values, strict=True))]
            for part in ["a", "b", "c", "d", "ab", "cd"]
        )
        for way in [dict(zip("abcd", values, strict=True))]
    ]
    found = bound_parts(read, base)
    for part in read:
        values = [sum(way[atom] for atom in part) for way in ways]
        assert found[part] == Interval(min(values), max(values))


@settings(max_examples=150, deadline=None)
@given(
    children=st.lists(st.integers(0, 7), min_size=1, max_size=9),
    shown=st.sets(st.sampled_from(["a", "b", "c", UNANSWERED])),
)
def test_choices_are_bounded_exactly(children, shown):
    base = len(children)
    true = {code: sum(child >> place & 1 for child in children) for place, code in enumerate("abc")}
    true[UNANSWERED] = children.count(0)
    read = {code: Interval(true[code], true[code]) if code in shown else Interval(0, base) for code in true}
    spans = [range(read[code].low, read[code].high + 1) for code in read]
    ways = [dict(zip(read, values, strict=True)) for values in product(*spans)]
    ways = [way for way in ways if max(way[c] for c in "abc") <= base - way[UNANSWERED] <= sum(way[c] for c in "abc")]
    assume(ways)
    found = bound_choices(read, base)
    for code in true:
        assert found.chosen[code] == Interval(min(way[code] for way in ways), max(way[code] for way in ways))
    for code in "abc":
        assert found.not_chosen[code] == max(base - way[UNANSWERED] - way[code] for way in ways)


@pytest.mark.parametrize(("cut", "other"), [("ab", "bc"), ("abc", "d")])
def test_cuts_that_cross_or_leave_a_hole_are_refused(cut, other):
    read = {atoms(part): Interval(0, 9) for part in ("a", cut, other)}
    with pytest.raises(NotNested):
        bound_parts(read, 9)


def test_percentages_and_words_are_read_as_bounds():
    category = Category("a", "A")
    assert reading(Cell(category, None), 40) == Interval(0, 40)
    assert reading(Cell(category, None, percent=50), 118) == Interval(59, 59)
    assert reading(Cell(category, None, percent=50), 1000) == Interval(495, 505)
    assert reading(Cell(category, None, word=Proportion.MOST), 100) == Interval(60, 84)
    assert reading(Cell(category, None, word=Proportion.NEARLY_ALL), 100) == Interval(85, 99)


@given(base=st.integers(20, 2000), data=st.data())
def test_a_percentage_always_holds_its_count(base, data):
    from hcec.disclosure.thresholds import percent

    count = data.draw(st.integers(0, base))
    told = percent(count, base)
    assume(told is not None)
    found = reading(Cell(Category("a", "A"), None, percent=told), base)
    assert found.low <= count <= found.high
