"""What the files of a release hold, read back, and what they never hold (ATTACKS 10, 30)."""

import csv
import re
import zipfile
from datetime import date
from io import BytesIO, StringIO

import openpyxl
import pypdf
import pytest

from hcec.syntheses.enums import Level, Theme
from hcec.syntheses.services.publishing import publish_synthesis
from hcec.syntheses.services.writing import choose_quotations, create_synthesis
from hcec.testimonies.enums import TestimonyState
from tests.syntheses import snapshots

CANARIES = ("Zébulon Canari", "06 39 98 12 34", "Foyer des Mouettes", "@zebulon_secret")
ORIGINAL = " ".join(CANARIES)
ARCHIVES = ("xlsx", "ods", "odt", "note-odt", "zip")
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "＝1+1")


@pytest.fixture
def world(session, cast):
    """A consultation whose originals, staff, sheets and undecided messages are full of canaries."""
    consultation = snapshots.closed(session, cast.staff["cyril"])
    readers = cast.staff["karine"], cast.staff["malik"]
    said = [
        snapshots.message(session, consultation, readers, text, original=f"{ORIGINAL} {text}")
        for text in ("On m'a écouté.", *FORMULAS)
    ]
    snapshots.message(
        session, consultation, readers, "jamais approuvé", original=ORIGINAL, state=TestimonyState.SUBMITTED
    )
    synthesis = create_synthesis(
        session,
        author=cast.staff["odile"],
        consultation=consultation,
        level=Level.INTERNAL,
        title="=2+2",
        text="=3+3\n\n<script>alert(1)</script>",
    )
    chosen = {testimony.id: Theme.LIEU for testimony in said}
    choose_quotations(session, synthesis=synthesis, actor=cast.staff["odile"], version=1, chosen=chosen)
    release = publish_synthesis(
        session, synthesis=synthesis, actor=cast.staff["odile"], version=2, today=date(2026, 11, 23)
    )
    files = {file.format: file.content for file in release.files}
    ids = [row.id for row in (*said, consultation, *consultation.questions)] + [each.id for each in cast.staff.values()]
    names = [each.name for each in cast.staff.values()]
    return files, release, [*CANARIES, *names, *(value for one in ids for value in (str(one), one.hex))]


def everything_in(name, content):
    """Return all the text of a file, its parts and its metadata."""
    if name == "csv":
        return content.decode("utf-8-sig")
    if name in ARCHIVES:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            return " ".join(parts.read(part).decode("utf-8", "replace") for part in parts.namelist())
    pdf = pypdf.PdfReader(BytesIO(content))
    return " ".join(
        [*(page.extract_text() for page in pdf.pages), str(pdf.metadata), str(pdf.xmp_metadata and content)]
    )


def test_no_file_holds_a_canary(world):
    files, release, canaries = world
    texts = {
        **{name: everything_in(name, content) for name, content in files.items()},
        "json": release.content.decode(),
    }
    for name, text in texts.items():
        assert [canary for canary in canaries if canary in text] == [], name


def test_no_file_holds_a_day_or_an_hour(world):
    files, release, _ = world
    assert not re.search(r"2026-\d\d-\d\d", release.content.decode())
    for name, content in files.items():
        assert not re.search(r"2026-\d\d-\d\d", everything_in(name, content)), name
        assert b"D:2026" not in content
    for name in ARCHIVES:
        with zipfile.ZipFile(BytesIO(files[name])) as parts:
            assert {part.date_time[0] for part in parts.infolist()} == {1980}


def test_an_internal_release_has_no_edition_for_young_people(world):
    files, _, _ = world
    assert "jeunes" not in files
    assert set(files) == {"csv", "pdf", "note-pdf", *ARCHIVES}


def test_csv_cells_are_never_formulas(world):
    files, _, _ = world
    rows = list(csv.reader(StringIO(files["csv"].decode("utf-8-sig")), delimiter=";"))
    assert files["csv"].startswith(b"\xef\xbb\xbf")
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "＝", "\t"))]


def test_workbook_cells_are_literal(world):
    files, _, _ = world
    book = openpyxl.load_workbook(BytesIO(files["xlsx"]))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    literal = {cell.value for cell in cells}
    assert {"=1+1", "=2+2", "=3+3", "@SUM(A1)", "<script>alert(1)</script>"} <= literal


def test_the_pdf_says_it_is_internal_and_quotes_as_written(world):
    files, _, _ = world
    text = everything_in("pdf", files["pdf"])
    assert "ne pas diffuser" in text
    assert "On m'a écouté." in text
    assert "=1+1" in text


def test_every_count_of_the_release_is_in_the_three_files(world):
    files, _, _ = world
    rows = list(csv.reader(StringIO(files["csv"].decode("utf-8-sig")), delimiter=";"))[1:]
    hidden = [row for row in rows if row[3] == "hidden"]
    assert all(row[2] == "" for row in hidden)
    sheets = openpyxl.load_workbook(BytesIO(files["xlsx"])).worksheets
    numbers = {str(cell.value) for sheet in sheets for line in sheet.iter_rows() for cell in line}
    pdf = everything_in("pdf", files["pdf"])
    for row in rows:
        if row[3] == "shown":
            assert row[2] in numbers
            assert row[2] in pdf
