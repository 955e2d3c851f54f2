"""The files of a release are read back, cell by cell and word by word; the same release makes the same bytes."""

import csv
import dataclasses
import io
import zipfile

import openpyxl
import pytest

from hcec.disclosure.values import Category, Cell, Level, Passage, Quotation, Table
from hcec.documents.delimited import COLUMNS, as_text
from hcec.documents.registry import FORMATS, ReleaseNotSafe, UnknownFormat, render
from hcec.documents.words import FRENCH, HIDDEN, DocumentWords
from tests.disclosure.releases import release, tables

HOSTILE = [
    "=1+1",
    "+33 6",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    ' =cmd|"/c calc"!A1',
    "<script>alert(1)</script>",
    "{{7*7}} {% x %} %(x)s {0.__class__}",
    "#pagebreak() $x$ *gras* _a_ @lien // fin",
    "\u202eabc\u200d \0 \ud800 \x1b[31m",
    "https://evil.example",
    "'",
    "é" * 40_000,
]


def hostile(words):
    cells = (Cell(Category("a", words), 60), Cell(Category("b", "B " + words), None), Cell(Category("c", "C"), None))
    return release(
        title=words,
        consultation=words,
        council=words,
        tables=(Table("t", words, 118, cells, note=words),),
        quotations=(Quotation("T", words, words),),
        text=(Passage("paragraph", ((words,),)),),
        method=(words,),
    )


def rows(made):
    return list(csv.reader(io.StringIO(made.content.decode("utf-8-sig"), newline=""), delimiter=";"))


def workbook(made):
    return openpyxl.load_workbook(io.BytesIO(made.content))


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_same_release_makes_the_same_bytes(fmt):
    assert render(release(), fmt) == render(release(), fmt)
    assert render(release(), fmt).filename == f"mon-arrivee-public-r7k2{FORMATS[fmt].ending}"


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_release_that_was_not_attacked_makes_no_file(fmt):
    with pytest.raises(ReleaseNotSafe):
        render(dataclasses.replace(release(), checked=None), fmt)


def test_an_unknown_format_is_refused():
    with pytest.raises(UnknownFormat):
        render(release(), "exe")


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_release_without_enough_answers_still_makes_a_file(fmt):
    assert render(release(contributors=None, tables=(), quotations=(), text=(), method=()), fmt).content


def test_the_csv_has_a_mark_semicolons_and_one_line_a_cell():
    made = render(release(), "csv")
    assert made.content.startswith(b"\xef\xbb\xbftable;categories;count;status;percent\r\n")
    head, everyone, *cells = rows(made)
    assert tuple(head) == COLUMNS
    assert everyone == ["Ensemble", "Jeunes qui ont participé", "118", "shown", ""]
    expected = [(table.title, cell.category.label, cell.count) for table in release().tables for cell in table.cells]
    assert [(row[0], row[1], int(row[2]) if row[2] else None) for row in cells] == expected
    assert all((row[3] == "hidden") == (row[2] == "") == (row[4] == "") for row in cells)


def test_a_table_over_other_children_gives_their_number():
    cells = (Cell(Category("a", "A"), 30), Cell(Category("b", "B"), 20))
    made = release(tables=(Table("themes", "De quoi parlez-vous ?", 50, cells),), quotations=())
    assert ["Ensemble", "De quoi parlez-vous ?", "50", "shown", ""] in rows(render(made, "csv"))


@pytest.mark.parametrize("words", HOSTILE)
def test_words_are_never_formulas_in_a_csv(words):
    for row in rows(render(hostile(words), "csv"))[1:]:
        for cell in row[:2]:
            assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝"))
            assert not cell.startswith(("\t", "\r", "\n"))


def test_harmless_words_are_left_as_they_are():
    assert as_text("J'aime = beaucoup - vraiment") == "J'aime = beaucoup - vraiment"


def test_the_workbook_has_numbers_where_numbers_are():
    book = workbook(render(release(), "xlsx"))
    assert book.sheetnames[0] == "À lire d’abord"
    assert len(book.sheetnames) == 1 + len(release().tables) + 1
    sheet = book["2 Te sens-tu bien là où tu vis"]
    assert [cell.value for cell in sheet[3]] == ["Réponse", "Nombre de jeunes", "Part"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=8)] == [
        ["Beaucoup", 60, 0.51],
        ["Un peu", 35, 0.3],
        ["Pas du tout", HIDDEN, HIDDEN],
        ["Sans réponse", HIDDEN, HIDDEN],
        ["Ensemble", 118, None],
    ]
    assert sheet["A10"].value == FRENCH.hidden_note


def test_the_workbook_says_who_may_read_it():
    inside = release(level=Level.INTERNAL, threshold=5, tables=tables(threshold=5))
    first = workbook(render(inside, "xlsx")).worksheets[0]
    assert "Interne — ne pas diffuser" in [cell.value for row in first.iter_rows() for cell in row]


@pytest.mark.parametrize("words", HOSTILE)
def test_words_are_never_formulas_nor_links_in_a_workbook(words):
    book = workbook(render(hostile(words), "xlsx"))
    for sheet in book.worksheets:
        assert len(sheet.title) <= 31
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in "sn"
                assert cell.hyperlink is None
    quoted = book.worksheets[-1]["B4"].value
    assert quoted.replace("\ufffd", "")[:5] == words.translate({0: None, 0x1B: None, 0xD800: None, 13: 10})[:5]


def test_tables_of_one_title_get_a_sheet_each():
    twins = tuple(dataclasses.replace(table, title="Une question : [a/b]?*" * 3) for table in tables())
    assert len(set(workbook(render(release(tables=twins), "xlsx")).sheetnames)) == 5


def test_the_workbook_holds_no_author_and_no_date():
    archive = zipfile.ZipFile(io.BytesIO(render(release(), "xlsx").content))
    properties = archive.read("docProps/core.xml").decode()
    assert "<dc:creator></dc:creator>" in properties
    assert properties.count("2000-01-01T00:00:00Z") == 2
    assert {info.date_time[0] for info in archive.infolist()} == {1980}


def test_words_come_from_the_caller():
    words = DocumentWords.translated("en", str.upper)
    assert words.language == "en"
    assert rows(render(release(), "csv", words))[1][0] == "ENSEMBLE"
