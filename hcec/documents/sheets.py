"""The sheets of a workbook, whatever its format: what to read first, one sheet a table, and the quotations.

Counts are numbers, shares are numbers shown as percentages, hidden cells are the one sign, words are never formulas.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hcec.disclosure.values import Cell, Count, CrossTable, Release, Table
from hcec.documents.outline import attack_lines, level, licence_line, method_lines
from hcec.documents.words import HIDDEN, DocumentWords
from hcec.text.normalise import printable

_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LONGEST = 32_767


class Look(StrEnum):
    """The few looks of a cell."""

    TITLE = "title"
    HEAD = "head"
    TEXT = "text"
    NOTE = "note"
    LABEL = "label"
    NUMBER = "number"
    SHARE = "share"
    HIDDEN = "hidden"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class SheetCell:
    """Words, or a number; words are fit for any file."""

    value: str | float
    look: Look


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: columns as wide as so many signs, the rows above `frozen` staying in sight."""

    name: str
    widths: tuple[int, ...]
    rows: tuple[tuple[SheetCell, ...], ...]
    frozen: int = 0


def sheets(release: Release, words: DocumentWords) -> list[Sheet]:
    """Return every sheet of a release, under names that every spreadsheet takes."""
    tables: list[Table | CrossTable] = [*release.tables, *release.crossings]
    names = [_sheet_name(place, table.title) for place, table in enumerate(tables, 1)]
    made = [_first(release, names, words)]
    for name, table in zip(names, tables, strict=True):
        made.append(_crossing(name, table, words) if isinstance(table, CrossTable) else _table(name, table, words))
    if release.quotations:
        made.append(_quotations(release, words))
    return made


def _first(release: Release, names: Sequence[str], words: DocumentWords) -> Sheet:
    count = release.contributors
    lines: list[tuple[str, SheetCell]] = [
        (release.council, _text(release.department)),
        (words.audience, _text(level(release, words))),
        (words.consultation, _text(release.consultation)),
        (words.period, _text(release.period)),
        (words.contributors, _text(words.too_few) if count is None else SheetCell(count, Look.NUMBER)),
        (words.reference, _text(release.reference)),
        *((words.message, _text(line)) for passage in release.text for line in passage.plain_lines),
        *((section.title, _text(line)) for section in release.sections for p in section.text for line in p.plain_lines),
        *((words.asks, _text(" — ".join(filter(None, (ask.what, ask.of_whom))))) for ask in release.asks),
        *((words.method, _text(line)) for line in method_lines(release, words)),
        *((words.attack, _text(line)) for line in attack_lines(release, words)),
        (words.licence, _text(licence_line(release, words))),
        *((words.contents, _text(name)) for name in names),
    ]
    rows, before = [(_text(release.title, Look.TITLE),), ()], ""
    for label, cell in lines:
        rows.append((_text(label if label != before else "", Look.LABEL), cell))
        before = label
    return Sheet(_sheet_name(None, words.read_first), (30, 80), tuple(rows))


def _table(name: str, table: Table, words: DocumentWords) -> Sheet:
    rows = list(_above(table, (words.category, words.count, words.percent)))
    for cell in table.cells:
        rows.append((_text(cell.category.label), _number(cell.count), _share(cell)))
    rows.append((_text(words.total, Look.LABEL), SheetCell(table.base, Look.TOTAL)))
    is_hidden = any(cell.count is None for cell in table.cells)
    return Sheet(name, (48, 18, 12), (*rows, *_below(is_hidden, words)), frozen=3)


def _crossing(name: str, table: CrossTable, words: DocumentWords) -> Sheet:
    heads = (table.rows.label, *(column.label for column in table.columns.categories), words.all_lines)
    rows = list(_above(table, heads))
    for row, counts, total in zip(table.rows.categories, table.counts, table.row_totals, strict=True):
        rows.append((_text(row.label), *map(_number, counts), _number(total, Look.TOTAL)))
    totals = (_number(total, Look.TOTAL) for total in table.column_totals)
    rows.append((_text(words.all_lines, Look.LABEL), *totals, SheetCell(table.base, Look.TOTAL)))
    is_hidden = any(count is None for line in table.counts for count in line)
    widths = (40, *(18 for _ in table.columns.categories), 12)
    return Sheet(name, widths, (*rows, *_below(is_hidden, words)), frozen=3)


def _quotations(release: Release, words: DocumentWords) -> Sheet:
    heads = (words.theme, words.quotation, words.trait)
    rows = [
        (_text(words.quotations, Look.TITLE),),
        (_text(words.quoted_with_consent, Look.NOTE),),
        tuple(_text(head, Look.HEAD) for head in heads),
    ]
    for quotation in release.quotations:
        trait = quotation.attribute.label if quotation.attribute else ""
        rows.append((_text(quotation.theme_label, Look.LABEL), _text(quotation.text), _text(trait)))
    return Sheet(_sheet_name(None, words.quotations), (28, 80, 24), tuple(rows), frozen=3)


def _above(table: Table | CrossTable, heads: Sequence[str]) -> Iterator[tuple[SheetCell, ...]]:
    yield (_text(table.title, Look.TITLE),)
    yield (_text(table.note, Look.NOTE),)
    yield tuple(_text(head, Look.HEAD) for head in heads)


def _below(is_hidden: bool, words: DocumentWords) -> Iterator[tuple[SheetCell, ...]]:
    if is_hidden:
        yield ()
        yield (_text(words.hidden_note, Look.NOTE),)


def _text(words: str, look: Look = Look.TEXT) -> SheetCell:
    return SheetCell(printable(words)[:_LONGEST], look)


def _number(count: Count, look: Look = Look.NUMBER) -> SheetCell:
    return HIDDEN_CELL if count is None else SheetCell(count, look)


def _share(cell: Cell) -> SheetCell:
    """Return the share; the sign only where the count is hidden, nothing where a share would mislead (D2)."""
    if cell.count is None:
        return HIDDEN_CELL
    return _text("") if cell.percent is None else SheetCell(cell.percent / 100, Look.SHARE)


def _sheet_name(place: int | None, title: str) -> str:
    """Return a name that every spreadsheet takes: 31 signs, none that they refuse, its own by its number."""
    words = " ".join(_FORBIDDEN.sub(" ", printable(title)).split())
    return (words if place is None else f"{place} {words}")[:31].strip()


HIDDEN_CELL = SheetCell(HIDDEN, Look.HIDDEN)
