"""The attack on crossings, read together with every table of the same people (D7). Knows nothing of the protector."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hcec.disclosure.blocks import TooEntangled
from hcec.disclosure.bounding import Interval, reading
from hcec.disclosure.deduction import Line, Told
from hcec.disclosure.linked_attacker import attack_linked
from hcec.disclosure.thresholds import CROSSING_BASE
from hcec.disclosure.values import UNANSWERED, Axis, Category, Count, CrossTable, Kind, Table

SCOPE = "crossings"


@dataclass(frozen=True, slots=True)
class CrossingsAttacked:
    """What was found. Lines are named `table/category|category`."""

    hidden: int
    exact: tuple[str, ...]
    proved_below: tuple[str, ...]
    findings: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether the attack found nothing."""
        return not (self.exact or self.proved_below or self.findings)


def attack_crossings_beside(
    tables: Iterable[Table], crossings: Sequence[CrossTable], threshold: int
) -> CrossingsAttacked:
    """Attack crossings beside the tables about the same variables: what others count says nothing of them.

    What is printed cannot change, so that the answer is remembered: a draft is looked at often, and attacked again
    under a lock when it is published.
    """
    axes = {axis.code for crossing in crossings for axis in (crossing.rows, crossing.columns)}
    return _once(tuple(table for table in tables if table.variable in axes), tuple(crossings), threshold)


@lru_cache(maxsize=64)
def _once(tables: tuple[Table, ...], crossings: tuple[CrossTable, ...], threshold: int) -> CrossingsAttacked:
    return attack_crossings(tables, crossings, threshold)


def attack_crossings(tables: Sequence[Table], crossings: Sequence[CrossTable], threshold: int) -> CrossingsAttacked:
    """Bound every hidden line of these crossings, their margins and the one-way tables beside them.

    What cannot be read, or cannot be decided in whole people, is a finding: nothing passes that was not attacked.
    """
    findings = [*_rules(tables, crossings), *_unreadable(tables, crossings)]
    if findings:
        return CrossingsAttacked(0, (), (), tuple(dict.fromkeys(findings)))
    one_way = (table for table in tables if table.kind is not Kind.MULTIPLE)
    told = [each for table in one_way for each in _told_table(table)]
    told += [each for crossing in crossings for each in _told_crossing(crossing)]
    try:
        found = attack_linked(told, threshold=threshold)
    except TooEntangled:
        return CrossingsAttacked(0, (), (), (f"too_entangled:{SCOPE}",))
    findings = [f"undecided:{name}" for name in found.undecided]
    if found.contradiction:
        findings.append(f"inconsistent:{SCOPE}")
    return CrossingsAttacked(found.hidden, found.exact, found.proved_below, tuple(findings))


def _rules(tables: Iterable[Table], crossings: Iterable[CrossTable]) -> Iterator[str]:
    """Look for what a single crossing may never say: few people, or nobody in a sensitive answer (D2, D3, D4)."""
    sensitive = {table.variable for table in tables if table.sensitive}
    for crossing in crossings:
        if crossing.base < CROSSING_BASE:
            yield f"crossing_of_few:{crossing.code}"
        axes = {crossing.rows.code, crossing.columns.code}
        if not crossing.sensitive and not axes & sensitive:
            continue
        for told in _told_crossing(crossing):
            about = [code for code in told.columns if code in sensitive or not axes & sensitive]
            for line, read in told.lines.items():
                answers = [value for code, value in zip(told.columns, line, strict=True) if code in about]
                if answers and UNANSWERED not in answers and read is not None and read.high == 0:
                    yield f"all_or_nobody:{told.name}/{'|'.join(line)}"


def _unreadable(tables: Iterable[Table], crossings: Sequence[CrossTable]) -> Iterator[str]:
    """Name the variables that are cut in ways that do not fit, and those where one child may be in several lines."""
    cuts: dict[str, list[Sequence[Category]]] = {}
    for axis in (axis for crossing in crossings for axis in (crossing.rows, crossing.columns)):
        cuts.setdefault(axis.code, []).append(axis.categories)
    for table in tables:
        if table.kind is not Kind.MULTIPLE:
            cuts.setdefault(table.variable, []).append([cell.category for cell in table.cells])
        elif table.variable in cuts:
            yield f"not_nested:{table.variable}"
    for variable, systems in cuts.items():  # each must hold the same atoms, each once
        atoms = [sorted(atom for category in system for atom in category.atoms) for system in systems]
        if any(each != sorted(set(atoms[0])) for each in atoms):
            yield f"not_nested:{variable}"
    yield from (f"not_nested:{crossing.code}" for crossing in crossings if crossing.rows.code == crossing.columns.code)


def _told_table(table: Table) -> Iterator[Told]:
    name, categories = table.variable, [cell.category for cell in table.cells]
    lines: dict[Line, Interval | None] = {
        (_name(cell.category),): None if cell.is_hidden else reading(cell, table.base) for cell in table.cells
    }
    yield Told(table.code, (name,), lines, members={name: _members(categories)})
    yield _total(table.code, table.base)


def _told_crossing(table: CrossTable) -> Iterator[Told]:
    """Yield a crossing, its margins and its total as four tables of the same people."""
    sides = (table.rows, table.columns)
    members = {axis.code: _members(axis.categories) for axis in sides}
    cells: dict[Line, Interval | None] = {
        (_name(row), _name(column)): _read(count)
        for row, counts in zip(table.rows.categories, table.counts, strict=True)
        for column, count in zip(table.columns.categories, counts, strict=True)
    }
    yield Told(table.code, (table.rows.code, table.columns.code), cells, members=members)
    for axis, totals in zip(sides, (table.row_totals, table.column_totals), strict=True):
        yield _margin(table.code, axis, totals)
    yield _total(table.code, table.base)


def _margin(code: str, axis: Axis, totals: Sequence[Count]) -> Told:
    lines: dict[Line, Interval | None] = {
        (_name(each),): _read(count) for each, count in zip(axis.categories, totals, strict=True)
    }
    return Told(f"{code}.{axis.code}", (axis.code,), lines, members={axis.code: _members(axis.categories)})


def _total(code: str, base: int) -> Told:
    return Told(f"{code}.total", (), {(): _read(base)})


def _members(categories: Iterable[Category]) -> Mapping[str, frozenset[str]]:
    return {_name(category): category.atoms for category in categories}


def _name(category: Category) -> str:
    """Return a name that two categories share only if they are made of the same."""
    return "+".join(sorted(category.atoms))


def _read(count: Count) -> Interval | None:
    return None if count is None else Interval(count, count)
