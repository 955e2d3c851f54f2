"""Nothing that a yearbook tells points at anybody: not a table, not its neighbours, not a correction (D1-D5, D7)."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hcec.disclosure.crossing_attacker import attack_crossings
from hcec.yearbook.checks import Disagreement, changes, disagreements
from hcec.yearbook.correcting import SmallDifference, TellsTheOther, Version, correct_year, small_differences
from hcec.yearbook.protecting import Why, attacks, protect_year
from hcec.yearbook.retelling import retold
from hcec.yearbook.tables import TABLES, tables_in
from tests.yearbook.making import counted, people_of, year_of

FEW_EXAMPLES = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def one(told, family):
    return next(each for each in told if each.family == family)


def printed(told):
    """Return every number of a family that is told, with its lines as asked."""
    for table in told.tables:
        for cell in table.cells:
            yield table.code, cell.category.atoms, frozenset({""}), cell.count
    for table in told.crossings:
        for row, line in zip(table.rows.categories, table.counts, strict=True):
            for column, count in zip(table.columns.categories, line, strict=True):
                yield table.code, row.atoms, column.atoms, count


@FEW_EXAMPLES
@given(size=st.integers(11, 900), seed=st.integers(0, 10**6), threshold=st.sampled_from([5, 11]))
def test_what_is_told_is_true_never_small_and_survives_the_attack(size, seed, threshold):
    numbers = year_of(size, seed)
    assert not disagreements(numbers)
    for told in protect_year(numbers, threshold):
        assert all(check.passed for check in told.checks)
        assert told.tables or {each.why for each in told.left_out} == {Why.TOGETHER}
        for code, rows, columns, count in printed(told):
            assert count is None or count == 0 or count >= threshold
            if count is not None and code in numbers:
                held = (number for (row, column), number in numbers[code].items() if row in rows and column in columns)
                assert sum(held) == count


def test_one_number_more_than_what_is_told_and_the_attack_bites():
    numbers = year_of(400, 3)
    numbers["placed_status"] = {("mna", ""): 4, ("other", ""): 396}
    told = one(protect_year(numbers, 11), "placed")
    table = next(each for each in told.tables if each.code == "placed_status")
    assert [cell.count for cell in table.cells] == [None, None]
    opened = replace(table, cells=(table.cells[0], replace(table.cells[1], count=396)))
    assert not attacks("placed", [opened], [], 11)[0].passed
    assert not attack_crossings([opened], [], 11).passed


def test_a_family_of_few_and_a_table_not_wholly_known_are_left_out_and_named():
    numbers = year_of(150, 1)
    few = numbers | counted("waiting", people_of("waiting", 9, Random(2)))
    few["placed_status"] = {("mna", ""): 12}
    told = protect_year(few, 11)
    assert [(each.table, each.why) for each in one(told, "waiting").left_out] == [("waiting_measure_delay", Why.FEW)]
    assert ("placed_status", Why.UNKNOWN) in [(each.table, each.why) for each in one(told, "placed").left_out]
    assert not one(told, "waiting").tables
    assert "placed_status" not in {t.code for t in one(told, "placed").tables}


def test_who_came_and_who_left_are_told_together_or_not_at_all():
    few = year_of(150, 1) | counted("exits", people_of("exits", 6, Random(2)))
    told = protect_year(few, 11)
    assert not one(told, "entries").tables
    assert not one(told, "exits").tables
    assert {each.why for each in one(told, "entries").left_out} == {Why.TOGETHER}


def test_under_a_hundred_people_nothing_is_crossed():
    told = one(protect_year(year_of(60, 5), 11), "placed")
    assert not told.crossings
    assert told.tables


def test_tables_that_count_other_people_and_lines_that_leap_are_seen():
    numbers = year_of(200, 4)
    moved = numbers | {"placed_place": {**numbers["placed_place"], ("foster", ""): 10**4}}
    assert {found.table for found in disagreements(moved)} >= {"placed_place"}
    assert all(isinstance(found, Disagreement) and found.axis == "" for found in disagreements(moved)[:1])
    assert changes(numbers, numbers) == []
    assert ("placed_place", "foster") in {(each.table, each.code) for each in changes(moved, numbers)}


def test_a_correction_by_less_than_a_group_is_refused():
    numbers, people = year_of(400, 6), people_of("home", 401, Random(9))
    version = Version(numbers, tuple(protect_year(numbers, 11)))
    one_less = Version(numbers | counted("home", people[:-1]), version.told)
    with pytest.raises(SmallDifference):
        correct_year(numbers | counted("home", people), 11, [one_less])
    assert correct_year(numbers, 11, [version]) == list(version.told)


def test_a_third_version_does_not_come_back_near_the_first():
    first = year_of(400, 6)
    held = first["waiting_measure_delay"]
    second, third = (
        first | {"waiting_measure_delay": {place: number + more for place, number in held.items()}} for more in (40, 3)
    )
    out = [Version(each, tuple(protect_year(each, 11))) for each in (first, second)]
    assert small_differences(second, third, 11) == []
    with pytest.raises(SmallDifference):
        correct_year(third, 11, out)


@FEW_EXAMPLES
@given(seed=st.integers(0, 10**6), size=st.integers(120, 500))
def test_a_correction_that_leaves_tells_nothing_of_what_came_before(seed, size):
    """One line was typed under another's name: the two are exchanged."""
    numbers = year_of(150, seed)
    after = numbers | counted("home", exchanged(people_of("home", size, Random(seed)), "home_measure"))
    before = numbers | counted("home", people_of("home", size, Random(seed)))
    version = Version(before, tuple(protect_year(before, 11)))
    if small_differences(before, after, 11):
        return
    try:
        found = correct_year(after, 11, [version])
    except TellsTheOther:
        return
    was, now = one(version.told, "home"), one(found, "home")
    if not now.tables:  # nothing saves it: it is left out, and named
        return
    assert [told for told in found if told.family != "home"] == [t for t in version.told if t.family != "home"]
    assert all(check.passed for check in now.checks)
    kept = retold(was, after, 11)
    assert all(
        c.passed for c in attacks("home", [*now.tables, *kept.tables], [*now.crossings, *kept.crossings], 11)[1:]
    )


def exchanged(people, axis):
    turned = {"aed": "aemo", "aemo": "aed"}
    return [{**person, axis: turned.get(person[axis], person[axis])} for person in people]


def test_no_two_tables_of_a_family_tie_three_axes_in_a_ring():
    for family in {table.family for table in TABLES}:
        pairs = {frozenset(axis.code for axis in table.axes) for table in tables_in(family) if table.columns}
        axes = set().union(*pairs) if pairs else set()
        assert not pairs or len(pairs) < len(axes), family
