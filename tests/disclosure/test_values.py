"""A release is written in one form alone, and read back as it was, whatever its version (D5)."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hcec.disclosure import values
from hcec.disclosure.values import (
    Ask,
    AttackReport,
    Axis,
    Category,
    Cell,
    Check,
    CrossTable,
    Kind,
    Level,
    Passage,
    Quotation,
    Release,
    Section,
    Table,
    from_bytes,
    sha256,
    to_bytes,
)
from tests.disclosure.releases import release

words = some.text(some.characters(exclude_categories=["Cs"]), max_size=8)
counts = some.none() | some.integers(0, 300_000)


def several(strategy):
    return some.lists(strategy, max_size=3).map(tuple)


categories = some.builds(Category, words, words, several(words))
cells = some.builds(Cell, categories, counts, counts, some.none() | words)
tables = some.builds(Table, words, words, some.integers(0, 9), several(cells), some.sampled_from(Kind), words)
passages = some.builds(Passage, words, several(several(words)))
checks = some.builds(Check, words, some.integers(5, 11), some.integers(0, 9), *[several(words)] * 3)


@some.composite
def crossings(draw):
    height, width = draw(some.integers(1, 3)), draw(some.integers(1, 3))

    def exactly(size, strategy):
        return draw(some.lists(strategy, min_size=size, max_size=size).map(tuple))

    rows, columns = (Axis(draw(words), draw(words), exactly(size, categories)) for size in (height, width))
    grid = tuple(exactly(width, counts) for _ in range(height))
    return CrossTable(
        draw(words), draw(words), 118, rows, columns, grid, exactly(height, counts), exactly(width, counts)
    )


releases = some.builds(
    Release,
    reference=words,
    level=some.sampled_from(Level),
    threshold=some.integers(5, 11),
    **dict.fromkeys(("title", "council", "department", "consultation", "slug", "period", "embargo"), words),
    opened=some.just("2026-08"),
    closed=some.just("2026-09"),
    contributors=counts,
    tables=several(tables),
    crossings=several(crossings()),
    quotations=several(some.builds(Quotation, words, words, words, some.none() | categories)),
    text=several(passages),
    method=several(words),
    sections=several(some.builds(Section, words, several(passages), several(words), several(words))),
    asks=several(some.builds(Ask, words, words, words)),
    checked=some.none() | some.builds(AttackReport, several(checks)),
)


@given(releases)
def test_what_is_written_is_read_back(made):
    assert from_bytes(to_bytes(made)) == made
    assert to_bytes(from_bytes(to_bytes(made))) == to_bytes(made)


def test_the_first_version_is_still_read_and_keeps_its_fingerprint():
    old = replace(release(), version=1)
    held = json.loads(to_bytes(old))
    assert not set(values._SINCE_2) & set(held)
    again = from_bytes(to_bytes(old))
    assert again == old
    assert sha256(again) == sha256(old)


def test_the_first_version_holds_nothing_that_came_later():
    with pytest.raises(ValueError, match="version 1"):
        replace(release(), version=1, asks=(Ask("Une visite avant"),))


@pytest.mark.parametrize("change", [{"title": 3}, {"unknown": 1}, {"level": "secret"}, {"contributors": "12"}])
def test_anything_else_is_refused(change):
    held = {**json.loads(to_bytes(release())), **change}
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_bytes(json.dumps(held).encode())


def test_a_crossing_has_a_count_for_each_of_its_cells():
    axis = Axis("a", "A", (Category("x", "X"), Category("y", "Y")))
    with pytest.raises(ValueError, match="as many counts"):
        CrossTable("t", "T", 118, axis, axis, ((1, 2),), (3, 4), (5, 6))
