"""Other numbers told the way a version told its own: the same lines, hidden where they were, and where they are few."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from hcec.disclosure.tables import CrossTable as Counts
from hcec.disclosure.tables import LinkedTables
from hcec.disclosure.thresholds import is_small, percent
from hcec.disclosure.values import Category, Cell, Count, CrossTable, Table
from hcec.yearbook.checks import Numbers, is_complete
from hcec.yearbook.protecting import Told
from hcec.yearbook.tables import FigureTable, tables_in

Parts = Mapping[str, Category]
"""By axis, the category that people are in; no axis is everybody."""


def retold(told: Told, numbers: Numbers, threshold: int) -> Told:
    """Return a family told anew over other numbers. A table whose numbers are not known any more is not there."""
    now = _Retelling(told.family, numbers, threshold)
    return replace(
        told,
        tables=tuple(now.table(each) for each in told.tables if now.counts([_axis(each.variable)])),
        crossings=tuple(
            now.crossing(each)
            for each in told.crossings
            if now.counts([_axis(each.rows.code), _axis(each.columns.code)])
        ),
    )


def patterns(told: Told, threshold: int) -> Iterator[LinkedTables]:
    """Yield the tables of a family as the protector reads what is out."""
    order = list(dict.fromkeys(axis.code for table in tables_in(told.family) for axis in table.axes))
    for table in told.tables:
        axis, categories = _axis(table.variable), [cell.category for cell in table.cells]
        counts: dict[tuple[str, ...], Count] = {(cell.category.code,): cell.count for cell in table.cells}
        yield LinkedTables((Counts((), {(): table.base}), Counts((axis,), counts)), threshold, _ends(axis, categories))
    for crossing in told.crossings:
        rows, columns = crossing.rows, crossing.columns
        codes = _axis(rows.code), _axis(columns.code)
        turned = order.index(codes[0]) > order.index(codes[1])
        cells: dict[tuple[str, ...], Count] = {
            (column.code, row.code) if turned else (row.code, column.code): count
            for row, line in zip(rows.categories, crossing.counts, strict=True)
            for column, count in zip(columns.categories, line, strict=True)
        }
        ends = _ends(codes[0], rows.categories) | _ends(codes[1], columns.categories)
        yield LinkedTables((Counts(codes[::-1] if turned else codes, cells),), threshold, ends)


@dataclass(frozen=True, slots=True)
class _Retelling:
    family: str
    numbers: Numbers
    threshold: int

    def counts(self, axes: Iterable[str]) -> FigureTable | None:
        """Return a table, wholly known, that counts people by these axes."""
        wanted = set(axes)
        return next(
            (
                table
                for table in tables_in(self.family)
                if wanted <= {axis.code for axis in table.axes} and is_complete(table, self.numbers)
            ),
            None,
        )

    def table(self, was: Table) -> Table:
        """Return a table by one axis over these numbers."""
        axis, base = _axis(was.variable), self._people({})
        cells = []
        for cell in was.cells:
            count = self._count(cell.count, {axis: cell.category}, is_sensitive=was.sensitive)
            cells.append(Cell(cell.category, count, None if count is None else percent(count, base)))
        return replace(was, base=base, cells=tuple(cells))

    def crossing(self, was: CrossTable) -> CrossTable:
        """Return a crossing over these numbers."""
        axes, sides = (_axis(was.rows.code), _axis(was.columns.code)), (was.rows.categories, was.columns.categories)

        def line(counts: Iterable[Count], at: int, beside: Parts) -> tuple[Count, ...]:
            pairs = zip(counts, sides[at], strict=True)
            return tuple(
                self._count(count, {**beside, axes[at]: part}, is_sensitive=was.sensitive) for count, part in pairs
            )

        rows = zip(was.counts, sides[0], strict=True)
        return replace(
            was,
            base=self._people({}),
            counts=tuple(line(counts, 1, {axes[0]: row}) for counts, row in rows),
            row_totals=line(was.row_totals, 0, {}),
            column_totals=line(was.column_totals, 1, {}),
        )

    def _count(self, was: Count, parts: Parts, *, is_sensitive: bool) -> Count:
        if was is None:
            return None
        count = self._people(parts)
        return None if is_small(count, self.threshold) or (count == 0 and is_sensitive) else count

    def _people(self, parts: Parts) -> int:
        table = self.counts(parts)
        if table is None:
            raise KeyError(*parts)
        return sum(
            number
            for place, number in self.numbers[table.code].items()
            if all(place[at] in parts[axis.code].atoms for at, axis in enumerate(table.axes) if axis.code in parts)
        )


def _axis(variable: str) -> str:
    return variable.partition(".")[2]


def _ends(axis: str, categories: Iterable[Category]) -> dict[str, dict[str, str]]:
    moved = {atom: each.code for each in categories for atom in each.atoms if atom != each.code}
    return {axis: moved} if moved else {}
