"""Two-way tables of a release: protected together, with their margins, the one-way tables and all that is out (D2, D7).

Every crossing declared over a snapshot is protected at once, whichever leaves: two drafts never hide different cells.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from hcec.disclosure.blocks import TooEntangled
from hcec.disclosure.coarsening import most_telling, told
from hcec.disclosure.complements import LineUnsafe
from hcec.disclosure.crossing_attacker import attack_crossings_beside
from hcec.disclosure.joints import Joint, Joints
from hcec.disclosure.linked import protect
from hcec.disclosure.merging import Merge
from hcec.disclosure.population import Categories, Columns
from hcec.disclosure.tables import CrossTable as Counts
from hcec.disclosure.tables import Ends, LinkedTables
from hcec.disclosure.thresholds import CROSSING_BASE, CannotBeMadeSafe, TooFewContributors
from hcec.disclosure.values import Axis, Category, CrossTable, Release, Table

REMEMBERED = 32
"""How many answers are kept in memory: a draft is looked at many times, and protecting takes seconds."""
BETWEEN = "__"
"""Between the two variables in the code of a crossing."""
EASE, FEW_CROSSINGS = (1, 2, 3), 3
"""Few crossings are also tried merged until their cells are well above the threshold: hiding costs them less."""
_REFUSALS = CannotBeMadeSafe, TooEntangled, TooFewContributors


class CutOtherwise(CannotBeMadeSafe):
    """A table already out cuts a variable finer than the one-way table does now, or across it."""


@dataclass(frozen=True, slots=True)
class Variable:
    """What may be crossed: its one-way tables at the internal threshold, and at the public one."""

    internal: Table
    public: Table
    title: str
    merge_order: tuple[Merge, ...] = ()
    merged_labels: tuple[tuple[str, str], ...] = ()

    @property
    def code(self) -> str:
        """What the axis is named after."""
        return self.internal.variable

    def categories(self) -> dict[str, Category]:
        """Return the lines of the finest table, by code."""
        return {cell.category.code: cell.category for cell in self.internal.cells}

    def category(self, code: str, parts: Sequence[str]) -> Category:
        """Return the line that these lines of the finest table make together."""
        known = self.categories()
        if list(parts) == [code]:
            return known[code]
        labels = {each.code: each.label for each in known.values()} | dict(self.merged_labels)
        atoms = frozenset[str]().union(*(known[part].atoms for part in parts))
        return Category(code, labels[code], tuple(sorted(atoms)))


@dataclass(frozen=True, slots=True)
class Wanted:
    """All that the answer depends on. It holds true counts: it stays inside."""

    crossings: tuple[Columns, ...]
    """(lines, columns), in the order of declaration."""
    titles: tuple[str, ...]
    variables: tuple[Variable, ...]
    joints: tuple[Joint, ...]
    internal: int
    public: int
    published: tuple[Release, ...] = ()


@dataclass(frozen=True, slots=True)
class Crossed:
    """The crossings that may leave, and the columns of those that nothing makes safe or that cannot be attacked."""

    tables: tuple[CrossTable, ...]
    left_out: tuple[Columns, ...]


@lru_cache(maxsize=REMEMBERED)
def cross(wanted: Wanted, *, for_public: bool) -> Crossed:
    """Return the crossings as they may leave. At the public threshold they only coarsen the internal ones (D7).

    All are protected together; where that fails, each is added to those before it, and left out if it fails.
    """
    inside = cross(wanted, for_public=False).tables if for_public else None
    try:
        return Crossed(_together(wanted, wanted.crossings, inside), ())
    except _REFUSALS:
        kept: tuple[Columns, ...] = ()
        tables: tuple[CrossTable, ...] = ()
        for each in wanted.crossings if len(wanted.crossings) > 1 else ():
            with suppress(*_REFUSALS):
                tables = _together(wanted, (*kept, each), inside)
                kept = (*kept, each)
        return Crossed(tables, tuple(each for each in wanted.crossings if each not in kept))


def _together(
    wanted: Wanted, crossings: tuple[Columns, ...], inside: tuple[CrossTable, ...] | None
) -> tuple[CrossTable, ...]:
    """Protect these crossings together, for the public when they are known inside.

    Raises CannotBeMadeSafe, TooEntangled, TooFewContributors.
    """
    variables = {each.code: each for each in wanted.variables if any(each.code in columns for columns in crossings)}
    if any(column not in variables for columns in crossings for column in columns):
        raise CannotBeMadeSafe
    if inside is not None and not {BETWEEN.join(columns) for columns in crossings} <= {each.code for each in inside}:
        raise CannotBeMadeSafe
    asked = _Asked(Joints(wanted.joints, _finest(variables), crossings), crossings, variables)
    if asked.people.size < CROSSING_BASE:
        raise TooFewContributors
    out = [each for release in wanted.published for each in _out(release, variables)]
    out += [_one_way(each.internal, wanted.internal, variables) for each in variables.values()]
    if inside is None:
        linked = asked.protect(wanted.internal, out)
    else:
        held = [each for each in inside if {each.rows.code, each.columns.code} <= variables.keys()]
        fine = [_two_way(each, wanted.internal, variables) for each in held]
        public = [_one_way(each.public, wanted.public, variables) for each in variables.values()]
        linked = asked.protect(
            wanted.public, [*out, *public, *fine], {c: e for each in fine for c, e in each.ends.items()}
        )
    titles = dict(zip(wanted.crossings, wanted.titles, strict=True))
    tables = tuple(_crossing(linked, columns, variables, asked.people.size, titles[columns]) for columns in crossings)
    _attack(wanted, tables, variables, for_public=inside is not None)
    return tables


def _finest(variables: Mapping[str, Variable]) -> dict[str, dict[str, str]]:
    return {
        code: {atom: line for line, category in each.categories().items() for atom in category.atoms}
        for code, each in variables.items()
    }


@dataclass(frozen=True, slots=True)
class _Asked:
    people: Joints
    crossings: tuple[Columns, ...]
    variables: Mapping[str, Variable]

    def protect(self, threshold: int, published: Sequence[LinkedTables], start: Ends | None = None) -> LinkedTables:
        """Protect at a threshold under several recodings, and return what then tells most.

        Raises CannotBeMadeSafe, TooEntangled when none can be made safe.
        """
        merges = {code: each.merge_order for code, each in self.variables.items()}
        cuts: list[Ends] = []
        for times in EASE if len(self.crossings) <= FEW_CROSSINGS else EASE[:1]:
            cut: Ends = most_telling(self.people, self.crossings, merges, times * threshold, start)
            if cut not in cuts:
                cuts.append(cut)
        found = []
        for cut in cuts:
            with suppress(LineUnsafe):
                found.append(
                    protect(
                        self.people,
                        self.crossings,
                        threshold=threshold,
                        merges=merges,
                        published=published,
                        sensitive=[code for code, each in self.variables.items() if each.internal.sensitive],
                        start=cut,
                    )
                )
        if not found:
            raise CannotBeMadeSafe
        return max(found, key=lambda linked: told(linked, self.crossings))


def _attack(
    wanted: Wanted, tables: Sequence[CrossTable], variables: Mapping[str, Variable], *, for_public: bool
) -> None:
    """Attack as the release will be, beside every one-way table. Raises CannotBeMadeSafe."""
    threshold = wanted.public if for_public else wanted.internal
    ours = [each.public if for_public else each.internal for each in variables.values()]
    for level in sorted({threshold, *(each.threshold for each in wanted.published if each.threshold < threshold)}):
        read = [each for each in wanted.published if each.threshold >= level]
        beside = [table for each in read for table in each.tables]
        crossings = [*tables, *(crossing for each in read for crossing in each.crossings)]
        if not attack_crossings_beside([*ours, *beside], crossings, level).passed:
            raise CannotBeMadeSafe


def _out(release: Release, variables: Mapping[str, Variable]) -> Iterator[LinkedTables]:
    """Yield the tables of a release about these variables, in the lines of the finest ones. Raises CutOtherwise."""
    for table in release.tables:
        if table.variable in variables:
            yield _one_way(table, release.threshold, variables)
    for crossing in release.crossings:
        if {crossing.rows.code, crossing.columns.code} <= variables.keys():
            yield _two_way(crossing, release.threshold, variables)


def _one_way(table: Table, threshold: int, variables: Mapping[str, Variable]) -> LinkedTables:
    code = table.variable
    ends = {code: _ends([cell.category for cell in table.cells], variables[code])}
    counts: dict[Categories, int | None] = {(cell.category.code,): cell.count for cell in table.cells}
    return LinkedTables((Counts((), {(): table.base}), Counts((code,), counts)), threshold, ends)


def _two_way(table: CrossTable, threshold: int, variables: Mapping[str, Variable]) -> LinkedTables:
    rows, columns = table.rows.categories, table.columns.categories
    cells: dict[tuple[str, str], int | None] = {
        (row.code, column.code): count
        for row, counts in zip(rows, table.counts, strict=True)
        for column, count in zip(columns, counts, strict=True)
    }
    sides = ((table.rows, table.row_totals), (table.columns, table.column_totals))
    margins = [
        Counts((axis.code,), {(each.code,): count for each, count in zip(axis.categories, totals, strict=True)})
        for axis, totals in sides
    ]
    ends = {axis.code: _ends(axis.categories, variables[axis.code]) for axis, _totals in sides}
    codes = table.rows.code, table.columns.code
    both = Counts(codes, {(row, column): count for (row, column), count in cells.items()})
    if list(variables).index(codes[0]) > list(variables).index(codes[1]):  # a frame wants the columns in their order
        both = Counts(codes[::-1], {(column, row): count for (row, column), count in cells.items()})
    return LinkedTables((Counts((), {(): table.base}), *margins, both), threshold, ends)


def _ends(categories: Iterable[Category], variable: Variable) -> dict[str, str]:
    """Return where each line of the finest table is in this one, if elsewhere. Raises CutOtherwise."""
    lines = list(categories)
    found = {}
    for code, category in variable.categories().items():
        holder = next((line.code for line in lines if category.atoms <= line.atoms), None)
        if holder is None:
            raise CutOtherwise(variable.code)
        found[code] = holder
    return {code: end for code, end in found.items() if code != end}


def _crossing(
    linked: LinkedTables, columns: Columns, variables: Mapping[str, Variable], base: int, title: str
) -> CrossTable:
    found = {frozenset(each.columns): each for each in linked.tables}
    both, sides = found[frozenset(columns)], [variables[code] for code in columns]
    axes = [_axis(each, linked.ends.get(each.code, {})) for each in sides]
    margins = [[found[frozenset({axis.code})].counts[each.code,] for each in axis.categories] for axis in axes]
    counts = {frozenset(zip(both.columns, key, strict=True)): count for key, count in both.counts.items()}
    return CrossTable(
        code=BETWEEN.join(columns),
        title=title,
        base=base,
        rows=axes[0],
        columns=axes[1],
        counts=tuple(
            tuple(
                counts[frozenset({(axes[0].code, row.code), (axes[1].code, column.code)})]
                for column in axes[1].categories
            )
            for row in axes[0].categories
        ),
        row_totals=tuple(margins[0]),
        column_totals=tuple(margins[1]),
        sensitive=any(each.internal.sensitive for each in sides),
    )


def _axis(variable: Variable, ends: Mapping[str, str]) -> Axis:
    parts: dict[str, list[str]] = {}
    for code in variable.categories():
        parts.setdefault(ends.get(code, code), []).append(code)
    return Axis(variable.code, variable.title, tuple(variable.category(code, held) for code, held in parts.items()))
