"""Several départements' public releases added up for a national reader, without ever going under the threshold.

A sum is shown only where every part is shown; elsewhere it stays hidden, so that the merged file tells nothing that
the parts together did not tell. Categories that one département merged are merged for all. The result is then attacked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hcec.disclosure.attacker import ReleaseUnsafe, attack, check
from hcec.disclosure.thresholds import FLOOR, PUBLIC, percent
from hcec.disclosure.values import (
    FORMAT_VERSION,
    Category,
    Cell,
    Count,
    CrossTable,
    Kind,
    Level,
    Release,
    Table,
    from_bytes,
)
from hcec.disclosure.wording import N_
from hcec.documents.national_categories import added, coarsest, same_meaning
from hcec.documents.national_crossings import crossings_hold, sum_crossings
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
    crossings, apart = _crossings(parts, tables, threshold)
    try:
        return Merged(check(_release(parts, tables, crossings, threshold)), tuple(dict.fromkeys(left_out + apart)))
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
        least = max(FLOOR, min(part.threshold, threshold))
        if not (attack(part.tables, threshold=least).passed and crossings_hold(part.tables, part.crossings, least)):
            raise CannotBeMerged(N_("une des versions ne résiste pas à l’attaque : elle doit être retirée"))


def _same_questions(parts: Sequence[Release]) -> Iterator[tuple[str, list[Table]]]:
    """Yield each table of the first part with those that ask the same elsewhere, in the order of the parts."""
    for table in parts[0].tables:
        yield table.title, [found for part in parts if (found := _twin(table, part)) is not None]
    known = {_asked(table) for table in parts[0].tables}
    alone = {_asked(table): table.title for part in parts[1:] for table in part.tables if _asked(table) not in known}
    yield from ((title, []) for title in alone.values())


def _crossings(parts: Sequence[Release], tables: Sequence[Table], threshold: int) -> tuple[list[CrossTable], list[str]]:
    """Return the crossings that all have and that hold beside all the rest, and the titles of the others."""
    kept = list[CrossTable]()
    for crossing in parts[0].crossings:
        twins = [each for part in parts for each in part.crossings if fold(each.title) == fold(crossing.title)]
        summed = sum_crossings(twins, threshold) if len(twins) == len(parts) else None
        if summed is not None and crossings_hold(tables, [*kept, summed], threshold):
            kept.append(summed)
    titles = {fold(crossing.title) for crossing in kept}
    return kept, [each.title for part in parts for each in part.crossings if fold(each.title) not in titles]


def _twin(table: Table, part: Release) -> Table | None:
    return next((other for other in part.tables if _asked(other) == _asked(table)), None)


def _asked(table: Table) -> tuple[str, str]:
    return fold(table.title), table.kind


def _sum(tables: Sequence[Table], threshold: int) -> Table | None:
    """Return the sum, or nothing when an answer does not mean the same everywhere."""
    asked = [cell.category for table in tables for cell in table.cells]
    if not same_meaning(asked):
        return None
    if tables[0].kind is Kind.MULTIPLE and len({_whole(table) for table in tables}) > 1:
        return None  # who chose two of the answers put together would be counted twice
    categories = coarsest(asked)
    base = sum(table.base for table in tables)
    counts = {category: _counted(category, tables, threshold) for category in categories}
    cells = tuple(
        Cell(category, count, None if count is None else percent(count, base)) for category, count in counts.items()
    )
    return replace(tables[0], base=base, cells=cells, sensitive=any(table.sensitive for table in tables))


def _whole(table: Table) -> frozenset[frozenset[str]]:
    return frozenset(cell.category.atoms for cell in table.cells)


def _counted(category: Category, tables: Iterable[Table], threshold: int) -> Count:
    cells = (cell for table in tables for cell in table.cells if cell.category.atoms <= category.atoms)
    return added((cell.count for cell in cells), threshold)


def _release(
    parts: Sequence[Release], tables: Sequence[Table], crossings: Sequence[CrossTable], threshold: int
) -> Release:
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
        crossings=tuple(crossings),
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
