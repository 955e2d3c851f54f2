"""Plain tables out and in: CSV for French spreadsheets and OpenDocument workbooks. What goes out comes back the same.

No cell runs: in CSV a word that a spreadsheet would take for a formula goes out behind an apostrophe, and loses it when
it comes back; in a workbook it is typed as words.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from hcec.documents.ods import workbook
from hcec.documents.ods_reading import MOST_COLUMNS, MOST_LINES, Rows, read_workbook
from hcec.documents.odt_reading import Fault, NotReadable
from hcec.documents.sheets import Look, Sheet, SheetCell
from hcec.text.normalise import printable

_RUNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
_NUMBER = re.compile(r"-?\d{1,12}(?:,\d{1,2})?")
_ZIP = b"PK"
_NARROW, _WIDE, _WIDER, _LONG = 12, 24, 48, 40

Table = Sequence[Sequence[str]]


def csv_of(table: Table) -> bytes:
    """Return a table as CSV: UTF-8 with its mark, semicolons."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerows([_sealed(printable(cell)) for cell in row] for row in table)
    return file.getvalue().encode("utf-8-sig")


def ods_of(tables: Mapping[str, Table], *, title: str) -> bytes:
    """Return a workbook, one sheet a table: numbers are numbers, all else is words."""
    return workbook([_sheet(name, table) for name, table in tables.items()], title=printable(title), language="fr")


def read_tables(data: bytes) -> list[Rows]:
    """Return the tables of a CSV or of a workbook, each line with its number. Raises NotReadable."""
    return read_workbook(data) if data.startswith(_ZIP) else [_read_csv(data)]


def _read_csv(data: bytes) -> Rows:
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = data.decode("cp1252", "replace")
    first = words.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    try:
        reader = csv.reader(io.StringIO(words, newline=""), delimiter=delimiter)
        rows = [(number, [_unsealed(cell) for cell in row]) for number, row in _numbered(reader)]
    except csv.Error:
        raise NotReadable(Fault.DAMAGED) from None
    if len(rows) > MOST_LINES or any(len(cells) > MOST_COLUMNS for _number, cells in rows):
        raise NotReadable(Fault.TOO_LARGE)
    return rows


def _numbered(rows: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Yield lines with the number that a spreadsheet shows, whatever line ends their cells hold."""
    for number, row in enumerate(rows, start=1):
        if any(cell.strip() for cell in row):
            yield number, row


def _runs(words: str) -> bool:
    bare = words.lstrip("'")
    return bare.startswith(_RUNS) or bare.lstrip().startswith(_RUNS)


def _sealed(words: str) -> str:
    return f"'{words}" if _runs(words) and not _NUMBER.fullmatch(words) else words


def _unsealed(words: str) -> str:
    bare = words.removeprefix("'")
    return bare if bare != words and _runs(bare) and not _NUMBER.fullmatch(bare) else words


def _sheet(name: str, table: Table) -> Sheet:
    heads, *lines = table
    widths = tuple(_width(head, [line[place] for line in lines]) for place, head in enumerate(heads))
    rows = [tuple(SheetCell(printable(head), Look.HEAD) for head in heads)]
    rows += [tuple(_cell(words) for words in line) for line in lines]
    return Sheet(name, widths, tuple(rows), frozen=1)


def _cell(words: str) -> SheetCell:
    if not _NUMBER.fullmatch(words):
        return SheetCell(printable(words), Look.TEXT)
    number = float(words.replace(",", "."))
    return SheetCell(int(number) if number.is_integer() else number, Look.NUMBER)


def _width(head: str, cells: Sequence[str]) -> int:
    longest = max(map(len, (head, *cells)))
    return _NARROW if longest <= _NARROW else _WIDER if longest > _LONG else _WIDE
