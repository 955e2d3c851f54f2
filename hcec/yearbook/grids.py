"""Yearly tables as people open them in a spreadsheet. What is written is read back the same.

A table begins with a line that holds its title, then the heads of its columns. Several may follow each other in one
file. What cannot be read is said by its line and its column, and the rest is kept.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hcec.labels import N_
from hcec.scheme.interchange import Fault
from hcec.text.normalise import fold, plain, printable
from hcec.yearbook.tables import TABLES, FigureTable, Place, title_of

LARGEST, SOURCE_LENGTH = 1_000_000, 300
NUMBER, SOURCE = "Nombre", "Source"
_TOTAL = "total"
_SPACES = re.compile(r"\s+")
_UNKNOWN = ("", "-", "–", "—", "?", "nc", "n.c.", "nr")
_WHOLE = re.compile(r"[0-9]{1,9}(?:[,.]0+)?")


class NotANumber(ValueError):
    """These words are no number of people."""


@dataclass(slots=True)
class Given:
    """What a file says of one table: its numbers by place, and where they come from."""

    code: str
    numbers: dict[Place, int] = field(default_factory=dict)
    source: str = ""


@dataclass(slots=True)
class _Head:
    given: Given
    table: FigureTable
    columns: dict[int, str]
    rows: set[str] = field(default_factory=set)


def title(table: FigureTable) -> str:
    """Return the French title of a table: who is counted, then by what."""
    who, *axes = title_of(table)
    return f"{who} — {' × '.join(axes)}"


def read_number(words: str) -> int | None:
    """Return a number of people, nothing when it is not known. Raises NotANumber."""
    bare = _SPACES.sub("", words).casefold()
    if bare in _UNKNOWN:
        return None
    if not _WHOLE.fullmatch(bare) or int(re.split("[,.]", bare)[0]) > LARGEST:
        raise NotANumber
    return int(re.split("[,.]", bare)[0])


def read_source(words: str) -> str:
    """Return where numbers come from, on one line."""
    return " ".join(printable(plain(words)).split())[:SOURCE_LENGTH].strip()


def written(table: FigureTable, numbers: Mapping[Place, int], source: str = "") -> list[list[str]]:
    """Return a table as cells, its title and heads first, its source last. What is not known is empty."""
    columns = table.columns.codes if table.columns else ("",)
    heads = [table.columns.label(code) for code in columns] if table.columns else [NUMBER]
    rows = [[title(table), *heads]]
    for row in table.rows.codes:
        cells = (numbers.get((row, column)) for column in columns)
        rows.append([table.rows.label(row), *("" if each is None else str(each) for each in cells)])
    return [*rows, [SOURCE, source, *("" for _ in heads[1:])]]


def read(rows: Iterable[tuple[int, Sequence[str]]]) -> tuple[list[Given], list[Fault]]:
    """Return what the lines of a file say of each table, and what could not be kept.

    A total is left aside: it is added up. A line or a column that is not there is not known, and changes nothing.
    """
    found: list[Given] = []
    faults: list[Fault] = []
    head: _Head | None = None
    for number, cells in rows:
        first = fold(" ".join(cells[0].split())) if cells else ""
        if (table := _TITLES.get(first)) is not None:
            head, wrong = _read_head(table, number, cells)
            found.append(head.given)
        elif head is None:
            wrong = [Fault("", number, "", N_("Cette ligne n’est sous le titre d’aucun tableau connu."))]
        elif first == fold(SOURCE):
            head.given.source, wrong = read_source(next((cell for cell in cells[1:] if cell.strip()), "")), []
        else:
            wrong = _read_row(head, number, cells, first)
        faults += wrong
    return found, faults


def _read_head(table: FigureTable, number: int, cells: Sequence[str]) -> tuple[_Head, list[Fault]]:
    known = {fold(table.columns.label(code)): code for code in table.columns.codes} if table.columns else {}
    known = known or {fold(NUMBER): ""}
    columns: dict[int, str] = {}
    faults = []
    for place, cell in enumerate(cells[1:], 1):
        code = known.get(fold(" ".join(cell.split())))
        if code is not None and code not in columns.values():
            columns[place] = code
        elif cell.strip() and fold(cell.strip()) != _TOTAL:
            why = N_("Cette colonne n’est pas connue : elle est laissée de côté.")
            faults.append(Fault(title(table), number, cell, why))
    return _Head(Given(table.code), table, columns), faults


def _read_row(head: _Head, number: int, cells: Sequence[str], first: str) -> list[Fault]:
    table = head.table
    row = next((code for code in table.rows.codes if fold(table.rows.label(code)) == first), None)
    if first == _TOTAL:
        return []
    if row is None or row in head.rows:
        why = N_("Cette ligne n’est pas connue.") if row is None else N_("Cette ligne est déjà donnée plus haut.")
        return [Fault(title(table), number, cells[0], why)]
    head.rows.add(row)
    faults = []
    for place, column in head.columns.items():
        try:
            known = read_number(cells[place] if place < len(cells) else "")
        except NotANumber:
            label = table.columns.label(column) if table.columns else NUMBER
            why = N_("Il faut un nombre entier, ou rien si on ne sait pas.")
            faults.append(Fault(title(table), number, label, why))
        else:
            head.given.numbers |= {} if known is None else {(row, column): known}
    return faults


_TITLES = {fold(title(table)): table for table in TABLES}
