"""Several départements add up to what each of them already shows, and to nothing more."""

import io
import json
import zipfile
from dataclasses import replace

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as some

from hcec.cli import group
from hcec.disclosure.attacker import attack
from hcec.disclosure.merging import Merge
from hcec.disclosure.protection import protect_one_way, publish
from hcec.disclosure.thresholds import CannotBeMadeSafe
from hcec.disclosure.values import UNANSWERED, Axis, Category, CrossTable, Level, from_bytes
from hcec.documents.national import CannotBeMerged, merge
from hcec.documents.national_crossings import crossings_hold, sum_crossings
from hcec.documents.registry import render
from tests.disclosure.releases import release, table_of, tables
from tests.documents.rich import CROSSING, rich

QUESTION = {"code": "q1", "question_code": "q1", "title": "Te sens-tu bien ?"}


def part(department, counts=None, *, base=118, **more):
    found = counts or {"much": 60, "little": 35, "none": 12, UNANSWERED: 11}
    told = (table_of(found, base=base, **QUESTION),)
    fields = {"department": department, "reference": department[:3].lower(), "contributors": base, "tables": told}
    return release(**{"quotations": (), **fields, **more})


def counts(table):
    return {cell.category.code: cell.count for cell in table.cells}


def test_what_every_part_shows_is_added_up():
    made = merge([part("Orne"), part("Maine")])
    assert counts(made.release.tables[0]) == {"much": 120, "little": 70, "none": 24, UNANSWERED: 22}
    assert made.release.contributors == made.release.tables[0].base == 236
    assert made.release.is_safe
    assert made.left_out == ()
    assert made.release.tables[0].cells[0].percent == 51


def test_what_one_part_hides_stays_hidden():
    few = part("Maine", {"much": 60, "little": 35, "none": 3, UNANSWERED: 20})
    hidden = {cell.category.code for cell in few.tables[0].cells if cell.count is None}
    made = merge([part("Orne"), few])
    assert hidden
    assert {code for code, count in counts(made.release.tables[0]).items() if count is None} == hidden


def test_what_one_part_merged_is_merged_for_all():
    order = (Merge(("a", "b"), "ab"),)
    labels = {"a": "Moins de 11 ans", "b": "De 11 à 14 ans", "c": "15 ans et plus", "ab": "Moins de 15 ans"}

    def ages(found):
        told = protect_one_way(found, base=sum(found.values()), threshold=11, merge_order=order)
        return (publish(told, labels=labels, code="age", title="Ton âge"),)

    fine = part("Orne", tables=ages({"a": 40, "b": 30, "c": 48}))
    coarse = part("Maine", tables=ages({"a": 4, "b": 66, "c": 48}))
    assert len(coarse.tables[0].cells) == 2
    table = merge([fine, coarse]).release.tables[0]
    assert [(cell.category.label, cell.count) for cell in table.cells] == [
        ("Moins de 15 ans", 140),
        ("15 ans et plus", 96),
    ]


def test_the_order_of_the_parts_changes_no_number():
    one, other = part("Orne"), part("Maine", {"much": 60, "little": 35, "none": 3, UNANSWERED: 20})
    first, second = (merge(parts).release for parts in ([one, other], [other, one]))
    assert counts(first.tables[0]) == counts(second.tables[0])
    assert first.reference == second.reference


def test_a_question_that_one_part_lacks_or_words_otherwise_is_left_out_and_said():
    more = part(
        "Maine", tables=(*part("Maine").tables, table_of({"sport": 118, UNANSWERED: 0}, code="q9", title="Le sport ?"))
    )
    assert merge([part("Orne"), more]).left_out == ("Le sport ?",)
    reworded = replace(
        more.tables[0],
        cells=tuple(
            replace(cell, category=replace(cell.category, label="Autre chose")) for cell in more.tables[0].cells
        ),
    )
    with pytest.raises(CannotBeMerged, match="aucune question"):
        merge([part("Orne"), part("Maine", tables=(reworded,))])


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        (lambda: [part("Orne")], "deux départements"),
        (lambda: [part("Orne"), part("Orne")], "deux fois"),
        (lambda: [part("Orne"), part("Maine", level=Level.INTERNAL, threshold=5)], "interne"),
        (lambda: [part("Orne"), part("Maine", contributors=None, tables=())], "trop peu"),
    ],
)
def test_what_may_not_be_added_up_is_refused(parts, why):
    with pytest.raises(CannotBeMerged, match=why):
        merge(parts())


def test_a_part_that_lies_about_its_attack_is_refused():
    weak = part("Maine")
    first, second, *rest = weak.tables[0].cells
    cells = (replace(first, count=None, percent=None), second, *rest)
    with pytest.raises(CannotBeMerged, match="attaque"):
        merge([part("Orne"), replace(weak, tables=(replace(weak.tables[0], cells=cells),))])


def test_a_sum_under_the_threshold_is_never_shown():
    small = {"much": 60, "little": 52, "none": 6, UNANSWERED: 0}

    def at_five(department):
        told = (table_of(small, base=118, threshold=5, **QUESTION),)
        return part(department, tables=told, threshold=5)

    with pytest.raises(CannotBeMerged):
        merge([at_five("Orne"), at_five("Maine")], threshold=13)
    assert merge([at_five("Orne"), at_five("Maine")], threshold=11)


answers = some.fixed_dictionaries(dict.fromkeys(("much", "little", "none", UNANSWERED), some.integers(0, 40)))


@settings(max_examples=60, deadline=None)
@given(some.lists(answers, min_size=2, max_size=4))
def test_no_sum_ever_yields_to_the_attacker(populations):
    parts = []
    for place, found in enumerate(populations):
        base = sum(found.values())
        if base < 11:
            return
        try:
            parts.append(part(f"D{place}", found, base=base))
        except CannotBeMadeSafe:
            return
    try:
        made = merge(parts).release
    except CannotBeMerged:
        return
    assert attack(made.tables, threshold=11).passed
    for cell in made.tables[0].cells:
        true = sum(found[atom] for found in populations for atom in cell.category.atoms)
        assert cell.count in (None, true)


def test_the_command_writes_a_package_or_says_why_not(tmp_path):
    paths = []
    for name in ("Orne", "Maine"):
        paths.append(tmp_path / f"{name}.zip")
        paths[-1].write_bytes(render(part(name), "zip").content)
    out = tmp_path / "national.zip"
    run = CliRunner().invoke(group, ["national", "merge", *map(str, paths), "--out", str(out)])
    assert run.exit_code == 0, run.output
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as archive:
        assert from_bytes(archive.read("release.json")).contributors == 236
        assert json.loads(archive.read("datapackage.json"))["licenses"]
    again = CliRunner().invoke(group, ["national", "merge", *map(str, paths), "--out", str(out)])
    assert (again.exit_code, "existe déjà" in again.output) == (1, True)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK nothing")
    refused = CliRunner().invoke(group, ["national", "merge", str(paths[0]), str(broken), "--out", str(tmp_path / "x")])
    assert (refused.exit_code, "paquet de données" in refused.output) == (3, True)
    assert not (tmp_path / "x").exists()


def crossed(department, **more):
    return rich(department=department, reference=department, quotations=(), tables=tables(), **more)


def test_crossings_are_added_up_with_their_margins_and_hold():
    made = merge([crossed("Orne"), crossed("Maine")])
    (summed,) = made.release.crossings
    assert summed.counts == ((52, 26, None, None), (68, 44, None, None))
    assert (summed.row_totals, summed.column_totals, summed.base) == ((102, 134), (120, 70, None, None), 236)
    assert made.left_out == ()


def test_a_crossing_that_one_part_lacks_is_left_out_and_said():
    made = merge([crossed("Orne"), crossed("Maine", crossings=())])
    assert made.release.crossings == ()
    assert made.left_out == (CROSSING.title,)


def test_a_part_whose_crossing_gives_a_child_away_is_refused():
    weak = replace(CROSSING, counts=((26, 15, None, None), (34, 20, None, None)))  # ten are left on the first line
    with pytest.raises(CannotBeMerged, match="attaque"):
        merge([crossed("Orne"), replace(crossed("Maine"), crossings=(weak,))])


def test_lines_that_one_part_merged_are_merged_in_the_sum():
    fine = tuple(Category(code, code) for code in ("a", "b", "c"))
    coarse = (Category("ab", "a ou b", ("a", "b")), fine[2])

    def crossing(categories, counts):
        told = Axis("age", "Âge", categories), Axis("q", "Quoi ?", (Category("y", "Oui"), Category("n", "Non")))
        totals = tuple(map(sum, counts)), tuple(map(sum, zip(*counts, strict=True)))
        return CrossTable("q-age", "Quoi ? selon l’âge", sum(totals[0]), *told, counts, *totals)

    one = crossing(fine, ((20, 30), (15, 16), (20, 17)))
    other = crossing(coarse, ((40, 25), (33, 20)))
    summed = sum_crossings([one, other], 11)
    assert [row.label for row in summed.rows.categories] == ["a ou b", "c"]
    assert summed.counts == ((75, 71), (53, 37))
    assert summed.row_totals == (146, 90)
    assert crossings_hold([], [summed], 11)
