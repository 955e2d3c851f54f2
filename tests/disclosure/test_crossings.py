"""Crossings of a release: whatever the people, what was declared and what is out, nobody is told few (D2-D5, D7)."""

from collections import Counter
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from hcec.disclosure.attacker import ReleaseUnsafe, check
from hcec.disclosure.crossing_attacker import attack_crossings
from hcec.disclosure.crossings import Variable, Wanted, cross
from hcec.disclosure.merging import Merge
from hcec.disclosure.protection import protect_one_way, publish
from hcec.disclosure.thresholds import CannotBeMadeSafe
from hcec.disclosure.values import UNANSWERED, Level
from tests.disclosure import releases

ATOMS = {"age": ("a0", "a1", "a2", UNANSWERED), "place": ("p0", "p1", "p2", "p3"), "q1": ("1", "2", UNANSWERED)}
MERGES = {
    "age": (Merge(("a0", "a1"), "young"),),
    "place": (Merge(("p3",), "other"), Merge(("p2",), "other"), Merge(("p1",), "other")),
    "q1": (),
}
LABELS = {code: code for codes in [*ATOMS.values(), ("young", "other")] for code in codes}
NO_SHRINKING = [Phase.explicit, Phase.reuse, Phase.generate]  # an example takes a second
THREE = (("age", "q1"), ("q1", "place"), ("place", "age"))


@st.composite
def people(draw):
    """A hundred people or more, in lumps, so that empty, small and large cells all occur."""
    counts = draw(st.lists(st.sampled_from([0, 0, 1, 2, 4, 5, 7, 12, 30]), min_size=48, max_size=48))
    found = dict(zip(product(*ATOMS.values()), counts, strict=True))
    assume(sum(counts) >= 100)
    return found


def variable(code, counts, sensitive):
    place, base = list(ATOMS).index(code), sum(counts.values())
    held = dict.fromkeys(ATOMS[code], 0)
    for key, count in counts.items():
        held[key[place]] += count
    order = {"merge_order": MERGES[code], "sensitive": sensitive}
    internal = protect_one_way(held, base=base, threshold=5, **order)
    public = protect_one_way(held, base=base, threshold=11, coarsen=internal, **order)
    tables = [publish(each, code=code, title=code, labels=LABELS) for each in (internal, public)]
    return Variable(*tables, code, MERGES[code], (("young", "young"), ("other", "other")))


def wanted(counts, crossings=THREE, *, sensitive=False, published=()):
    try:
        variables = tuple(variable(code, counts, sensitive and code == "q1") for code in ATOMS)
    except CannotBeMadeSafe:
        assume(False)
    joint = (tuple(ATOMS), tuple(sorted((key, count) for key, count in counts.items() if count)))
    return Wanted(tuple(crossings), tuple(map(str, crossings)), variables, (joint,), 5, 11, tuple(published))


def out(found, asked, *, for_public):
    """Return a release of all that is asked, as it would leave."""
    return replace(
        releases.release(tables=(), quotations=(), text=()),
        level=Level.PUBLIC if for_public else Level.INTERNAL,
        threshold=11 if for_public else 5,
        contributors=sum(count for _key, count in asked.joints[0][1]),
        tables=tuple(each.public if for_public else each.internal for each in asked.variables),
        crossings=found.tables,
        checked=None,
    )


def assert_true(table, counts, threshold):
    """Every number shown is the true one, and none is small."""
    at = [list(ATOMS).index(axis.code) for axis in (table.rows, table.columns)]
    told = Counter()
    for key, count in counts.items():
        told[key[at[0]], key[at[1]]] += count
    for row, line in zip(table.rows.categories, table.counts, strict=True):
        for column, count in zip(table.columns.categories, line, strict=True):
            true = sum(told[atoms] for atoms in product(row.atoms, column.atoms))
            assert count in (None, true)
            assert count is None or count == 0 or count >= threshold


@settings(max_examples=20, deadline=None, phases=NO_SHRINKING)
@given(counts=people(), sensitive=st.booleans())
def test_internal_and_public_are_true_and_safe_apart_and_together(counts, sensitive):
    asked = wanted(counts, sensitive=sensitive)
    inside, outside = (cross(asked, for_public=public) for public in (False, True))
    for found, threshold in ((inside, 5), (outside, 11)):
        for table in found.tables:
            assert_true(table, counts, threshold)
    first = check(out(inside, asked, for_public=False))
    assert check(out(outside, asked, for_public=True), published=[first]).is_safe
    assert check(out(outside, asked, for_public=True)).is_safe


@settings(max_examples=20, deadline=None, phases=NO_SHRINKING)
@given(counts=people())
def test_a_public_crossing_only_coarsens_the_internal_one(counts):
    asked = wanted(counts)
    inside = {table.code: table for table in cross(asked, for_public=False).tables}
    for table in cross(asked, for_public=True).tables:
        fine = inside[table.code]
        for mine, axis in ((table.rows, fine.rows), (table.columns, fine.columns)):
            for category in mine.categories:
                assert any(category.atoms >= part.atoms for part in axis.categories)
        hidden = {
            (row.atoms, column.atoms)
            for row, line in zip(fine.rows.categories, fine.counts, strict=True)
            for column, count in zip(fine.columns.categories, line, strict=True)
            if count is None
        }
        for row, line in zip(table.rows.categories, table.counts, strict=True):
            for column, count in zip(table.columns.categories, line, strict=True):
                assert count is None or (row.atoms, column.atoms) not in hidden


@settings(max_examples=20, deadline=None, phases=NO_SHRINKING)
@given(counts=people(), order=st.permutations([(0, False), (1, False), (2, False), (0, True), (1, True), (2, True)]))
def test_releases_one_after_the_other_tell_no_more(counts, order):
    """D5: each release takes some declared crossings, at one level; whatever the order, all that is out holds."""
    published = []
    for place, public in order[:4]:
        asked = wanted(counts, published=published)
        found = cross(asked, for_public=public)
        kept = replace(found, tables=tuple(each for each in found.tables if each.code == "__".join(THREE[place])))
        published.append(check(out(kept, asked, for_public=public), published=published))
    assert len(published) == 4


@pytest.mark.parametrize("plant", ["lone", "total"])
def test_a_planted_weak_crossing_is_refused(plant):
    counts = dict.fromkeys(product(*ATOMS.values()), 9) | {("a0", "p0", "1"): 1}
    asked = wanted(counts, THREE[:1])
    (table,) = cross(asked, for_public=False).tables
    (line, *others) = table.counts
    weak = (None, *line[1:]) if plant == "lone" else (1, *line[1:])
    planted = replace(table, counts=(weak, *others))
    release = replace(out(cross(asked, for_public=False), asked, for_public=False), crossings=(planted,))
    with pytest.raises(ReleaseUnsafe):
        check(release)


def test_what_cannot_be_protected_beside_what_is_out_is_left_out():
    counts = dict.fromkeys(product(*ATOMS.values()), 9)
    asked = wanted(counts)
    first = check(out(cross(asked, for_public=False), asked, for_public=False))
    newcomer = wanted(counts | {("a0", "p0", "1"): 10}, published=[first])
    assert cross(newcomer, for_public=False).left_out == THREE
    assert not cross(newcomer, for_public=False).tables


def test_under_a_hundred_people_nothing_is_crossed():
    counts = dict.fromkeys(product(*ATOMS.values()), 2)
    assert cross(wanted(counts), for_public=False).left_out == THREE


def test_the_sum_of_shown_lines_is_no_secret_but_a_lone_hidden_line_is():
    counts = dict.fromkeys(product(*ATOMS.values()), 9)
    asked = wanted(counts, THREE[:1])
    (fine,) = cross(asked, for_public=False).tables
    coarse = replace(fine, counts=tuple((None,) * len(line) for line in fine.counts))
    assert attack_crossings((), [fine, coarse], 5).passed
    assert not attack_crossings((), [replace(fine, counts=((None, *fine.counts[0][1:]), *fine.counts[1:]))], 5).passed
