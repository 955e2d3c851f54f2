"""LibreOffice's own formats, read back by another program than their writer, and held against the standard."""

import io
import re
import zipfile

import odfdo
import openpyxl
import pytest
from lxml import etree

from hcec.disclosure.values import Level
from hcec.documents.registry import render
from hcec.documents.words import FRENCH, HIDDEN
from tests.disclosure.releases import release, tables
from tests.documents.open_document import PREFIXES, attributes, misplaced, ragged
from tests.documents.rich import rich
from tests.documents.test_release_files import HOSTILE, hostile

NAMING = {"text:style-name", "table:style-name", "draw:style-name", "style:page-layout-name", "style:master-page-name"}


def document(made, fmt):
    return odfdo.Document(io.BytesIO(render(made, fmt).content))


def sheet(made, name):
    return document(made, "ods").body.get_table(name=name)


def typed(value):
    return value if isinstance(value, str) else float(value)


def said(made):
    """Return each paragraph and heading of the text document, with the name of its style."""
    body = document(made, "odt").body
    return [(each.style, each.text_recursive) for each in [*body.get_headers(), *body.get_paragraphs()]]


def entries(made, fmt):
    return zipfile.ZipFile(io.BytesIO(render(made, fmt).content))


def test_a_workbook_has_numbers_where_numbers_are():
    table = sheet(release(), "2 Te sens-tu bien là où tu vis")
    values = [row for row in table.get_values() if any(row)]
    assert values[1][:3] == ["Réponse", "Nombre de jeunes", "Part"]
    assert [row[:2] for row in values[2:7]] == [
        ["Beaucoup", 60],
        ["Un peu", 35],
        ["Pas du tout", HIDDEN],
        ["Sans réponse", HIDDEN],
        ["Ensemble", 118],
    ]
    assert float(values[2][2]) == 0.51
    assert table.get_cell("C4").type == "percentage"


def test_both_workbooks_hold_the_same_sheets():
    book = openpyxl.load_workbook(io.BytesIO(render(rich(), "xlsx").content))
    twins = document(rich(), "ods").body.tables
    assert book.sheetnames == [table.name for table in twins]
    for one, other in zip(book.worksheets, twins, strict=True):
        mine = [[cell.value for cell in row if cell.value not in (None, "")] for row in one.iter_rows()]
        yours = [[typed(value) for value in row if value not in (None, "")] for row in other.get_values()]
        assert [row for row in mine if row] == [row for row in yours if row]


def test_a_crossing_has_its_sheet_with_margins():
    values = [row for row in sheet(rich(), "4 Te sens-tu bien là où tu vis").get_values() if any(row)]
    assert values[2] == ["Moins de 15 ans", 26, 13, HIDDEN, HIDDEN, 51]
    assert values[4] == ["Total", 60, 35, HIDDEN, HIDDEN, 118]


@pytest.mark.parametrize("words", HOSTILE)
def test_words_are_never_formulas_nor_code(words):
    for fmt in ("ods", "odt", "note-odt"):
        archive = entries(hostile(words[:2_000]), fmt)
        content = archive.read("content.xml")
        etree.fromstring(content)
        etree.fromstring(archive.read("styles.xml"))
        assert b"table:formula" not in content
        assert b"<script" not in content


def test_a_text_document_has_real_headings_lists_tables_and_quotations():
    made = said(rich())
    assert ("Heading_20_1", "Là où vous vivez") in made
    assert ("Heading_20_2", "Te sens-tu bien là où tu vis ?") in made
    assert ("Quotations", "«\N{NO-BREAK SPACE}On m'a montré ma chambre, j'étais content.\N{NO-BREAK SPACE}»") in made
    body = document(rich(), "odt").body
    assert len(body.get_lists()) >= 3
    assert [table.name for table in body.tables][:2] == [
        "Te sens-tu bien là où tu vis ?",
        "Te sens-tu bien là où tu vis ? selon l’âge",
    ]
    assert entries(rich(), "odt").read("content.xml").count(b"<table:table-header-rows>") == len(body.tables)


def test_every_picture_has_words_for_whoever_does_not_see_it():
    frames = document(rich(), "odt").body.get_frames()
    assert len(frames) == 4
    described = [frame.svg_description for frame in frames]
    assert "Moins de 15 ans\N{NO-BREAK SPACE}: Beaucoup 26 · 51\N{NARROW NO-BREAK SPACE}%" in described[1]
    assert all(FRENCH.hidden in words for words in described[:2])
    names = [name for name in entries(rich(), "odt").namelist() if name.endswith(".png")]
    assert len(names) == len(frames)


@pytest.mark.parametrize("fmt", ["ods", "odt", "note-odt"])
def test_the_package_is_as_the_standard_wants_and_tells_nothing_of_its_making(fmt):
    archive = entries(rich(), fmt)
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    listed = set(re.findall(r'full-path="([^"]+)"', archive.read("META-INF/manifest.xml").decode()))
    assert listed == {"/", *archive.namelist()} - {"mimetype", "META-INF/manifest.xml"}
    meta = archive.read("meta.xml")
    assert not any(word in meta for word in (b"creator", b"date", b"generator", b"/home"))


@pytest.mark.parametrize("fmt", ["odt", "note-odt"])
def test_an_internal_document_says_so_above_each_page(fmt):
    inside = release(level=Level.INTERNAL, threshold=5, tables=tables(threshold=5))
    assert "ne pas diffuser" in entries(inside, fmt).read("styles.xml").decode()
    assert "ne pas diffuser" not in entries(release(), fmt).read("styles.xml").decode()


@pytest.mark.parametrize("made", [release, rich])
@pytest.mark.parametrize("fmt", ["ods", "odt", "note-odt"])
def test_everything_stands_where_the_standard_lets_it(fmt, made):
    archive = entries(made(), fmt)
    for part in ("content.xml", "styles.xml", "meta.xml", "settings.xml"):
        if part in archive.namelist():
            assert list(misplaced(etree.fromstring(archive.read(part)))) == []


@pytest.mark.parametrize("made", [release, rich])
@pytest.mark.parametrize("fmt", ["ods", "odt", "note-odt"])
def test_every_style_picture_and_bookmark_that_is_named_is_there(fmt, made):
    archive = entries(made(), fmt)
    named = [
        each for part in ("content.xml", "styles.xml") for each in attributes(etree.fromstring(archive.read(part)))
    ]
    there = {value for _element, name, value in named if name == "style:name"}
    wanted = {value for _element, name, value in named if name.endswith("-style-name") or name in NAMING}
    assert wanted <= there | {""}
    bookmarks = {f"#{value}" for element, name, value in named if (element, name) == ("text:bookmark", "text:name")}
    for element, name, value in named:
        if name == "href" and element == "draw:image":
            assert archive.read(value).startswith(b"\x89PNG")
        elif name == "href" and value.startswith("#"):
            assert value in bookmarks


@pytest.mark.parametrize("fmt", ["ods", "odt", "note-odt"])
def test_every_row_is_as_wide_as_its_table(fmt):
    root = etree.fromstring(entries(rich(), fmt).read("content.xml"))
    assert list(ragged(root, is_text=fmt != "ods")) == []


@pytest.mark.parametrize(
    ("broken", "found"),
    [
        ("<table:table><table:table-row/><table:table-column/></table:table>", "table:table-column too late"),
        ("<text:p><text:p/></text:p>", "text:p/text:p"),
        ("<table:table><table:table-column/><table:table-row/></table:table>", "without a cell"),
        ("<draw:frame><svg:desc/><draw:image/></draw:frame>", "draw:image too late"),
    ],
)
def test_what_does_not_stand_where_it_may_is_found(broken, found):
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}"' for long, short in PREFIXES.items()
    )
    assert any(found in each for each in misplaced(etree.fromstring(f"<office:text {spaces}>{broken}</office:text>")))
