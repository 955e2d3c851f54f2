"""The attack on linked tables, from what is printed alone (D7). Knows nothing of the protector."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from hcec.disclosure.bounding import Interval
from hcec.disclosure.deduction import Facts, Points, Told, facts
from hcec.disclosure.narrowing import Contradiction, narrow

MERGED = "merged.json"
"""Beside the tables of a release: by column, where each merged category went."""


class Unreadable(Exception):
    """This file is no table of counts."""


@dataclass(frozen=True, slots=True)
class Attacked:
    """What the attack found. Lines are named `table/category|category`."""

    hidden: int
    proved_below: tuple[str, ...]
    exact: tuple[str, ...]
    intervals: Mapping[str, Interval]
    undecided: tuple[str, ...]
    contradiction: bool = False

    @property
    def passed(self) -> bool:
        """Whether nothing hidden was found out."""
        return not (self.proved_below or self.exact or self.contradiction)


def attack_linked(
    tables: Sequence[Told], *, threshold: int, out_of_time: Callable[[], bool] = lambda: False
) -> Attacked:
    """Bound every hidden line of these tables, read together. Raises TooEntangled.

    A line that some table shows is not hidden; one that is hidden must be able to reach the threshold, and to be
    something else than what it is. The sum of lines that one table shows is no secret, unless it is small.
    """
    known = facts(tables)
    try:
        found = narrow(known, threshold, out_of_time)
    except Contradiction:
        return Attacked(0, (), (), {}, (), contradiction=True)
    bounds = {p: bound for p, bound in found.bounds.items() if 0 < bound.high < threshold or not _is_sum(p, known)}
    names = {points: known.names[points] for points in bounds}
    return Attacked(
        hidden=len(names),
        proved_below=tuple(names[p] for p, bound in bounds.items() if bound.high < threshold),
        exact=tuple(names[p] for p, bound in bounds.items() if bound.low == bound.high),
        intervals={names[p]: bound for p, bound in bounds.items()},
        undecided=tuple(names[p] for p in found.undecided if p in bounds),
    )


def _is_sum(points: Points, known: Facts) -> bool:
    """Tell whether lines that one table shows add up to this one, none of them empty of points."""
    whole = set(points)
    return any(
        sum(len(part) for part in shown if part and whole.issuperset(part)) == len(whole) for shown in known.shown
    )


def read_folder(folder: str, files: Mapping[str, str]) -> list[Told]:
    """Return the tables of a folder, given the text of each file by its name. Raises Unreadable with the name."""
    merged = json.loads(files[MERGED]) if MERGED in files else {}
    return [
        _read_table(f"{folder}/{name.removesuffix('.csv')}", text, merged)
        for name, text in sorted(files.items())
        if name.endswith(".csv")
    ]


def _read_table(name: str, text: str, merged: Mapping[str, Mapping[str, str]]) -> Told:
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    header = next(rows, [])
    if header[-2:] != ["count", "status"]:
        raise Unreadable(name)
    columns = tuple(header[:-2])
    try:
        lines = {tuple(row[: len(columns)]): _count(row[len(columns)]) for row in rows if row}
    except (IndexError, ValueError) as refusal:
        raise Unreadable(name) from refusal
    return Told(name, columns, lines, {column: ends for column, ends in merged.items() if column in columns})


def _count(written: str) -> Interval | None:
    return Interval(int(written), int(written)) if written.strip() else None
