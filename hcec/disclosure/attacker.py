"""The platform attacks what it is about to publish (D7).

Reads published tables only; knows nothing of the protector.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from hcec.disclosure.bounding import Atoms, Interval, NotNested, bound_choices, bound_parts, children, reading
from hcec.disclosure.crossing_attacker import SCOPE, attack_crossings_beside
from hcec.disclosure.thresholds import PERCENT_BASE
from hcec.disclosure.values import UNANSWERED, AttackReport, Cell, Check, Kind, Level, Release, Table


class ReleaseUnsafe(Exception):
    """The attack found something: the release cannot be published. Holds the report."""

    def __init__(self, report: AttackReport) -> None:
        super().__init__("the attack on this release found something")
        self.report = report


@dataclass(slots=True)
class _Findings:
    """What one attack gathers on its way."""

    threshold: int
    hidden: int = 0
    exact: list[str] = field(default_factory=list)
    proved_below: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)

    def judge(self, name: str, found: Interval, *, is_open: bool) -> None:
        """Note what the bounds of one count tell: nobody may be told, few may not, and the hidden must stay wide."""
        self.hidden += not is_open
        if found.low > found.high:
            self.findings.append(f"inconsistent:{name}")
        elif not is_open and found.low == found.high:
            self.exact.append(name)
        elif 0 < found.high < self.threshold:
            self.proved_below.append(name)


def check(release: Release, *, published: Iterable[Release] = ()) -> Release:
    """Return the release with the report of the attacks made on it, beside all that is out over the same snapshot.

    Public releases are attacked among themselves at the public threshold, and everything together at the lowest;
    crossings with every table of the same people, at each threshold with what is out at that one or above.
    Raises ReleaseUnsafe when an attack finds something.
    """
    everything = [release, *(other for other in published if other.slug == release.slug)]
    public = [each for each in everything if each.level is Level.PUBLIC]
    checks = [attack(_tables(everything), threshold=min(each.threshold for each in everything), scope="together")]
    if public:
        checks.append(attack(_tables(public), threshold=max(each.threshold for each in public), scope="public"))
    checks += _attack_crossings(everything)
    checks.append(_attack_quotations(release))
    report = AttackReport(tuple(checks))
    if not report.passed:
        raise ReleaseUnsafe(report)
    return replace(release, checked=report)


def attack(tables: Sequence[Table], *, threshold: int, scope: str = "tables") -> Check:
    """Bound every hidden cell of these tables, read together, and report what is known exactly or proved small."""
    notes = _Findings(threshold)
    variables: dict[str, list[Table]] = defaultdict(list)
    for table in tables:
        variables[table.variable].append(table)
        _read_rules(table, notes)
    for name, group in variables.items():
        kinds = {table.kind is Kind.MULTIPLE for table in group}
        if len(kinds) > 1 or len({(table.base, _whole(table)) for table in group}) > 1:
            notes.findings.append(f"not_nested:{name}")
        elif kinds == {True}:
            _attack_choices(name, group, notes)
        else:
            _attack_parts(name, group, notes)
    told = (tuple(dict.fromkeys(found)) for found in (notes.exact, notes.proved_below, notes.findings))
    return Check(scope, threshold, notes.hidden, *told)


def _attack_crossings(releases: Sequence[Release]) -> Iterator[Check]:
    for level in sorted({each.threshold for each in releases}):
        read = [each for each in releases if each.threshold >= level]
        crossings = [crossing for each in read for crossing in each.crossings]
        if crossings:
            found = attack_crossings_beside(_tables(read), crossings, level)
            yield Check(SCOPE, level, found.hidden, found.exact, found.proved_below, found.findings)


def _whole(table: Table) -> Atoms:
    return frozenset().union(*(cell.category.atoms for cell in table.cells))


def _tables(releases: Iterable[Release]) -> list[Table]:
    return [table for release in releases for table in release.tables]


def _read_rules(table: Table, notes: _Findings) -> None:
    """Look for what a single table may never say (D2, D3)."""
    if table.base < notes.threshold:
        notes.findings.append(f"too_few:{table.code}")
    for cell in table.cells:
        name = f"{table.code}/{cell.category.code}"
        told = reading(cell, table.base)
        if cell.percent is not None and table.base < PERCENT_BASE:
            notes.findings.append(f"percent_of_few:{name}")
        if table.sensitive and cell.category.code != UNANSWERED and (told.high == 0 or told.low == table.base):
            notes.findings.append(f"all_or_nobody:{name}")


def _attack_parts(name: str, tables: Sequence[Table], notes: _Findings) -> None:
    """Attack tables that cut the same children into parts, some coarser than others."""
    read: dict[Atoms, Interval] = {}
    names: dict[Atoms, str] = {}
    for table in tables:
        for cell in table.cells:
            atoms = cell.category.atoms
            told = reading(cell, table.base)
            read[atoms] = read.get(atoms, told).meet(told)
            names.setdefault(atoms, f"{table.code}/{cell.category.code}")
    try:
        found = bound_parts(read, tables[0].base)
    except NotNested:
        notes.findings.append(f"not_nested:{name}")
        return
    shown = _open_parts(tables, found)
    for atoms, label in names.items():
        notes.judge(label, found[atoms], is_open=atoms in shown)
    if any(table.sensitive for table in tables) and _answers_as_one(found):
        notes.findings.append(f"answers_as_one:{name}")


def _open_parts(tables: Sequence[Table], found: dict[Atoms, Interval]) -> set[Atoms]:
    """Return the parts that hold no secret of their own: those that some table shows, and sums of published parts.

    What a table leaves to its hidden cells together is known to all; a coarser table that has it in one line, hidden,
    loses nothing. Such a sum may still not be small.
    """
    shown = {cell.category.atoms for table in tables for cell in table.cells if not cell.is_hidden}
    return shown | {node for node, parts in children(found).items() if parts}


def _answers_as_one(found: dict[Atoms, Interval]) -> bool:
    """Tell whether everyone who answered is known to have answered the same, be it in a merged line."""
    whole = max(found, key=len)
    silent = found.get(frozenset({UNANSWERED}), Interval(0, 0))
    answered = found[whole].low - silent.low
    parts = [node for node in found if UNANSWERED not in node and node | {UNANSWERED} != whole and node != whole]
    return silent.low == silent.high and any(found[node].low == answered for node in parts)


def _attack_choices(name: str, tables: Sequence[Table], notes: _Findings) -> None:
    """Attack tables of several choices a child: those who chose, those who did not, and those who did not answer."""
    base, read, names = tables[0].base, dict[str, Interval](), dict[str, str]()
    shown: set[str] = set()
    for table in tables:
        for cell in table.cells:
            code = cell.category.code
            told = reading(cell, base)
            read[code] = read.get(code, told).meet(told)
            names.setdefault(code, f"{table.code}/{code}")
            shown |= _codes_shown([cell])
    found = bound_choices(read, base)
    for code, label in names.items():
        chosen = found.chosen[code]
        notes.judge(label, chosen, is_open=code in shown)
        rest = base - chosen.low
        without = found.not_chosen.get(code, 0)
        if 0 < rest < notes.threshold or 0 < without < notes.threshold:
            notes.proved_below.append(f"{label}:not")
        if any(table.sensitive for table in tables) and code != UNANSWERED and without == 0:
            notes.findings.append(f"answers_as_one:{name}")


def _codes_shown(cells: Iterable[Cell]) -> set[str]:
    return {cell.category.code for cell in cells if not cell.is_hidden}


def _attack_quotations(release: Release) -> Check:
    """A quotation may carry one trait at most, and only one that a table of the release shows at the threshold (D6)."""
    shown = {
        cell.category
        for table in release.tables
        for cell in table.cells
        if cell.count is not None and cell.count >= release.threshold
    }
    lone = [quote.theme_code for quote in release.quotations if quote.attribute and quote.attribute not in shown]
    told = release.tables or release.quotations or release.crossings
    few = (release.contributors or 0) < release.threshold and bool(told)
    findings = tuple(f"trait_of_few:{code}" for code in lone) + (("too_few_contributors",) if few else ())
    return Check("quotations", release.threshold, 0, findings=findings)
