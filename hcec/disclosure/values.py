"""What leaves the platform, as frozen values (D5, D7).

A release holds all that a file needs, in words already translated.

A count that is `None` is hidden. Nothing tells why it is: one symbol for every hidden cell, whatever hid it.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

UNANSWERED = "unanswered"
"""The code of the cell "sans réponse": it ties the other cells to the number of contributors."""

FORMAT_VERSION = 1
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
    """One frozen version of a synthesis. Months are its finest dates. `checked` is filled by the attacker alone."""

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
    version: int = FORMAT_VERSION

    def __post_init__(self) -> None:
        """Refuse a date finer than the month (A4)."""
        if not (_MONTH.fullmatch(self.opened) and _MONTH.fullmatch(self.closed)):
            raise ValueError("opened and closed are months, as in 2026-09")

    @property
    def is_safe(self) -> bool:
        """Whether it was attacked, in vain."""
        return self.checked is not None and self.checked.passed


def to_bytes(release: Release) -> bytes:
    """Return the one canonical form: JSON in UTF-8, keys sorted, nothing that changes from one day to the next."""
    text = json.dumps(asdict(release), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "replace")


def from_bytes(data: bytes) -> Release:
    """Return the release that `to_bytes` wrote. Raises KeyError, TypeError or ValueError on anything else."""
    raw: dict[str, Any] = json.loads(data)
    return Release(
        **{
            **raw,
            "level": Level(raw["level"]),
            "tables": tuple(_table(table) for table in raw["tables"]),
            "quotations": tuple(_quotation(quotation) for quotation in raw["quotations"]),
            "text": tuple(Passage(block["kind"], tuple(map(tuple, block["lines"]))) for block in raw["text"]),
            "method": tuple(raw["method"]),
            "checked": None if raw["checked"] is None else _report(raw["checked"]),
        }
    )


def sha256(release: Release) -> str:
    """Return the fingerprint of the canonical form, in hexadecimal."""
    return hashlib.sha256(to_bytes(release)).hexdigest()


def _category(raw: dict[str, Any]) -> Category:
    return Category(**{**raw, "members": tuple(raw["members"])})


def _table(raw: dict[str, Any]) -> Table:
    cells = tuple(Cell(**{**cell, "category": _category(cell["category"])}) for cell in raw["cells"])
    return Table(**{**raw, "cells": cells, "kind": Kind(raw["kind"])})


def _quotation(raw: dict[str, Any]) -> Quotation:
    attribute = raw["attribute"]
    return Quotation(**{**raw, "attribute": attribute and _category(attribute)})


def _report(raw: dict[str, Any]) -> AttackReport:
    listed = ("exact", "proved_below", "findings")
    checks: Iterable[dict[str, Any]] = raw["checks"]
    return AttackReport(tuple(Check(**{**check, **{name: tuple(check[name]) for name in listed}}) for check in checks))
