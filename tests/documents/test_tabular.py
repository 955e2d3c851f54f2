"""Tables out and in: the same cells come back, whatever people wrote, and no cell runs."""

import csv
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcec.documents.odf import SPREADSHEET, zipped
from hcec.documents.odt_reading import Fault, NotReadable
from hcec.documents.tabular import csv_of, ods_of, read_tables
from hcec.text.normalise import plain, printable

SIGNS = st.sampled_from(["=", "+", "-", "@", "'", "''", "=SOMME(A1)", "\t", "\n", "1", "1,5", "-3", ";", '"', "é", " "])
WORDS = st.lists(SIGNS | st.text(max_size=6), max_size=6).map("".join).map(plain).map(printable).map(str.strip)
TABLES = st.lists(st.lists(WORDS, min_size=3, max_size=3), max_size=4)
HEADS = ["un", "deux", "trois"]


def cells(tables):
    return [list(row) for _number, row in tables[0]]


def kept(rows):
    """Lines with something in them: an empty one is no line."""
    return [row for row in rows if any(row)]


@given(TABLES)
def test_a_csv_comes_back_the_same(rows):
    assert cells(read_tables(csv_of([HEADS, *rows]))) == [HEADS, *kept(rows)]


@given(TABLES)
def test_a_workbook_comes_back_the_same(rows):
    found = cells(read_tables(ods_of({"t": [HEADS, *rows]}, title="T")))
    assert [[same(cell) for cell in row] for row in found] == [HEADS, *([same(c) for c in row] for row in kept(rows))]


def same(cell):
    """A number of a workbook is a number: 1,50 comes back as 1.5."""
    try:
        return float(cell.replace(",", ".")) if cell.replace(",", ".").isascii() else cell
    except ValueError:
        return cell


@given(WORDS)
def test_no_cell_of_a_csv_starts_what_a_spreadsheet_runs(words):
    cell = next(csv.reader(io.StringIO(csv_of([[words]]).decode("utf-8-sig"), newline=""), delimiter=";"), [""])
    first = (cell or [""])[0].lstrip()[:1]
    assert first not in {"=", "+", "@"}
    assert first != "-" or words.lstrip("-").replace(",", "").isdecimal()


def test_a_workbook_types_words_as_words():
    content = zipfile.ZipFile(io.BytesIO(ods_of({"t": [HEADS, ["=1+1", "2,5", "@x"]]}, title="T"))).read("content.xml")
    assert b"formula" not in content
    assert content.count(b'office:value-type="float"') == 1


def test_the_same_tables_make_the_same_bytes():
    assert ods_of({"t": [HEADS]}, title="T") == ods_of({"t": [HEADS]}, title="T")


def workbook(content, mime=SPREADSHEET):
    return zipped({"mimetype": mime.encode(), "content.xml": content.encode()})


SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"PK\x03\x04rien", Fault.DAMAGED),
        (workbook("<a/>", mime="application/zip"), Fault.NOT_ODT),
        (workbook("<a>"), Fault.DAMAGED),
        (workbook('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), Fault.UNSAFE),
        (workbook("<a>" + " " * 5_000_000 + "</a>"), Fault.TOO_LARGE),
        (b"\n".join(b"a;b" for _ in range(4000)), Fault.TOO_LARGE),
        (b";".join(b"a" for _ in range(90)), Fault.TOO_LARGE),
    ],
)
def test_what_is_no_table_or_a_trap_is_refused(data, fault):
    with pytest.raises(NotReadable) as refusal:
        read_tables(data)
    assert refusal.value.fault is fault


def test_a_million_repeated_cells_and_lines_cost_nothing():
    cell = '<table:table-cell table:number-columns-repeated="16384"/>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    content = f"<office:x {SPACES}><table:table>{row}</table:table></office:x>"
    assert read_tables(workbook(content)) == [[]]
    full = content.replace(cell, "<table:table-cell><text:p>x</text:p></table:table-cell>")
    with pytest.raises(NotReadable):
        read_tables(workbook(full))


def test_what_another_program_wrote_is_read():
    row = (
        '<table:table-cell office:value-type="percentage" office:value="0.525"><text:p>53 %</text:p></table:table-cell>'
        '<table:table-cell office:value-type="date" office:date-value="2026-12-31T00:00:00"/>'
        '<table:table-cell><text:p>a<text:s text:c="2"/>b<text:tab/><text:span>c</text:span></text:p><text:p>d</text:p>'
        "</table:table-cell>"
    )
    content = f"<office:x {SPACES}><table:table><table:table-row>{row}</table:table-row></table:table></office:x>"
    assert read_tables(workbook(content)) == [[(1, ["52.50", "2026-12-31", "a  b\tc\nd"])]]
    assert read_tables("a,b\r\n1,\xe9".encode("cp1252")) == [[(1, ["a", "b"]), (2, ["1", "é"])]]
