"""A data package is valid for its own validator, and says the same as the release it holds."""

import csv
import io
import json
import zipfile

import frictionless
import pytest

from hcec.disclosure.values import Category, Level, Quotation, from_bytes, sha256
from hcec.documents.licences import UnknownLicence
from hcec.documents.registry import render
from tests.disclosure.releases import release, tables
from tests.documents.rich import CROSSING, rich
from tests.documents.test_release_files import HOSTILE, hostile


def package(made):
    return zipfile.ZipFile(io.BytesIO(render(made, "zip").content))


def lines(archive, name):
    return list(csv.DictReader(io.StringIO(archive.read(f"data/{name}.csv").decode(), newline="")))


def descriptor(made):
    return json.loads(package(made).read("datapackage.json"))


def report(made, folder):
    path = folder / "package.zip"
    path.write_bytes(render(made, "zip").content)
    found = frictionless.validate(str(path))
    return found.valid, [error.message for task in found.tasks for error in task.errors] + [
        error.message for error in found.errors
    ]


@pytest.mark.parametrize("made", [release, rich, lambda: rich(licence="odbl-1.0")])
def test_the_validator_finds_no_fault(made, tmp_path):
    assert report(made(), tmp_path) == (True, [])


def test_a_release_without_enough_answers_is_valid_too(tmp_path):
    few = release(contributors=None, tables=(), quotations=(), text=(), method=())
    assert report(few, tmp_path) == (True, [])


@pytest.mark.parametrize("words", [words[:300] for words in HOSTILE])
def test_hostile_words_are_valid_and_run_nowhere(words, tmp_path):
    assert report(hostile(words), tmp_path) == (True, [])
    archive = package(hostile(words))
    for name in archive.namelist():
        if name.endswith(".csv"):
            for row in csv.reader(io.StringIO(archive.read(name).decode(), newline="")):
                assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "＝")) for cell in row)


def test_each_table_says_what_the_release_says():
    archive = package(rich())
    assert [(row["category"], row["count"], row["status"]) for row in lines(archive, "q1")] == [
        ("much", "60", "shown"),
        ("little", "35", "shown"),
        ("none", "", "hidden"),
        (tables()[1].cells[3].category.code, "", "hidden"),
    ]
    cells = {(row["row"], row["column"]): row["count"] for row in lines(archive, "q1-age")}
    assert cells["under_15", "much"] == "26"
    assert cells["_total", "much"] == str(CROSSING.column_totals[0])
    assert cells["15_and_over", "_total"] == "67"
    assert cells["_total", "_total"] == "118"
    assert cells["under_15", "none"] == ""


def test_the_foreign_keys_are_watched(tmp_path):
    archive, broken = package(rich()), tmp_path / "broken.zip"
    with zipfile.ZipFile(broken, "w") as other:
        for name in archive.namelist():
            data = archive.read(name)
            other.writestr(name, data.replace(b",much,60", b",nobody,60") if name == "data/q1.csv" else data)
    assert not frictionless.validate(str(broken)).valid


def test_the_frozen_release_lies_inside():
    assert sha256(from_bytes(package(rich()).read("release.json"))) == sha256(rich())


def test_who_made_it_what_it_allows_and_how_it_was_attacked_are_told():
    archive = package(rich(licence="odbl-1.0"))
    assert descriptor(rich(licence="odbl-1.0"))["licenses"][0]["name"] == "ODbL-1.0"
    assert descriptor(rich())["licenses"][0]["name"] == "etalab-2.0"
    assert "ODbL 1.0" in archive.read("README.md").decode()
    assert "Chaque jeune est compté une fois." in archive.read("METHODE.md").decode()
    assert "seuil de 11 jeunes" in archive.read("ATTAQUE.md").decode()
    assert len(json.loads(archive.read("attack.json"))["checks"]) == 4


def test_an_internal_package_has_no_open_licence():
    inside = release(level=Level.INTERNAL, threshold=5, tables=tables(threshold=5))
    assert "licenses" not in descriptor(inside)
    assert "ne pas diffuser" in package(inside).read("README.md").decode()


def test_a_licence_that_nobody_knows_makes_no_file():
    with pytest.raises(UnknownLicence):
        render(rich(licence="beer"), "zip")


def test_tables_of_one_code_get_a_file_each():
    twins = (*tables()[:1], *tables()[:1])
    named = [resource["name"] for resource in descriptor(release(tables=twins, quotations=()))["resources"]]
    assert len(named) == len(set(named))


def test_a_quotation_tells_its_trait_by_its_label_alone():
    quoted = release(quotations=(Quotation("LIEU", "Là", "Bien.", Category("under_15", "Moins de 15 ans")),))
    assert lines(package(quoted), "quotations") == [
        {"number": "1", "theme": "LIEU", "theme_label": "Là", "text": "Bien.", "trait": "Moins de 15 ans"}
    ]
