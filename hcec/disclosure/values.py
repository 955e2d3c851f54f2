"""What leaves the platform, as frozen values (D5, D7).

A release holds all that a file needs, in words already translated.

A count that is `None` is hidden. Nothing tells why it is: one symbol for every hidden cell, whatever hid it.
"""

import hashlib
import json
import re
from dataclasses import asdict, dataclass, is_dataclass
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

UNANSWERED = "unanswered"
"""The code of the cell "sans réponse": it ties the other cells to the number of contributors."""

FORMAT_VERSION = 2
"""Version 1 had none of what `_SINCE_2` names: its releases are read, and written again, byte for byte."""
_SINCE_2 = ("asks", "crossings", "embargo", "licence", "sections")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")

Count = int | None


class Level(StrEnum):
    """Who may read a release."""

    INTERNAL = "internal"
    PUBLIC = "public"


class Kind(StrEnum):
    """How the cells of a table relate: only in `MULTIPLE` may one child be in several cells."""

    EXCLUSIVE = "exclusive"
    MULTIPLE = "multiple"
    RANKING = "ranking"
    SCALE = "scale"


@dataclass(frozen=True, slots=True)
class Category:
    """One line of a table. `members` are the codes that were merged into it, none if it is as it was asked."""

    code: str
    label: str
    members: tuple[str, ...] = ()

    @property
    def atoms(self) -> frozenset[str]:
        """The finest codes that this line is made of."""
        return frozenset(self.members or (self.code,))


@dataclass(frozen=True, slots=True)
class Cell:
    """A count of children, or nothing when hidden. `word` is the code of a proportion told instead of a number (D3)."""

    category: Category
    count: Count
    percent: Count = None
    word: str | None = None

    @property
    def is_hidden(self) -> bool:
        """Whether nothing is told about this cell."""
        return self.count is None and self.percent is None and self.word is None


@dataclass(frozen=True, slots=True)
class Table:
    """One question, or one trait, counted over `base` distinct contributors (D1)."""

    code: str
    title: str
    base: int
    cells: tuple[Cell, ...]
    kind: Kind = Kind.EXCLUSIVE
    note: str = ""
    question_code: str | None = None
    sensitive: bool = False

    @property
    def variable(self) -> str:
        """What is counted: two tables of one variable over one snapshot count the same answers."""
        return self.question_code or self.code


@dataclass(frozen=True, slots=True)
class Axis:
    """One side of a crossing: the trait or the question that its lines, or its columns, come from."""

    code: str
    label: str
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Two variables crossed over `base` distinct contributors, with its margins (D2). `None` is hidden, as in a cell.

    `counts` holds one line a category of `rows`, each with one count a category of `columns`.
    """

    code: str
    title: str
    base: int
    rows: Axis
    columns: Axis
    counts: tuple[tuple[Count, ...], ...]
    row_totals: tuple[Count, ...]
    column_totals: tuple[Count, ...]
    note: str = ""
    sensitive: bool = False

    def __post_init__(self) -> None:
        """Refuse a table whose counts are not those of its axes."""
        height, width = len(self.rows.categories), len(self.columns.categories)
        lines = {len(line) for line in self.counts} <= {width}
        if not lines or (len(self.counts), len(self.row_totals), len(self.column_totals)) != (height, height, width):
            raise ValueError("as many counts and totals as categories on each axis")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the document: own text, then the tables, crossings (by code) and themes of quotations put in it.

    What no section names comes after the last one.
    """

    title: str
    text: tuple["Passage", ...] = ()
    tables: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked, of whom, and which of the four engagements it serves (F3)."""

    what: str
    of_whom: str = ""
    engagement: str = ""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a child agreed to see quoted, under a theme, with at most one coarse trait (D6)."""

    theme_code: str
    theme_label: str
    text: str
    attribute: Category | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the observatory's own text. A line is a run of words: plain, strong, plain, strong..."""

    kind: str
    """`paragraph`, `heading`, `bullets` or `numbers`."""
    lines: tuple[tuple[str, ...], ...]

    @property
    def plain_lines(self) -> tuple[str, ...]:
        """The lines without their emphasis."""
        return tuple("".join(line) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Check:
    """One attack: what was attacked at which threshold, and what was found. Cells are named `table/category`."""

    scope: str
    threshold: int
    hidden: int
    exact: tuple[str, ...] = ()
    proved_below: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the attack found nothing."""
        return not (self.exact or self.proved_below or self.findings)


@dataclass(frozen=True, slots=True)
class AttackReport:
    """Every attack made on a release before it may leave (D7)."""

    checks: tuple[Check, ...]

    @property
    def passed(self) -> bool:
        """Whether there was an attack, and none found anything."""
        return bool(self.checks) and all(check.passed for check in self.checks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One frozen version of a synthesis. Months are its finest dates. `checked` is filled by the attacker alone.

    `licence` is the code of a licence of open data; `embargo` the words of a day, for the note to the plenary.
    """

    reference: str
    level: Level
    threshold: int
    title: str
    council: str
    department: str
    consultation: str
    slug: str
    opened: str
    closed: str
    period: str
    contributors: Count
    tables: tuple[Table, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    text: tuple[Passage, ...] = ()
    method: tuple[str, ...] = ()
    checked: AttackReport | None = None
    crossings: tuple[CrossTable, ...] = ()
    sections: tuple[Section, ...] = ()
    asks: tuple[Ask, ...] = ()
    licence: str = "etalab-2.0"
    embargo: str = ""
    version: int = FORMAT_VERSION

    def __post_init__(self) -> None:
        """Refuse a date finer than the month (A4), and in an old version what it could not hold."""
        if self.version == 1 and (self.crossings or self.sections or self.asks or self.embargo):
            raise ValueError("version 1 holds no crossing, section, ask or embargo")
        if not (_MONTH.fullmatch(self.opened) and _MONTH.fullmatch(self.closed)):
            raise ValueError("opened and closed are months, as in 2026-09")

    @property
    def is_safe(self) -> bool:
        """Whether it was attacked, in vain."""
        return self.checked is not None and self.checked.passed


def to_bytes(release: Release) -> bytes:
    """Return the one canonical form: JSON in UTF-8, keys sorted, nothing that changes from one day to the next."""
    held = {name: value for name, value in asdict(release).items() if release.version > 1 or name not in _SINCE_2}
    text = json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "replace")


def from_bytes(data: bytes) -> Release:
    """Return the release that `to_bytes` wrote. Raises KeyError, TypeError or ValueError on anything else."""
    release: Release = _read(Release, json.loads(data))
    return release


def sha256(release: Release) -> str:
    """Return the fingerprint of the canonical form, in hexadecimal."""
    return hashlib.sha256(to_bytes(release)).hexdigest()


def _read(kind: Any, raw: Any) -> Any:
    """Return what `asdict` took apart, put together again as the types say."""
    if hints := _hints(kind):
        return kind(**{name: _read(hints[name], value) for name, value in raw.items()})
    if isinstance(kind, UnionType):
        return None if raw is None else _read(get_args(kind)[0], raw)
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], each) for each in raw)
    if issubclass(kind, StrEnum):
        return kind(raw)
    if not isinstance(raw, kind):
        raise TypeError(f"{kind.__name__} expected")
    return raw


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind) if is_dataclass(kind) else {}
