"""Small categories are merged in a declared order before anything is masked (D2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from hcec.disclosure.thresholds import is_small


@dataclass(frozen=True, slots=True)
class Merge:
    """One declared step: these categories become that one. The last steps of an order end in "autres"."""

    sources: tuple[str, ...]
    into: str


@dataclass(frozen=True, slots=True)
class Group:
    """A true count behind the scenes, and the categories, as asked, that it is made of."""

    code: str
    count: int
    members: tuple[str, ...]


def merge_small(
    groups: Sequence[Group], order: Sequence[Merge], *, threshold: int, empty_is_small: bool = False
) -> tuple[Group, ...]:
    """Apply each step of the order that has something small to hide, and no other.

    A category that became small by merging goes on to the next step that ends in it. Once a category took others in,
    the empty ones that could follow do, so that a missing line does not tell that somebody was there.
    """
    left, merged = list(order), tuple(groups)
    taken: set[str] = set()
    while step := next((step for step in left if _is_due(step, merged, threshold, empty_is_small, taken)), None):
        left.remove(step)
        merged = _apply(step, merged)
        taken.add(step.into)
    return merged


def _is_due(step: Merge, groups: Sequence[Group], threshold: int, empty_is_small: bool, taken: set[str]) -> bool:
    sources = [group for group in groups if group.code in step.sources and group.code != step.into]
    target = next((group for group in groups if group.code == step.into), None)
    if not sources:
        return False
    if any(is_small(group.count, threshold) for group in (*sources, *filter(None, [target]))):
        return True
    empty = any(group.count == 0 for group in sources)
    return empty and (empty_is_small or (step.into in taken and all(group.count == 0 for group in sources)))


def _apply(step: Merge, groups: Sequence[Group]) -> tuple[Group, ...]:
    """Put the merged category where the target was, or else where the last of its sources was."""
    parts = [group for group in groups if group.code in step.sources or group.code == step.into]
    place = next((group for group in parts if group.code == step.into), parts[-1])
    whole = Group(
        step.into, sum(group.count for group in parts), tuple(atom for part in parts for atom in part.members)
    )
    return tuple(whole if group is place else group for group in groups if group is place or group not in parts)
