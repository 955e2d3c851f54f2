"""Several départements' public releases added up for a national reader, without ever going under the threshold.

A sum is shown only where every part is shown; elsewhere it stays hidden, so that the merged file tells nothing that
the parts together did not tell. Categories that one département merged are merged for all. The result is then attacked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hcec.disclosure.attacker import ReleaseUnsafe, attack, check
from hcec.disclosure.thresholds import FLOOR, PUBLIC, is_small, percent
from hcec.disclosure.values import FORMAT_VERSION, Category, Cell, Count, Kind, Level, Release, Table, from_bytes
from hcec.disclosure.wording import N_
from hcec.text.normalise import fold


class CannotBeMerged(Exception):
    """What was given cannot be added up safely. Says why, in words."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The release that was made, and the titles of the tables that were left out of it."""

    release: Release
    left_out: tuple[str, ...]


def merge(parts: Sequence[Release], *, threshold: int = PUBLIC) -> Merged:
    """Return the sum of these public releases, attacked at this threshold.

    Each part is attacked anew, and must hold by itself: nobody's word is taken for it. Raises CannotBeMerged.
    """
    _refuse_unsafe(parts, threshold)
    tables, left_out = list[Table](), list[str]()
    for title, group in _same_questions(parts):
        summed = _sum(group, threshold) if len(group) == len(parts) else None
        if summed is None or not attack([*tables, summed], threshold=threshold).passed:
            left_out.append(title)
        else:
            tables.append(summed)
    if not tables:
        raise CannotBeMerged(N_("aucune question n’est commune à toutes les versions, ou aucune ne peut être protégée"))
    left_out += [crossing.title for part in parts for crossing in part.crossings]
    try:
        return Merged(check(_release(parts, tables, threshold)), tuple(dict.fromkeys(left_out)))
    except ReleaseUnsafe as found:
        raise CannotBeMerged(N_("l’attaque retrouve des nombres masqués")) from found


def read_part(content: bytes) -> Release:
    """Return the release that a data package holds. Raises CannotBeMerged on anything else."""
    try:
        return from_bytes(content)
    except (KeyError, TypeError, ValueError) as wrong:
        raise CannotBeMerged(N_("ce fichier n’est pas un paquet de données de la plateforme")) from wrong


def _refuse_unsafe(parts: Sequence[Release], threshold: int) -> None:
    if len(parts) < 2:
        raise CannotBeMerged(N_("il faut au moins deux départements"))
    if len({part.department for part in parts}) < len(parts):
        raise CannotBeMerged(N_("un département est donné deux fois : ses jeunes seraient comptés deux fois"))
    if any(part.level is not Level.PUBLIC for part in parts):
        raise CannotBeMerged(N_("une version interne ne quitte pas son département"))
    if any(part.contributors is None for part in parts):
        raise CannotBeMerged(N_("un département a eu trop peu de réponses pour publier"))
    for part in parts:
        if not attack(part.tables, threshold=max(FLOOR, min(part.threshold, threshold))).passed:
            raise CannotBeMerged(N_("une des versions ne résiste pas à l’attaque : elle doit être retirée"))


def _same_questions(parts: Sequence[Release]) -> Iterator[tuple[str, list[Table]]]:
    """Yield each table of the first part with those that ask the same elsewhere, in the order of the parts."""
    for table in parts[0].tables:
        yield table.title, [found for part in parts if (found := _twin(table, part)) is not None]
    known = {_asked(table) for table in parts[0].tables}
    alone = {_asked(table): table.title for part in parts[1:] for table in part.tables if _asked(table) not in known}
    yield from ((title, []) for title in alone.values())


def _twin(table: Table, part: Release) -> Table | None:
    return next((other for other in part.tables if _asked(other) == _asked(table)), None)


def _asked(table: Table) -> tuple[str, str]:
    return fold(table.title), table.kind


def _sum(tables: Sequence[Table], threshold: int) -> Table | None:
    """Return the sum, or nothing when an answer does not mean the same everywhere."""
    labels: dict[str, str] = {}
    for cell in (cell for table in tables for cell in table.cells):
        if fold(labels.setdefault(cell.category.code, cell.category.label)) != fold(cell.category.label):
            return None
    if tables[0].kind is Kind.MULTIPLE and len({_whole(table) for table in tables}) > 1:
        return None  # who chose two of the answers put together would be counted twice
    categories = _coarsest(tables)
    base = sum(table.base for table in tables)
    counts = {category: _counted(category, tables, threshold) for category in categories}
    cells = tuple(
        Cell(category, count, None if count is None else percent(count, base)) for category, count in counts.items()
    )
    return replace(tables[0], base=base, cells=cells, sensitive=any(table.sensitive for table in tables))


def _whole(table: Table) -> frozenset[frozenset[str]]:
    return frozenset(cell.category.atoms for cell in table.cells)


def _coarsest(tables: Sequence[Table]) -> list[Category]:
    """Return the finest categories that every table can be cut into: what meets in one table is together in all."""
    groups: list[tuple[frozenset[str], list[Category]]] = []
    for category in (cell.category for table in tables for cell in table.cells):
        met = [group for group in groups if group[0] & category.atoms]
        place = groups.index(met[0]) if met else len(groups)
        whole = category.atoms.union(*(atoms for atoms, _names in met))
        names = [name for _atoms, known in met for name in known]
        groups = [group for group in groups if group not in met]
        groups.insert(place, (whole, [*names, category]))
    return [_named(atoms, names) for atoms, names in groups]


def _named(atoms: frozenset[str], names: Sequence[Category]) -> Category:
    """Return the widest name given to these atoms, or all of their names together."""
    whole = next((category for category in names if category.atoms == atoms), None)
    if whole is not None:
        return whole
    widest = dict.fromkeys(category.label for category in names if not any(category.atoms < o.atoms for o in names))
    codes = sorted(atoms)
    return Category("+".join(codes), ", ".join(widest), tuple(codes))


def _counted(category: Category, tables: Iterable[Table], threshold: int) -> Count:
    """Return the sum of a category over all parts; nothing as soon as one of them hides some of it, or it is small."""
    counts = [cell.count for table in tables for cell in table.cells if cell.category.atoms <= category.atoms]
    known = [count for count in counts if count is not None]
    total = sum(known)
    return None if len(known) < len(counts) or is_small(total, threshold) else total


def _release(parts: Sequence[Release], tables: Sequence[Table], threshold: int) -> Release:
    first, departments = parts[0], [part.department for part in parts]
    months: Mapping[str, str] = {"opened": min(p.opened for p in parts), "closed": max(p.closed for p in parts)}
    return replace(
        first,
        reference="-".join(sorted(part.reference for part in parts))[:60],
        threshold=threshold,
        department=", ".join(departments),
        contributors=sum(part.contributors or 0 for part in parts),
        period=f"{months['opened']} – {months['closed']}",
        opened=months["opened"],
        closed=months["closed"],
        tables=tuple(tables),
        quotations=(),
        text=(),
        crossings=(),
        sections=(),
        asks=(),
        method=(
            N_("Les nombres de plusieurs départements sont additionnés, question par question."),
            N_("Un nombre masqué dans un seul département l’est dans la somme."),
            *(f"{part.department} : {part.contributors}" for part in parts),
        ),
        checked=None,
        embargo="",
        version=FORMAT_VERSION,
    )
