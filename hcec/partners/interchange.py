"""Institutions and mandates as tables that people open in a spreadsheet. The name of who holds a mandate is in none."""

from datetime import date

from hcec.labels import N_, label
from hcec.tables.cells import Unfit, code_of, read_day, read_title, write_day
from hcec.tables.shapes import Column, Shape
from hcec.text.normalise import fold

DEPUTY, TITULAR = "suppléance", "titulaire"

read_nature = code_of(
    "institution_kind", N_("Cette nature n’est pas connue. Reprenez les mots de l’export."), nothing="other"
)


def write_nature(code: str) -> str:
    """Write what an institution is."""
    return label("institution_kind", code)


def read_seat(cell: str) -> bool:
    """Return whether a mandate stands in for another; nothing said is titular."""
    said = fold(cell.strip())
    if said in ("", fold(TITULAR)):
        return False
    if said in (fold(DEPUTY), "suppleant", "suppleante"):
        return True
    raise Unfit(N_("C’est « titulaire » ou « suppléance »."))


def write_seat(is_deputy: bool) -> str:
    """Write whether a mandate stands in for another."""
    return DEPUTY if is_deputy else TITULAR


def read_first_day(cell: str) -> date:
    """Return a day that must be there."""
    if day := read_day(cell):
        return day
    raise Unfit(N_("Il manque un jour ici."))


INSTITUTIONS = Shape(
    "institutions",
    (
        Column("institution", "name", read_title, str),
        Column("nature", "kind", read_nature, write_nature, is_needed=True),
        Column("charte signée le", "charter_signed_on", read_day, write_day),
    ),
)
MANDATES = Shape(
    "mandats",
    (
        Column("institution", "institution", read_title, str),
        Column("fonction", "function", read_title, str),
        Column("siège", "is_deputy", read_seat, write_seat),
        Column("depuis le", "from_on", read_first_day, write_day, is_needed=True),
        Column("jusqu’au", "to_on", read_day, write_day),
    ),
)
SHAPES = (INSTITUTIONS, MANDATES)
