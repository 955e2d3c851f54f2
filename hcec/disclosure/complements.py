"""What to hide beside the small lines, until another world speaks for each hidden line (D2, D7)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from hcec.disclosure.frame import Frame, Whole
from hcec.disclosure.thresholds import CannotBeMadeSafe
from hcec.disclosure.worlds import NEAR, Aims, Mask, Reals, World, Worlds

ZERO_PRICES = (4.0, 1.0, 2.0, 8.0)
"""Hiding nobody is dear: whoever hides a zero owes the reader a world in which it reaches the threshold."""
CHEAP = 60
"""Where one way took so few programs, the others are tried too, and the one that hides least is kept."""
FEW_ATOMS = 300
"""Up to so many combinations every world is sought in whole people; beyond, linear worlds will do."""


class OutOfTime(CannotBeMadeSafe):
    """The time given is over, and some hidden line is not yet safe."""


class LineUnsafe(CannotBeMadeSafe):
    """Nothing that may still be hidden makes this line safe: what is already out gives it away."""


@dataclass(slots=True)
class Reader:
    """Someone who has some tables in hand, and the threshold that holds for them."""

    threshold: int
    watched: Mask
    """The lines of these tables, and groups that must not be known to be few."""
    opened: Mask
    """The lines that tables already out show."""


def hide_complements(
    frame: Frame, *, ours: Mask, hidden: Mask, readers: Sequence[Reader], out_of_time: Callable[[], bool]
) -> Mask:
    """Return the lines to hide, those that are hidden from the start included, so that no reader is told a few.

    Raises LineUnsafe when nothing does it, OutOfTime.
    """
    least: Mask | None = None
    for zero_price in ZERO_PRICES:
        complements = _Complements(frame, ours, hidden.copy(), readers, zero_price)
        try:
            complements.hide(out_of_time)
        except OutOfTime:
            if least is None:
                raise
        else:
            if least is None or complements.hidden.sum() < least.sum():
                least = complements.hidden
        if complements.programs > CHEAP or (least == hidden).all():
            break
    return hidden if least is None else least


class _Complements:
    """The lines to hide in the tables to come, for every reader at once."""

    def __init__(self, frame: Frame, ours: Mask, hidden: Mask, readers: Sequence[Reader], zero_price: float) -> None:
        self.hidden, self.programs = hidden, 0
        self._frame, self._ours = frame, ours
        # The lines that another world speaks for, by reader.
        self._readers = [(reader, np.zeros(len(ours), dtype=bool)) for reader in readers]
        self._worlds = Worlds(frame)
        self._price = np.where(frame.counts == 0, zero_price, 1.0)
        self._whole_only = len(frame.atoms) <= FEW_ATOMS
        self._totals = np.array([not columns for columns, _ in frame.lines])
        self._categories = [
            {(column, code) for column, codes in zip(*line, strict=True) for code in codes} for line in frame.lines
        ]
        self._sizes = np.array([len(members) for members in frame.members])

    def hide(self, out_of_time: Callable[[], bool]) -> None:
        """Hide what it takes. Raises LineUnsafe when nothing does, OutOfTime."""
        pending = True
        while pending:
            pending = False
            for reader, safe in self._readers:
                while lines := self._left(reader, safe):
                    pending = True
                    if out_of_time():
                        raise OutOfTime
                    safe |= self._told_by(reader, self._world_for(reader, lines))
                    safe[lines[0]] = True

    def _left(self, reader: Reader, safe: Mask) -> list[int]:
        """Return the hidden lines to speak for: the small before the others, the finest before their sums."""
        shown = reader.opened | (self._ours & ~self.hidden)
        left = np.flatnonzero(reader.watched & ~shown & ~safe)
        counts = self._frame.counts[left]
        order = np.lexsort((counts, self._sizes[left], counts >= reader.threshold))
        return [int(line) for line in left[order]]

    def _world_for(self, reader: Reader, lines: Sequence[int]) -> World:
        """Return a world that speaks for the first of these lines. Raises LineUnsafe."""
        line, missing = lines[0], reader.threshold - self._frame.counts
        if missing[line] > 0:
            ways = [*self._pairs(lines, missing), {line: (float(missing[line]), np.inf)}]
        else:
            ways = [{line: (1.0, np.inf)}, {line: (-np.inf, -1.0)}]
        price: Reals = np.where(self._ours & ~self.hidden & ~reader.opened, self._price, 0.0)
        fixed = reader.opened | self._totals
        for whole in (False, True) if self._whole_only else (False,):
            for aims in ways:
                self.programs += 1
                world = self._worlds.nearest(price=price, fixed=fixed, aims=aims, whole=whole)
                if world and (world.is_whole or not self._whole_only):
                    return world
        raise LineUnsafe(line)

    def _pairs(self, lines: Sequence[int], missing: Whole) -> Iterator[Aims]:
        """Where programs are long, lift a second small line that shares no category with the first: two for one."""
        apart = (
            line for line in lines[1:] if missing[line] > 0 and not self._categories[lines[0]] & self._categories[line]
        )
        if not self._whole_only and (other := next(apart, None)) is not None:
            yield {line: (float(missing[line]), np.inf) for line in (lines[0], other)}

    def _told_by(self, reader: Reader, world: World) -> Mask:
        """Hide what differs in this world, and return every line that it speaks for."""
        moved = np.abs(world.counts - self._frame.counts)
        self.hidden |= self._ours & (moved > NEAR)
        small = self._frame.counts < reader.threshold
        return np.where(small, world.counts >= reader.threshold - NEAR, moved >= 1 - NEAR)
