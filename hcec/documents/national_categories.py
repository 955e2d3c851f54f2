"""Categories that mean the same in several départements, cut no finer than each of them cuts."""

from collections.abc import Iterable, Sequence

from hcec.disclosure.thresholds import is_small
from hcec.disclosure.values import Category, Count
from hcec.text.normalise import fold


def same_meaning(categories: Iterable[Category]) -> bool:
    """Tell whether a code is said in the same words everywhere."""
    labels: dict[str, str] = {}
    return all(
        fold(labels.setdefault(category.code, category.label)) == fold(category.label) for category in categories
    )


def coarsest(categories: Iterable[Category]) -> list[Category]:
    """Return the finest categories that every table can be cut into: what meets in one table is together in all."""
    groups: list[tuple[frozenset[str], list[Category]]] = []
    for category in categories:
        met = [group for group in groups if group[0] & category.atoms]
        place = groups.index(met[0]) if met else len(groups)
        whole = category.atoms.union(*(atoms for atoms, _names in met))
        names = [name for _atoms, known in met for name in known]
        groups = [group for group in groups if group not in met]
        groups.insert(place, (whole, [*names, category]))
    return [_named(atoms, names) for atoms, names in groups]


def added(counts: Iterable[Count], threshold: int) -> Count:
    """Return the sum; nothing as soon as one part hides some of it, or when it is small."""
    every = list(counts)
    known = [count for count in every if count is not None]
    return None if len(known) < len(every) or is_small(sum(known), threshold) else sum(known)


def _named(atoms: frozenset[str], names: Sequence[Category]) -> Category:
    """Return the widest name given to these atoms, or all of their names together."""
    whole = next((category for category in names if category.atoms == atoms), None)
    if whole is not None:
        return whole
    widest = dict.fromkeys(
        category.label for category in names if not any(category.atoms < other.atoms for other in names)
    )
    codes = sorted(atoms)
    return Category("+".join(codes), ", ".join(widest), tuple(codes))
