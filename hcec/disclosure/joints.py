"""People known by how many there are of some combinations of categories: what no table needs is never counted."""

from collections import Counter
from collections.abc import Iterable, Mapping

from hcec.disclosure.blocks import TooEntangled
from hcec.disclosure.population import Categories, Columns, Population

Joint = tuple[Columns, tuple[tuple[Categories, int], ...]]
"""Columns, and how many people there are of each combination of their categories as asked."""


class Joints:
    """People by their joints, each about all of them. It holds true counts: it stays inside."""

    def __init__(self, joints: Iterable[Joint], finest: Mapping[str, Mapping[str, str]]) -> None:
        """Count in categories: `finest` is, by column, the one in which each one as asked is."""
        self.columns = tuple(finest)
        self.categories = {column: tuple(dict.fromkeys(codes.values())) for column, codes in finest.items()}
        self._joints = [_population(joint, finest, self.categories) for joint in joints]

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
