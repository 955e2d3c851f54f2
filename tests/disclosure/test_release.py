"""A release is one canonical thing, and leaves only after an attack that found nothing (D7)."""

import dataclasses
import json

import pytest

from hcec.disclosure.attacker import ReleaseUnsafe, check
from hcec.disclosure.values import Category, Cell, Level, Quotation, Table, from_bytes, sha256, to_bytes
from tests.disclosure.releases import release, tables


def refused(made, **changes):
    with pytest.raises(ReleaseUnsafe) as caught:
        check(dataclasses.replace(made, **changes))
    return caught.value.report


def table(*counts, base=118, code="q9", sensitive=False):
    cells = tuple(Cell(Category(f"c{place}", f"C{place}"), count) for place, count in enumerate(counts))
    return Table(code, "Q", base, cells, sensitive=sensitive)


def only(leak, **changes):
    return release(tables=(leak,), quotations=(), **changes)


def test_a_release_reads_back_as_it_was_written():
    made = release()
    assert from_bytes(to_bytes(made)) == made
    assert sha256(from_bytes(to_bytes(made))) == sha256(made)
    assert json.loads(to_bytes(made))["closed"] == "2026-09"


def test_the_order_of_making_does_not_change_the_bytes():
    assert to_bytes(release()) == to_bytes(release(title="Mon arrivée : ce que vous avez dit"))


def test_a_lone_surrogate_does_not_stop_a_release():
    assert "a?b" in to_bytes(release(title="a\udc80b")).decode()


def test_a_day_is_refused_where_a_month_is_enough():
    with pytest.raises(ValueError, match="months"):
        release(closed="2026-09-14")


def test_a_safe_release_carries_its_report():
    made = release()
    assert made.is_safe
    assert {check.scope for check in made.checked.checks} == {"public", "together", "quotations"}
    assert not dataclasses.replace(made, checked=None).is_safe


@pytest.mark.parametrize(
    ("leak", "found"),
    [
        (table(3, 115), "proved_below"),
        (table(None, 115), "exact"),
        (table(None, None, 114), "proved_below"),
        (table(0, 118, sensitive=True), "findings"),
        (table(5, 5, base=10), "findings"),
    ],
)
def test_a_table_that_tells_too_much_is_refused(leak, found):
    assert any(getattr(check, found) for check in refused(release(), tables=(leak,)).checks)


def test_two_releases_that_are_each_safe_may_not_be_so_together():
    first = only(table(None, None, 80))
    second = only(table(None, 20, None))
    with pytest.raises(ReleaseUnsafe):
        check(second, published=[first])


def test_a_newcomer_between_two_releases_is_refused():
    first = only(table(40, 78))
    with pytest.raises(ReleaseUnsafe):
        check(only(table(41, 78, base=119), contributors=119), published=[first])


def test_another_consultation_is_no_part_of_the_attack():
    other = only(table(None, None, 80), slug="la-nuit")
    assert check(only(table(None, 20, None)), published=[other]).is_safe


def test_internal_and_public_are_attacked_together():
    inside = release(level=Level.INTERNAL, threshold=5, tables=tables(threshold=5))
    assert check(release(), published=[inside]).is_safe


def test_a_quotation_names_only_a_trait_that_is_shown():
    quote = Quotation("LIEU", "Là où je vis", "Bonjour", Category("hotel", "Hôtel"))
    assert any(check.findings for check in refused(release(), quotations=(quote,)).checks)


@pytest.mark.parametrize("contributors", [None, 10])
def test_nothing_is_published_under_k_contributors(contributors):
    assert not refused(release(), contributors=contributors).passed
    assert release(contributors=contributors, tables=(), quotations=()).is_safe
