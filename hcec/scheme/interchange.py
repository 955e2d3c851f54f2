"""A scheme as tables that people open in a spreadsheet: fiches, indicators, yearly reviews.

What is written is read back the same. What cannot be read is said by its line and its column, and the rest is kept.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from hcec.followup.engagements import engagement_named
from hcec.labels import N_, label, options
from hcec.scheme.amounts import NotAnAmount, plain_amount, read_amount
from hcec.text.normalise import fold, plain, printable

LINE_LENGTH, TEXT_LENGTH, HIGHEST_NUMBER = 120, 3000, 99
_YEAR = re.compile(r"20\d\d")
_CODE = re.compile(r"\d{1,2}\.\d{1,2}")
_BETWEEN = " | "

Cells = Sequence[str]


class Unfit(ValueError):
    """What a cell holds cannot be kept; its words say why."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What could not be kept: in which table, on which line, in which column, and why."""

    table: str
    line: int
    column: str
    why: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, the value it fills, how it is read and written."""

    head: str
    name: str
    read: Callable[[str], Any]
    write: Callable[[Any], str]


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
            cells += [_write_amount(values["by_year"].get(year)) for year in years]
        rows.append(cells)
    return rows


def read(rows: Sequence[tuple[int, Cells]]) -> tuple[list[Line], list[Fault]]:
    """Return the lines of a table that could be read, and what could not. The table is known by its heads."""
    if not rows:
        return [], []
    first, heads = rows[0]
    found = [fold(" ".join(head.split())) for head in heads]
    shape = next((each for each in SHAPES if _is(each, found)), None)
    if shape is None:
        return [], [Fault("", first, "", N_("Ce tableau n’a pas les colonnes attendues : rien n’en est gardé."))]
    places = {column.name: found.index(fold(column.head)) for column in shape.columns if fold(column.head) in found}
    years = {int(head): place for place, head in enumerate(found) if shape.has_years and _YEAR.fullmatch(head)}
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
    needed = {fold(column.head) for column in shape.columns if column.read in NEEDED}
    return needed <= set(heads)


def _read_line(
    shape: Shape, number: int, cells: Cells, places: dict[str, int], years: dict[int, int]
) -> tuple[Line, list[Fault]]:
    faults: list[Fault] = []
    values: dict[str, Any] = {}
    by_year: dict[int, int] = {}
    for column in shape.columns:
        place = places.get(column.name, len(cells))
        try:
            values[column.name] = column.read(cells[place] if place < len(cells) else "")
        except Unfit as refusal:
            faults.append(Fault(shape.name, number, column.head, str(refusal)))
    for year, place in years.items():
        try:
            amount = _read_amount(cells[place] if place < len(cells) else "")
        except Unfit as refusal:
            faults.append(Fault(shape.name, number, str(year), str(refusal)))
        else:
            by_year |= {} if amount is None else {year: amount}
    if values.get("starts_on") and values.get("ends_on") and values["ends_on"] < values["starts_on"]:
        faults.append(Fault(shape.name, number, "fin", N_("La fin vient avant le début.")))
    return Line(shape.name, number, values, by_year), faults


def _read_line_of_words(cell: str) -> str:
    words = " ".join(printable(plain(cell)).split())
    if len(words) > LINE_LENGTH:
        raise Unfit(N_("C’est trop long : 120 signes au plus."))
    return words


def _read_title(cell: str) -> str:
    if words := _read_line_of_words(cell):
        return words
    raise Unfit(N_("Il manque des mots ici."))


def _read_text(cell: str) -> str:
    words = printable(plain(cell)).strip()
    if len(words) > TEXT_LENGTH:
        raise Unfit(N_("C’est trop long : 3 000 signes au plus."))
    return words


def _read_number(cell: str) -> int:
    words = cell.strip().removesuffix(".0")
    if words.isdecimal() and len(words) <= len(str(HIGHEST_NUMBER)) and 0 < int(words) <= HIGHEST_NUMBER:
        return int(words)
    raise Unfit(N_("Il faut un numéro de 1 à 99."))


def _read_year(cell: str) -> int:
    words = cell.strip().removesuffix(".0")
    if _YEAR.fullmatch(words):
        return int(words)
    raise Unfit(N_("Il faut une année, par exemple 2026."))


def _read_code(cell: str) -> str:
    words = cell.strip().replace(",", ".")
    if _CODE.fullmatch(words):
        return words
    raise Unfit(N_("Il faut le numéro d’une action, par exemple 1.2."))


def _read_day(cell: str) -> date | None:
    words = cell.strip()
    if not words:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(words, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise Unfit(N_("Cette date ne se lit pas : écrivez 2026-12-31 ou 31/12/2026."))


def _read_amount(cell: str) -> int | None:
    if not cell.strip():
        return None
    try:
        return read_amount(cell)
    except NotAnAmount as refusal:
        raise Unfit(N_("Ce nombre ne se lit pas.")) from refusal


def _write_amount(amount: int | None) -> str:
    return "" if amount is None else plain_amount(amount)


def _read_state(cell: str) -> str:
    said = fold(cell.strip()) or "planned"
    for code, words in options("action_state"):
        if said in (code, fold(words)):
            return code
    raise Unfit(N_("Cet état n’est pas connu : prévue, en cours, faite, en retard ou abandonnée."))


def _read_engagements(cell: str) -> list[str]:
    found = [engagement_named(each) for each in cell.split("|") if each.strip()]
    if None in found:
        raise Unfit(N_("Un des engagements n’est pas connu. Séparez-les par « | »."))
    return [str(each) for each in dict.fromkeys(found)]


def _write_engagements(codes: Iterable[str]) -> str:
    return _BETWEEN.join(label("engagement", code) for code in codes)


def _write_day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _write_state(code: str) -> str:
    return label("action_state", code)


NEEDED = (_read_number, _read_title, _read_year, _read_code)
"""A line without what these read is no line; a table without their columns is not ours."""

ACTIONS = Shape(
    "actions",
    (
        Column("axe", "axis", _read_number, str),
        Column("titre de l’axe", "axis_title", _read_title, str),
        Column("numéro", "number", _read_number, str),
        Column("action", "title", _read_title, str),
        Column("objet", "aim", _read_text, str),
        Column("public", "audience", _read_line_of_words, str),
        Column("pilote", "pilot", _read_line_of_words, str),
        Column("partenaires", "partners", _read_text, str),
        Column("début", "starts_on", _read_day, _write_day),
        Column("fin", "ends_on", _read_day, _write_day),
        Column("état", "state", _read_state, _write_state),
        Column("engagements", "engagements", _read_engagements, _write_engagements),
    ),
)
INDICATORS = Shape(
    "indicateurs",
    (
        Column("numéro d’action", "action", _read_code, str),
        Column("indicateur", "name", _read_title, str),
        Column("unité", "unit", _read_line_of_words, str),
        Column("départ", "baseline", _read_amount, _write_amount),
        Column("cible", "target", _read_amount, _write_amount),
    ),
    has_years=True,
)
REVIEWS = Shape(
    "bilans",
    (
        Column("numéro d’action", "action", _read_code, str),
        Column("année", "year", _read_year, str),
        Column("état", "state", _read_state, _write_state),
        Column("bilan", "words", _read_text, str),
    ),
)
SHAPES = (ACTIONS, INDICATORS, REVIEWS)
