"""Tables as shapes: their heads, how each column is read and written.

What is written is read back the same. What cannot be read is said by its line and its column, and the rest is kept.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from hcec.labels import N_
from hcec.tables.cells import (
    YEAR,
    Unfit,
    read_known_amount,
    read_number,
    read_title,
    read_words,
    read_year,
    write_amount,
)
from hcec.text.normalise import fold

Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class Fault:
    """What could not be kept: in which table, on which line, in which column, and why."""

    table: str
    line: int
    column: str
    why: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, the value it fills, how it is read and written, whether a table is known by it."""

    head: str
    name: str
    read: Callable[[str], Any]
    write: Callable[[Any], str]
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """One table: what it is called, its columns, and whether a column a year follows them."""

    name: str
    columns: tuple[Column, ...]
    has_years: bool = False

    def heads(self, years: Iterable[int]) -> list[str]:
        """Return the first line."""
        return [*(column.head for column in self.columns), *(map(str, years) if self.has_years else ())]


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was read whole: where it stands, its values by name, and those of each year."""

    table: str
    line: int
    values: dict[str, Any]
    by_year: dict[int, int] = field(default_factory=dict)


def written(shape: Shape, lines: Iterable[dict[str, Any]], years: Sequence[int]) -> list[list[str]]:
    """Return a table as cells, its heads first. Each line holds values by name, and `by_year` where there are years."""
    rows = [shape.heads(years)]
    for values in lines:
        cells = [column.write(values[column.name]) for column in shape.columns]
        if shape.has_years:
            cells += [write_amount(values["by_year"].get(year)) for year in years]
        rows.append(cells)
    return rows


def read(rows: Sequence[tuple[int, Cells]], shapes: Iterable[Shape]) -> tuple[list[Line], list[Fault]]:
    """Return the lines of a table that could be read, and what could not. The table is one of these, by its heads.

    A column that the table has not is no value: what is held stays as it is.
    """
    if not rows:
        return [], []
    first, heads = rows[0]
    found = [fold(" ".join(head.split())) for head in heads]
    shape = next((each for each in shapes if _is(each, found)), None)
    if shape is None:
        return [], [Fault("", first, "", N_("Ce tableau n’a pas les colonnes attendues : rien n’en est gardé."))]
    places = {column.name: found.index(fold(column.head)) for column in shape.columns if fold(column.head) in found}
    years = {int(head): place for place, head in enumerate(found) if shape.has_years and YEAR.fullmatch(head)}
    known = {*places.values(), *years.values()}
    faults = [
        Fault(shape.name, first, head, N_("Cette colonne n’est pas connue : elle est laissée de côté."))
        for place, head in enumerate(heads)
        if place not in known and head.strip()
    ]
    kept: list[Line] = []
    for number, cells in rows[1:]:
        if any(cell.strip() for cell in cells):
            line, wrong = _read_line(shape, number, cells, places, years)
            faults += wrong
            kept += [line] if not wrong else []
    return kept, faults


def _is(shape: Shape, heads: Sequence[str]) -> bool:
    needed = {fold(column.head) for column in shape.columns if column.is_needed or column.read in NEEDED}
    return needed <= set(heads)


def _read_line(
    shape: Shape, number: int, cells: Cells, places: dict[str, int], years: dict[int, int]
) -> tuple[Line, list[Fault]]:
    faults: list[Fault] = []
    values: dict[str, Any] = {}
    by_year: dict[int, int] = {}
    for column in [each for each in shape.columns if each.name in places]:
        place = places[column.name]
        try:
            values[column.name] = column.read(cells[place] if place < len(cells) else "")
        except Unfit as refusal:
            faults.append(Fault(shape.name, number, column.head, str(refusal)))
    for year, place in years.items():
        try:
            amount = read_known_amount(cells[place] if place < len(cells) else "")
        except Unfit as refusal:
            faults.append(Fault(shape.name, number, str(year), str(refusal)))
        else:
            by_year |= {} if amount is None else {year: amount}
    if values.get("starts_on") and values.get("ends_on") and values["ends_on"] < values["starts_on"]:
        faults.append(Fault(shape.name, number, "fin", N_("La fin vient avant le début.")))
    return Line(shape.name, number, values, by_year), faults


@dataclass(slots=True)
class Loaded:
    """What a file brought: how many lines were new, changed, or the same already, and what could not be kept."""

    added: int = 0
    changed: int = 0
    same: int = 0
    faults: list[Fault] = field(default_factory=list)


NEEDED = (read_number, read_title, read_year, read_words)
"""A line without what these read is no line; a table without their columns is not ours."""
