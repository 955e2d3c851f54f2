"""The attacker on linked tables finds what counting every possibility finds, and knows nothing of the protector."""

import ast
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hcec.disclosure
from hcec.disclosure.bounding import Interval
from hcec.disclosure.deduction import Told
from hcec.disclosure.linked_attacker import Unreadable, attack_linked, read_folder
from tests.disclosure.populations import populations, possibilities

ITS_OWN = {"linked_attacker", "deduction", "narrowing"}
NEUTRAL = {"blocks", "bounding", "thresholds", "values", "wording"}
"""Values, the reading of one cell, and how a graph is cut: nothing of how lines are hidden."""


def tables_of(people, readings):
    """Return the three tables of two columns with a total, each line read as drawn: told, bounded or hidden."""
    for columns in ((), ("a",), ("b",), ("a", "b")):
        lines = {}
        for line, count in people.by(columns).items():
            below, above, told = next(readings)
            lines[line] = Interval(max(count - below, 0), count + above) if told or not columns else None
        yield Told("_".join(columns) or "total", columns, lines)


@settings(max_examples=60, deadline=None)
@given(people=populations(most=8, sizes=(2, 2), columns=("a", "b")), data=st.data())
def test_its_bounds_are_those_of_every_possibility(people, data):
    one = st.tuples(st.sampled_from([0, 0, 1]), st.sampled_from([0, 0, 2]), st.booleans())
    drawn = data.draw(st.lists(one, min_size=9, max_size=9))
    tables = list(tables_of(people, iter([(0, 0, True), *drawn])))
    if len(tables[3].lines) < len(people.categories["a"]) * len(people.categories["b"]):
        return  # a combination that is not listed is nobody: the enumerator would have to know
    ways = list(possibilities(tables, people.categories, people.size))
    points = [(a, b) for a in people.categories["a"] for b in people.categories["b"]]
    found = attack_linked(tables, threshold=5)
    assert not found.undecided
    seen = {}
    for table in tables:
        places = [("a", "b").index(column) for column in table.columns]
        for line in table.lines:
            held = [n for n, point in enumerate(points) if tuple(point[place] for place in places) == line]
            values = [sum(way[n] for n in held) for way in ways]
            seen[f"{table.name}/{'|'.join(line)}"] = Interval(min(values), max(values))
    for name, bound in found.intervals.items():
        assert bound == seen[name]


@pytest.mark.parametrize("module", sorted(ITS_OWN))
def test_it_knows_nothing_of_the_protector(module):
    source = Path(hcec.disclosure.__file__).with_name(f"{module}.py").read_text(encoding="utf-8")
    known = {
        node.module.removeprefix("hcec.disclosure.")
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.module.startswith("hcec")
    }
    assert known <= ITS_OWN | NEUTRAL


@pytest.mark.parametrize("text", ["", "a,b\nx,1\n", "a,count,status\nx,many,shown\n", "a,count,status\nx\n"])
def test_what_is_no_table_is_refused(text):
    with pytest.raises(Unreadable):
        read_folder("here", {"a.csv": text})


def test_a_list_of_merges_is_used_to_add_up():
    fine = read_folder(
        "1", {"total.csv": "count,status\n50,shown\n", "a.csv": "a,count,status\nx,,\ny,,\nz,,\nt,20,\n"}
    )
    coarse = {"a.csv": "a,count,status\nautres,22,shown\nz,,hidden\nt,20,shown\n"}
    blind = attack_linked([*fine, *read_folder("2", coarse)], threshold=5)
    told = attack_linked(
        [*fine, *read_folder("2", {**coarse, "merged.json": '{"a": {"x": "autres", "y": "autres"}}'})], threshold=5
    )
    assert blind.intervals["1/a/z"] == told.intervals["1/a/z"] == Interval(8, 8)
    assert told.intervals["1/a/x"] == Interval(0, 22)
