"""Who took part, beside who is in care: what is missing. Pure: from the protected table only.

Nothing here knows a true count: what the released table hides, the coverage cannot tell. A population is another bound
on what is hidden, so that none is printed that would leave a hidden group fewer children than the threshold.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from hcec.disclosure.thresholds import PERCENT_BASE, percent
from hcec.disclosure.values import UNANSWERED, Table

NEARLY_ALL = 90
"""From this percentage on, no number is told: it would come near to saying that every child of a group took part."""


@dataclass(frozen=True, slots=True)
class Line:
    """One category: how many took part, of how many in care. No population where nearly all did."""

    label: str
    count: int
    population: int | None
    percent: int | None


def coverage(
    table: Table,
    *,
    threshold: int,
    children: int,
    registered: Collection[str],
    population_of: Callable[[Sequence[str]], int | None],
) -> tuple[Line, ...]:
    """Return the lines of a released table that can be compared with the children in care.

    `registered` are the codes that a register of children in care counts; `population_of` tells how many children the
    finest codes of a line hold together, None where it is not known.
    Left out: hidden lines, populations under 20 (D2) or the threshold, and more answers than children.
    """
    least = max(PERCENT_BASE, threshold)
    found: list[tuple[Line, int]] = []
    for cell in table.cells:
        people = population_of(sorted(cell.category.atoms))
        if cell.category.code == UNANSWERED or cell.count is None or people is None:
            continue
        if people >= least and cell.count <= people:
            found.append((_line(cell.category.label, cell.count, people), people))
    is_hiding = any(cell.count is None and cell.category.atoms & set(registered) for cell in table.cells)
    while is_hiding and found and children - sum(people for _line, people in found) < least:
        found.remove(min(found, key=lambda pair: pair[1]))
    return tuple(line for line, _people in found)


def _line(label: str, count: int, people: int) -> Line:
    if 100 * count >= NEARLY_ALL * people:
        return Line(label, count, None, None)
    return Line(label, count, people, percent(count, people))
