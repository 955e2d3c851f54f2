"""One long CSV of every table, for French spreadsheets: UTF-8 with its mark, semicolons, and no cell that runs."""

import csv
import io
from collections.abc import Iterator

from hcec.disclosure.values import CrossTable, Release
from hcec.documents.words import DocumentWords
from hcec.text.normalise import printable

COLUMNS = ("table", "categories", "count", "status", "percent")
"""Column names and statuses are read by programs: they stay as they are in every language."""
BOTH = " × "
_RUNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")

Row = tuple[str, str, int | None, str, int | None]


def render_csv(release: Release, words: DocumentWords) -> bytes:
    """Return the release's tables, one line a cell. The first line counts everyone."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for table, category, count, status, percent in _rows(release, words):
        writer.writerow((as_text(table), as_text(category), _number(count), status, _number(percent)))
    return file.getvalue().encode("utf-8-sig")


def as_text(words: str) -> str:
    """Return words that no spreadsheet takes for a formula: an apostrophe before a sign that starts one."""
    safe = printable(words)
    return f"'{safe}" if words.startswith(_RUNS) or safe.lstrip().startswith(_RUNS) else safe


def _rows(release: Release, words: DocumentWords) -> Iterator[Row]:
    yield words.total, words.contributors, release.contributors, _status(release.contributors), None
    for table in release.tables:
        if table.base != release.contributors:
            yield words.total, table.title, table.base, _status(table.base), None
        for cell in table.cells:
            yield table.title, cell.category.label, cell.count, _status(cell.count), cell.percent
    for crossing in release.crossings:
        yield from _crossed(crossing, words)


def _crossed(table: CrossTable, words: DocumentWords) -> Iterator[Row]:
    """Yield the cells of a crossing, then its margins: two categories in one cell, the line's first."""
    yield words.total, table.title, table.base, _status(table.base), None
    columns = [column.label for column in table.columns.categories]
    lines = [
        (row.label, [*zip(columns, counts, strict=True)])
        for row, counts in zip(table.rows.categories, table.counts, strict=True)
    ]
    for (row, cells), total in zip(lines, table.row_totals, strict=True):
        for column, count in [*cells, (words.all_lines, total)]:
            yield table.title, f"{row}{BOTH}{column}", count, _status(count), None
    for column, count in zip(columns, table.column_totals, strict=True):
        yield table.title, f"{words.all_lines}{BOTH}{column}", count, _status(count), None


def _status(count: int | None) -> str:
    return "hidden" if count is None else "shown"


def _number(number: int | None) -> str:
    return "" if number is None else str(number)
