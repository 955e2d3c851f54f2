"""Whatever the counts, what is published never gives a small number away (D1-D4, D7)."""

from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hcec.disclosure.attacker import attack
from hcec.disclosure.merging import Merge
from hcec.disclosure.protection import protect_one_way, publish
from hcec.disclosure.thresholds import CannotBeMadeSafe, TooFewContributors, percent
from hcec.disclosure.values import UNANSWERED, Category, Cell, Kind, Table

CODES = ("a", "b", "c", "d", "e")
LABELS = {code: code.upper() for code in (*CODES, "autres", "ab", UNANSWERED)}
TO_OTHERS = (Merge(("e",), "autres"), Merge(("d",), "autres"), Merge(("c",), "autres"))
BY_PAIRS = (Merge(("a", "b"), "ab"), Merge(("c", "d", "e"), "autres"))
orders = st.sampled_from([(), TO_OTHERS, BY_PAIRS])
some = st.one_of(st.integers(0, 6), st.integers(0, 14), st.integers(0, 120))


@st.composite
def parts(draw, counts=some, most=5):
    size = draw(st.integers(2, most))
    found = {code: draw(counts) for code in CODES[:size]}
    return {**found, UNANSWERED: draw(counts)}


@st.composite
def choices(draw, least=5, most=24):
    """Count real children, each with several choices, so that the counts can exist."""
    size = draw(st.integers(2, 4))
    children = draw(st.lists(st.integers(0, 2**size - 1), min_size=least, max_size=most))
    found = {CODES[place]: sum(child >> place & 1 for child in children) for place in range(size)}
    return {**found, UNANSWERED: children.count(0)}, len(children)


def published(counts, base, threshold, **more):
    kind = Kind.EXCLUSIVE if more.get("exclusive", True) else Kind.MULTIPLE
    try:
        protected = protect_one_way(counts, base=base, threshold=threshold, **more)
    except (CannotBeMadeSafe, TooFewContributors):
        return None, None
    return protected, publish(protected, code="t", title="T", labels=LABELS, kind=kind)


def true_counts(table, counts):
    return {cell.category.code: sum(counts[atom] for atom in cell.category.atoms) for cell in table.cells}


def assert_true_and_safe(table, counts, threshold):
    told = attack([table], threshold=threshold)
    assert told.passed, told
    truth = true_counts(table, counts)
    for cell in table.cells:
        assert cell.count in (None, truth[cell.category.code])
        if cell.percent is not None:
            assert cell.percent == percent(truth[cell.category.code], table.base)


@settings(max_examples=400, deadline=None)
@given(counts=parts(), order=orders, sensitive=st.booleans(), threshold=st.sampled_from([5, 11]))
def test_no_part_of_a_whole_can_be_proved_small(counts, order, sensitive, threshold):
    base = sum(counts.values())
    _, table = published(counts, base, threshold, merge_order=order, sensitive=sensitive)
    assume(table)
    assert sum(true_counts(table, counts).values()) == base
    assert_true_and_safe(table, counts, threshold)


@settings(max_examples=300, deadline=None)
@given(asked=choices(most=60), sensitive=st.booleans(), threshold=st.sampled_from([5, 11]))
def test_no_choice_nor_its_rest_can_be_proved_small(asked, sensitive, threshold):
    counts, base = asked
    _, table = published(counts, base, threshold, exclusive=False, sensitive=sensitive)
    assume(table)
    assert_true_and_safe(table, counts, threshold)


@settings(max_examples=300, deadline=None)
@given(counts=parts(), order=orders, coarser=orders, sensitive=st.booleans())
def test_public_and_internal_together_tell_no_more(counts, order, coarser, sensitive):
    base = sum(counts.values())
    internal, inside = published(counts, base, 5, merge_order=order, sensitive=sensitive)
    assume(internal)
    public, outside = published(counts, base, 11, merge_order=coarser, sensitive=sensitive, coarsen=internal)
    assume(public)
    assert attack([inside, outside], threshold=5).passed
    assert attack([outside], threshold=11).passed


@settings(max_examples=200, deadline=None)
@given(asked=choices(least=12, most=60), sensitive=st.booleans())
def test_public_and_internal_choices_together_tell_no_more(asked, sensitive):
    counts, base = asked
    internal, inside = published(counts, base, 5, exclusive=False, sensitive=sensitive)
    assume(internal)
    public, outside = published(counts, base, 11, exclusive=False, sensitive=sensitive, coarsen=internal)
    assume(public)
    assert internal.hidden <= public.hidden
    assert attack([inside, outside], threshold=5).passed
    assert attack([outside], threshold=11).passed


def possible_parts(table):
    """Every way in which the hidden cells may be filled: an attacker that only counts."""
    hidden = [cell for cell in table.cells if cell.count is None]
    left = table.base - sum(cell.count or 0 for cell in table.cells)
    for ways in product(range(left + 1), repeat=len(hidden)):
        if sum(ways) == left:
            yield dict(zip((cell.category.code for cell in hidden), ways, strict=True))


@settings(max_examples=150, deadline=None)
@given(counts=parts(counts=st.integers(0, 7), most=3), order=orders, sensitive=st.booleans())
def test_counting_every_possibility_proves_no_part_small(counts, order, sensitive):
    _, table = published(counts, sum(counts.values()), 5, merge_order=order, sensitive=sensitive)
    assume(table)
    ways = list(possible_parts(table))
    for code in ways[0]:
        values = {way[code] for way in ways}
        assert max(values) >= 5
        assert len(values) > 1


def possible_choices(table):
    """Every set of counts that some children could have made: none above who answered, nor all together below."""
    spans = [range(table.base + 1) if cell.count is None else [cell.count] for cell in table.cells]
    codes = [cell.category.code for cell in table.cells]
    for ways in product(*spans):
        found = dict(zip(codes, ways, strict=True))
        answered = table.base - found.pop(UNANSWERED)
        if max(found.values()) <= answered <= sum(found.values()):
            yield {**found, UNANSWERED: table.base - answered}


@settings(max_examples=60, deadline=None)
@given(asked=choices(most=14), sensitive=st.booleans())
def test_counting_every_possibility_proves_no_choice_small(asked, sensitive):
    counts, base = asked
    _, table = published(counts, base, 5, exclusive=False, sensitive=sensitive)
    assume(table)
    assume(sum(cell.count is None for cell in table.cells) < 5)
    ways = list(possible_choices(table))
    for cell in table.cells:
        values = {way[cell.category.code] for way in ways}
        rests = {base - value for value in values}
        without = {base - way[UNANSWERED] - way[cell.category.code] for way in ways}
        if cell.count is None:
            assert max(values) >= 5
            assert len(values) > 1
        for group in (values, rests) if cell.category.code == UNANSWERED else (values, rests, without):
            assert max(group) >= 5 or group == {0}


@pytest.mark.parametrize(("hidden", "b"), [(("a",), 8), (("a", "b"), 1)])
def test_hiding_the_small_alone_is_found_out(hidden, b):
    counts = {"a": 2, "b": b, "c": 40, UNANSWERED: 7}
    base = sum(counts.values())
    naive = tuple(Cell(Category(code, code), None if code in hidden else count) for code, count in counts.items())
    told = attack([Table("t", "T", base, naive)], threshold=5)
    assert told.exact or told.proved_below
