"""A workbook: what to read first, one sheet a table, and the quotations. Words are never formulas (ATTACKS 10)."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from hcec.disclosure.values import Level, Release, Table
from hcec.documents.words import HIDDEN, DocumentWords
from hcec.text.normalise import printable

_NO_DATE = datetime(2000, 1, 1)  # noqa: DTZ001 - the file format knows no time zone; a true date would tell too much
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LONGEST = 32_767
_INK, _LEAF, _WASH, _LINE = "#1F2A37", "#12665A", "#DFF0EA", "#E4DCCD"


@dataclass(frozen=True, slots=True)
class _Styles:
    """The few looks of a cell."""

    title: Format
    head: Format
    text: Format
    label: Format
    number: Format
    share: Format
    hidden: Format
    total: Format


def render_xlsx(release: Release, words: DocumentWords) -> bytes:
    """Return the workbook. Counts are numbers, shares are numbers shown as percentages, hidden cells are a sign."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, options) as book:
        book.set_properties({"title": printable(release.title), "created": _NO_DATE})
        styles = _styles(book)
        names = [_sheet_name(place, table.title) for place, table in enumerate(release.tables, 1)]
        _write_first(book.add_worksheet(_sheet_name(None, words.read_first)), release, names, styles, words)
        for name, table in zip(names, release.tables, strict=True):
            _write_table(book.add_worksheet(name), table, styles, words)
        if release.quotations:
            _write_quotations(book.add_worksheet(_sheet_name(None, words.quotations)), release, styles, words)
    return file.getvalue()


def _styles(book: Workbook) -> _Styles:
    base = {"font_name": "Verdana", "font_size": 10, "font_color": _INK, "valign": "top", "text_wrap": True}
    line = {**base, "bottom": 1, "bottom_color": _LINE}
    return _Styles(
        title=book.add_format({**base, "font_size": 14, "bold": True, "text_wrap": False}),
        head=book.add_format({**base, "bold": True, "font_color": _LEAF, "bg_color": _WASH}),
        text=book.add_format(line),
        label=book.add_format({**line, "bold": True}),
        number=book.add_format({**line, "num_format": "#,##0"}),
        share=book.add_format({**line, "num_format": "0 %"}),
        hidden=book.add_format({**line, "align": "right"}),
        total=book.add_format({**line, "bold": True, "num_format": "#,##0"}),
    )


def _sheet_name(place: int | None, title: str) -> str:
    """Return a name that every spreadsheet takes: 31 signs, none that they refuse, its own by its number."""
    words = " ".join(_FORBIDDEN.sub(" ", printable(title)).split())
    return (words if place is None else f"{place} {words}")[:31].strip()


def _lay_out(sheet: Worksheet, widths: Sequence[int]) -> None:
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _put(sheet: Worksheet, row: int, column: int, words: str, style: Format) -> None:
    sheet.write_string(row, column, printable(words)[:_LONGEST], style)


def _write_first(
    sheet: Worksheet, release: Release, names: Sequence[str], styles: _Styles, words: DocumentWords
) -> None:
    _lay_out(sheet, (30, 80))
    _put(sheet, 0, 0, release.title, styles.title)
    level = words.internal if release.level is Level.INTERNAL else words.public
    lines = [
        (release.council, release.department),
        (words.audience, level),
        (words.consultation, release.consultation),
        (words.period, release.period),
        (words.contributors, str(release.contributors) if release.contributors is not None else words.too_few),
        (words.reference, release.reference),
        *((words.message, line) for passage in release.text for line in passage.plain_lines),
        *((words.method, line) for line in release.method),
        (HIDDEN, words.hidden_note),
        *((words.contents, name) for name in names),
    ]
    before = ""
    for row, (label, line) in enumerate(lines, 2):
        _put(sheet, row, 0, label if label != before else "", styles.label)
        if label == words.contributors and release.contributors is not None:
            sheet.write_number(row, 1, release.contributors, styles.number)
        else:
            _put(sheet, row, 1, line, styles.text)
        before = label


def _write_table(sheet: Worksheet, table: Table, styles: _Styles, words: DocumentWords) -> None:
    _lay_out(sheet, (48, 18, 12))
    _put(sheet, 0, 0, table.title, styles.title)
    _put(sheet, 1, 0, table.note, styles.text)
    for column, head in enumerate((words.category, words.count, words.percent)):
        _put(sheet, 2, column, head, styles.head)
    sheet.freeze_panes(3, 0)
    row = 3
    for row, cell in enumerate(table.cells, 3):
        _put(sheet, row, 0, cell.category.label, styles.text)
        _put_number(sheet, row, 1, cell.count, styles.number, styles)
        _put_number(sheet, row, 2, None if cell.percent is None else cell.percent / 100, styles.share, styles)
    _put(sheet, row + 1, 0, words.total, styles.label)
    sheet.write_number(row + 1, 1, table.base, styles.total)
    if any(cell.count is None for cell in table.cells):
        _put(sheet, row + 3, 0, words.hidden_note, styles.text)


def _put_number(sheet: Worksheet, row: int, column: int, number: float | None, style: Format, styles: _Styles) -> None:
    if number is None:
        sheet.write_string(row, column, HIDDEN, styles.hidden)
    else:
        sheet.write_number(row, column, number, style)


def _write_quotations(sheet: Worksheet, release: Release, styles: _Styles, words: DocumentWords) -> None:
    _lay_out(sheet, (28, 80, 24))
    _put(sheet, 0, 0, words.quotations, styles.title)
    _put(sheet, 1, 0, words.quoted_with_consent, styles.text)
    for column, head in enumerate((words.theme, words.quotation, words.trait)):
        _put(sheet, 2, column, head, styles.head)
    sheet.freeze_panes(3, 0)
    for row, quotation in enumerate(release.quotations, 3):
        _put(sheet, row, 0, quotation.theme_label, styles.label)
        _put(sheet, row, 1, quotation.text, styles.text)
        _put(sheet, row, 2, quotation.attribute.label if quotation.attribute else "", styles.text)
