"""Whatever a release holds, each format that is counted again says the same: no number more, none less."""

import csv
import io
import zipfile

import odfdo
import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as some

from hcec.disclosure.thresholds import CannotBeMadeSafe
from hcec.disclosure.values import UNANSWERED
from hcec.documents.registry import render
from hcec.documents.words import HIDDEN
from tests.disclosure.releases import release, table_of

LABELS = {"much": "Beaucoup", "little": "Un peu", "none": "Pas du tout", UNANSWERED: "Sans réponse"}
answers = some.fixed_dictionaries(dict.fromkeys(LABELS, some.integers(0, 90)))


@some.composite
def releases(draw):
    base, made = 118, []
    for place, found in enumerate(draw(some.lists(answers, min_size=1, max_size=3))):
        total = sum(found.values())
        if total < 11:
            continue
        code = f"q{place}"
        try:
            made.append(table_of(found, base=total, code=code, title=f"Question {place}", question_code=code))
        except CannotBeMadeSafe:
            continue
    return release(contributors=base, tables=tuple(made), quotations=())


def told(made):
    """Return what the release says, cell by cell: table, answer, count or the sign."""
    return [
        (table.title, cell.category.label, HIDDEN if cell.count is None else cell.count)
        for table in made.tables
        for cell in table.cells
    ]


def in_csv(made):
    rows = list(csv.DictReader(io.StringIO(render(made, "csv").content.decode("utf-8-sig")), delimiter=";"))
    cells = [row for row in rows if row["table"].startswith("Question")]
    return [(r["table"], r["categories"], int(r["count"]) if r["status"] == "shown" else HIDDEN) for r in cells]


def in_sheets(titled_rows):
    return [(title, row[0], row[1]) for title, rows in titled_rows for row in rows if row[0] in LABELS.values()]


def in_xlsx(made):
    book = openpyxl.load_workbook(io.BytesIO(render(made, "xlsx").content))
    return in_sheets(
        (s["A1"].value, [[cell.value for cell in row] for row in s.iter_rows()]) for s in book.worksheets[1:]
    )


def in_ods(made):
    tables = odfdo.Document(io.BytesIO(render(made, "ods").content)).body.tables[1:]
    return in_sheets((t.get_value("A1"), [row for row in t.get_values() if len(row) > 1]) for t in tables)


def in_zip(made):
    archive = zipfile.ZipFile(io.BytesIO(render(made, "zip").content))

    def lines(name):
        return list(csv.DictReader(io.StringIO(archive.read(f"data/{name}.csv").decode(), newline="")))

    labels = {(row["list"], row["code"]): row["label"] for row in lines("categories")}
    return [
        (table["title"], labels[table["table"], row["category"]], int(row["count"]) if row["count"] else HIDDEN)
        for table in lines("tables")
        for row in lines(table["table"])
    ]


@settings(max_examples=40, deadline=None)
@given(releases())
def test_every_format_says_what_the_release_says(made):
    expected = told(made)
    for read in (in_csv, in_xlsx, in_ods, in_zip):
        assert read(made) == expected, read.__name__


def test_the_heads_of_each_sheet_stay_in_sight():
    archive = zipfile.ZipFile(io.BytesIO(render(release(), "ods").content))
    assert archive.read("settings.xml").decode().count("VerticalSplitPosition") == 1 + len(release().tables)


def test_a_share_that_would_mislead_is_no_hidden_number():
    table = table_of({"much": 15, UNANSWERED: 0}, base=15, code="q", title="Question")
    book = openpyxl.load_workbook(io.BytesIO(render(release(tables=(table,), quotations=()), "xlsx").content))
    assert [cell.value for cell in book.worksheets[1][4]] == ["Beaucoup", 15, ""]
