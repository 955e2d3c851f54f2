"""What a cell of training's tables may hold, and how it is written. A cell that cannot be kept says why."""

from collections.abc import Callable, Iterable
from datetime import date

from hcec.labels import N_, label, options
from hcec.scheme.cells import Unfit, read_day, read_number, read_sum
from hcec.text.normalise import fold

MOST_PEOPLE, MOST_HOURS = 100_000, 1_000_000
"""Hours in hundredths: ten thousand of them, for one person."""
BETWEEN = " | "


def one_of(kind: str, why: str, default: str | None = None) -> Callable[[str], str]:
    """Return how a code of a closed list is read, from itself or from its words; `default` is what nothing means."""

    def read(cell: str) -> str:
        if not cell.strip() and default is not None:
            return default
        said = fold(" ".join(cell.split()))
        for code, words in options(kind):
            if said in (fold(code), fold(words)):
                return code
        raise Unfit(why)

    return read


def several_of(kind: str, why: str) -> Callable[[str], list[str]]:
    """Return how codes of a closed list are read, one after the other."""
    read_one = one_of(kind, why)
    return lambda cell: list(dict.fromkeys(read_one(each) for each in cell.split("|") if each.strip()))


def in_words(kind: str) -> Callable[[str | None], str]:
    """Return how a code of a closed list is written; none is nothing."""
    return lambda code: label(kind, code) if code else ""


def all_in_words(kind: str) -> Callable[[Iterable[str]], str]:
    """Return how codes of a closed list are written."""
    return lambda codes: BETWEEN.join(label(kind, code) for code in codes)


def read_people(cell: str) -> int:
    """Return a number of people; nothing is none."""
    words = cell.strip().removesuffix(".0").removesuffix(",0") or "0"
    if words.isdecimal() and words.isascii() and len(words) <= len(str(MOST_PEOPLE)) and int(words) <= MOST_PEOPLE:
        return int(words)
    raise Unfit(N_("Il faut un nombre entier, zéro ou plus."))


def read_some_people(cell: str) -> int:
    """Return a number of people, at least one."""
    if people := read_people(cell):
        return people
    raise Unfit(N_("Il faut au moins une personne."))


def read_hours(cell: str) -> int:
    """Return hours for one person, in hundredths; nothing is none."""
    hours = read_sum(cell)
    if hours > MOST_HOURS:
        raise Unfit(N_("C’est trop d’heures pour une personne : 10 000 au plus."))
    return hours


def read_needed_day(cell: str) -> date:
    """Return a day that must be there."""
    if day := read_day(cell):
        return day
    raise Unfit(N_("Il manque un jour ici."))


def read_line_number(cell: str) -> int | None:
    """Return the number of a line of the programme, or none: outside of it."""
    return read_number(cell) if cell.strip() else None


def write_line_number(number: int | None) -> str:
    """Write the number of a line."""
    return str(number or "")
