"""What a cell may hold whatever its table, and how it is written. A cell that cannot be kept says why."""

import re
from collections.abc import Callable
from datetime import date, datetime

from hcec.labels import N_, options
from hcec.tables.amounts import NotAnAmount, plain_amount, read_amount
from hcec.text.normalise import fold, plain, printable

LINE_LENGTH, TEXT_LENGTH, HIGHEST_NUMBER = 120, 3000, 99
FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Between which days are: another century is a slip of the hand."""
YEAR = re.compile(r"20\d\d")


class Unfit(ValueError):
    """What a cell holds cannot be kept; its words say why."""


def read_line_of_words(cell: str) -> str:
    """Return words on one line, or none."""
    words = " ".join(printable(plain(cell)).split())
    if len(words) > LINE_LENGTH:
        raise Unfit(N_("C’est trop long : 120 signes au plus."))
    return words


def read_title(cell: str) -> str:
    """Return words on one line that must be there."""
    if words := read_line_of_words(cell):
        return words
    raise Unfit(N_("Il manque des mots ici."))


def read_text(cell: str) -> str:
    """Return words over several lines, or none."""
    words = printable(plain(cell)).strip()
    if len(words) > TEXT_LENGTH:
        raise Unfit(N_("C’est trop long : 3 000 signes au plus."))
    return words


def read_words(cell: str) -> str:
    """Return words over several lines that must be there."""
    if words := read_text(cell):
        return words
    raise Unfit(N_("Il manque des mots ici."))


def read_number(cell: str) -> int:
    """Return the place of something among others."""
    words = cell.strip().removesuffix(".0")
    if words.isdecimal() and len(words) <= len(str(HIGHEST_NUMBER)) and 0 < int(words) <= HIGHEST_NUMBER:
        return int(words)
    raise Unfit(N_("Il faut un numéro de 1 à 99."))


def read_year(cell: str) -> int:
    """Return a year of this century."""
    words = cell.strip().removesuffix(".0")
    if YEAR.fullmatch(words):
        return int(words)
    raise Unfit(N_("Il faut une année, par exemple 2026."))


def read_day(cell: str) -> date | None:
    """Return a day of our time, or none."""
    words = cell.strip()
    if not words:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            day = datetime.strptime(words, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
        raise Unfit(N_("Il faut un jour entre 2000 et 2100."))
    raise Unfit(N_("Cette date ne se lit pas : écrivez 2026-12-31 ou 31/12/2026."))


def read_known_amount(cell: str) -> int | None:
    """Return hundredths, or none: an empty cell is not known."""
    if not cell.strip():
        return None
    try:
        return read_amount(cell)
    except NotAnAmount as refusal:
        raise Unfit(N_("Ce nombre ne se lit pas.")) from refusal


def write_amount(amount: int | None) -> str:
    """Write hundredths."""
    return "" if amount is None else plain_amount(amount)


def read_sum(cell: str) -> int:
    """Return hundredths of at least zero; nothing is zero."""
    amount = read_known_amount(cell) or 0
    if amount < 0:
        raise Unfit(N_("Ce nombre ne peut pas être négatif."))
    return amount


def code_of(kind: str, why: str, *, nothing: str = "") -> Callable[[str], str]:
    """Return what reads the code of a closed list from its words; `nothing` is what an empty cell says."""

    def read(cell: str) -> str:
        said = fold(cell.strip()) or nothing
        for code, words in options(kind):
            if said in (code, fold(words)):
                return code
        raise Unfit(why)

    return read


def write_day(day: date | None) -> str:
    """Write a day."""
    return day.isoformat() if day else ""
