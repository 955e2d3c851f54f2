"""A workbook for Excel and LibreOffice. Words are never formulas (ATTACKS 10)."""

import io
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from hcec.disclosure.values import Release
from hcec.documents.sheets import Look, Sheet, sheets
from hcec.documents.words import DocumentWords
from hcec.text.normalise import printable

_NO_DATE = datetime(2000, 1, 1)  # noqa: DTZ001 - the file format knows no time zone; a true date would tell too much
_INK, _LEAF, _WASH, _LINE = "#1F2A37", "#12665A", "#DFF0EA", "#E4DCCD"


def render_xlsx(release: Release, words: DocumentWords) -> bytes:
    """Return the workbook. Counts are numbers, shares are numbers shown as percentages, hidden cells are a sign."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, options) as book:
        book.set_properties({"title": printable(release.title), "created": _NO_DATE})
        looks = _looks(book)
        for sheet in sheets(release, words):
            _write(book, sheet, looks)
    return file.getvalue()


def _looks(book: Workbook) -> dict[Look, Format]:
    base = {"font_name": "Verdana", "font_size": 10, "font_color": _INK, "valign": "top", "text_wrap": True}
    line = {**base, "bottom": 1, "bottom_color": _LINE}
    looks = {
        Look.TITLE: {**base, "font_size": 14, "bold": True, "text_wrap": False},
        Look.HEAD: {**base, "bold": True, "font_color": _LEAF, "bg_color": _WASH},
        Look.TEXT: line,
        Look.NOTE: {**base, "text_wrap": False},
        Look.LABEL: {**line, "bold": True},
        Look.NUMBER: {**line, "num_format": "#,##0"},
        Look.SHARE: {**line, "num_format": "0 %"},
        Look.HIDDEN: {**line, "align": "right"},
        Look.TOTAL: {**line, "bold": True, "num_format": "#,##0"},
    }
    return {look: book.add_format(given) for look, given in looks.items()}


def _write(book: Workbook, sheet: Sheet, looks: dict[Look, Format]) -> None:
    page = book.add_worksheet(sheet.name)
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    page.hide_gridlines(2)
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    if sheet.frozen:
        page.freeze_panes(sheet.frozen, 0)
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            if isinstance(cell.value, str):
                page.write_string(row, column, cell.value, looks[cell.look])
            else:
                page.write_number(row, column, cell.value, looks[cell.look])
