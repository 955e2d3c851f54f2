"""No release leaves with a crossing that was not attacked beside all that is out (D2-D4, D7)."""

from dataclasses import replace

import pytest

from hcec.disclosure.attacker import ReleaseUnsafe, check
from hcec.disclosure.crossing_attacker import attack_crossings
from hcec.disclosure.values import Axis, Category, Cell, CrossTable, Kind, Level, Table
from tests.documents.rich import CROSSING, rich

FINE = ("a", "b", "c")
YES_NO = Axis("q9", "Quoi ?", (Category("y", "Oui"), Category("n", "Non")))


def crossing(lines, counts, *, code="x", base=None, totals=None, **more):
    axis = Axis("place", "Où ?", lines)
    rows, columns = totals or (tuple(map(sum, counts)), tuple(map(sum, zip(*counts, strict=True))))
    return CrossTable(code, "X", base or sum(rows), axis, YES_NO, counts, rows, columns, **more)


def one(code):
    return Category(code, code)


def findings(made, **changes):
    with pytest.raises(ReleaseUnsafe) as caught:
        check(replace(made, **changes))
    return next(each for each in caught.value.report.checks if each.scope == "crossings")


def test_a_crossing_that_holds_is_attacked_at_its_threshold_and_at_each_below():
    made = rich()
    assert [(each.threshold, each.passed) for each in made.checked.checks if each.scope == "crossings"] == [(11, True)]
    inside = rich(level=Level.INTERNAL, threshold=5)
    both = check(replace(made, checked=None), published=[inside])
    assert [each.threshold for each in both.checked.checks if each.scope == "crossings"] == [5, 11]


@pytest.mark.parametrize(
    "counts",
    [
        ((26, 15, None, None), (34, 20, None, None)),  # ten are left on the first line
        ((26, 13, 2, None), (34, 22, 1, None)),
        ((26, 13, None, None), (34, 22, 1, None)),
    ],
)
def test_a_planted_weak_crossing_is_refused(counts):
    found = findings(rich(), crossings=(replace(CROSSING, counts=counts),))
    assert found.proved_below or found.exact or found.findings


def test_one_way_tables_beside_a_crossing_may_give_it_away():
    hidden = crossing((one("a"), one("b")), ((60, None), (40, None)), totals=((None, None), (100, 20)), base=120)
    table = Table("place", "Où ?", 120, (Cell(one("a"), 63), Cell(one("b"), 57)))
    assert attack_crossings((), [hidden], 5).passed
    assert "x/a|n" in attack_crossings([table], [hidden], 5).exact


def test_what_an_earlier_release_said_counts():
    hidden = crossing((one("a"), one("b")), ((60, None), (40, None)), totals=((None, None), (100, 20)), base=120)
    table = Table("place", "Où ?", 120, (Cell(one("a"), 63), Cell(one("b"), 57)))
    bare = {"quotations": (), "sections": (), "contributors": 120}
    crossed = rich(**bare, tables=(), crossings=(hidden,))
    later = rich(**bare, tables=(table,), crossings=())
    for first, then in ((crossed, later), (later, crossed)):
        with pytest.raises(ReleaseUnsafe):
            check(replace(then, checked=None), published=[first])


def test_a_percentage_beside_a_crossing_is_read():
    hidden = crossing((one("a"), one("b")), ((60, None), (40, None)), totals=((None, None), (100, 20)), base=120)
    table = Table("place", "Où ?", 120, (Cell(one("a"), None, percent=52), Cell(one("b"), None, percent=48)))
    assert attack_crossings([table], [hidden], 5).proved_below


def test_three_ways_of_cutting_are_read_by_what_each_is_made_of():
    fine = Table("place", "Où ?", 130, tuple(Cell(one(code), n) for code, n in zip("abc", (40, 28, 62), strict=True)))
    half = (one("a"), Category("c", "bc", ("b", "c")))
    whole = (Category("c", "abc", FINE),)
    coarser = crossing(half, ((30, 10), (50, 40)))
    coarsest = crossing(whole, ((80, 50),), code="y")
    assert attack_crossings([fine], [coarser, coarsest], 5).passed
    told = crossing(half, ((40, 0), (None, None)), totals=((40, 90), (80, 50)), base=130)
    assert "x/b+c|n" in attack_crossings([fine], [told], 5).exact


def test_what_cannot_be_read_is_refused():
    lines = (one("a"), one("b"))
    made = crossing(lines, ((40, 20), (30, 40)))
    assert attack_crossings((), [made], 5).passed
    assert attack_crossings((), [crossing(lines, ((40, 10), (20, 20)))], 5).findings == ("crossing_of_few:x",)
    several = Table("place", "Où ?", 130, (Cell(one("a"), 60), Cell(one("b"), 90)), kind=Kind.MULTIPLE)
    assert attack_crossings([several], [made], 5).findings == ("not_nested:place",)
    other = Table("place", "Où ?", 130, (Cell(one("a"), 60), Cell(one("c"), 70)))
    assert attack_crossings([other], [made], 5).findings == ("not_nested:place",)
    twice = replace(made, rows=YES_NO)
    assert attack_crossings((), [twice], 5).findings == ("not_nested:x",)
    wrong = Table("place", "Où ?", 130, (Cell(one("a"), 61), Cell(one("b"), 69)))
    assert attack_crossings([wrong], [made], 5).findings == ("inconsistent:crossings",)


def test_nobody_is_not_told_of_a_sensitive_answer():
    lines = (one("a"), one("b"))
    made = crossing(lines, ((60, 0), (30, 40)))
    assert attack_crossings((), [made], 5).passed
    assert attack_crossings((), [replace(made, sensitive=True)], 5).findings == ("all_or_nobody:x/a|n",)
