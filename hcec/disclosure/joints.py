"""People known by how many there are of some combinations of categories: what no table needs is never counted."""

from collections import Counter
from collections.abc import Iterable, Mapping

from hcec.disclosure.blocks import TooEntangled
from hcec.disclosure.population import Categories, Columns, Population

Joint = tuple[Columns, tuple[tuple[Categories, int], ...]]
"""Columns, and how many people there are of each combination of their categories as asked."""


class Joints:
    """People by their joints, each about all of them. It holds true counts: it stays inside."""

    def __init__(
        self, joints: Iterable[Joint], finest: Mapping[str, Mapping[str, str]], crossings: Iterable[Columns] = ()
    ) -> None:
        """Count in categories: `finest` is, by column, the one in which each one as asked is.

        What some column is crossed with is tied, if that was counted together: two questions by age and by place would
        otherwise ask for the one by the other.
        """
        self.columns = tuple(finest)
        self.categories = {column: tuple(dict.fromkeys(codes.values())) for column, codes in finest.items()}
        self._joints = [_population(joint, finest, self.categories) for joint in joints]
        beside: dict[str, set[str]] = {}
        for one, other in crossings:
            beside.setdefault(one, set()).add(other)
            beside.setdefault(other, set()).add(one)
        together = {frozenset(columns) for columns in beside.values() if len(columns) > 1}
        known = [set(each.columns) for each in self._joints]
        self.ties: tuple[Columns, ...] = tuple(
            tuple(sorted(columns)) for columns in together if any(columns <= counted for counted in known)
        )

    @property
    def size(self) -> int:
        """How many people there are."""
        return self._joints[0].size if self._joints else 0

    def by(self, columns: Columns) -> dict[Categories, int]:
        """Return how many people there are of each combination. Raises TooEntangled on one that was not counted."""
        found = next((each for each in self._joints if set(columns) <= set(each.columns)), None)
        if found is None:
            raise TooEntangled(columns)
        return found.by(columns)


def _population(
    joint: Joint, finest: Mapping[str, Mapping[str, str]], categories: Mapping[str, tuple[str, ...]]
) -> Population:
    columns, counts = joint
    known = tuple(column for column in columns if column in finest)
    found: Counter[Categories] = Counter()
    for key, count in counts:
        pairs = zip(columns, key, strict=True)
        found[tuple(finest[column][code] for column, code in pairs if column in finest)] += count
    return Population(known, found, {column: categories[column] for column in known})
