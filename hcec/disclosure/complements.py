"""What to hide beside the small lines, until another world speaks for each hidden line (D2, D7)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from hcec.disclosure.frame import Frame
from hcec.disclosure.thresholds import CannotBeMadeSafe
from hcec.disclosure.worlds import NEAR, Mask, Reals, World, Worlds

ZERO_PRICE = 4.0
"""Hiding nobody is dear: whoever hides a zero owes the reader a world in which it reaches the threshold."""
FEW_ATOMS = 300
"""Up to so many combinations every world is sought in whole people; beyond, linear worlds will do."""


class OutOfTime(Exception):
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
    safe: Mask = field(init=False)
    """The lines that another world speaks for."""

    def __post_init__(self) -> None:
        self.safe = np.zeros(len(self.watched), dtype=bool)


class Complements:
    """The lines to hide in the tables to come, for every reader at once."""

    def __init__(
        self, frame: Frame, *, ours: Mask, hidden: Mask, readers: Sequence[Reader], out_of_time: Callable[[], bool]
    ) -> None:
        """Take the lines to come, those of them that are hidden from the start, and who will read them."""
        self.hidden = hidden
        self._frame, self._ours, self._readers, self._out_of_time = frame, ours, readers, out_of_time
        self._worlds = Worlds(frame)
        self._price = np.where(frame.counts == 0, ZERO_PRICE, 1.0)
        self._whole_only = len(frame.atoms) <= FEW_ATOMS
        self._totals = np.array([not columns for columns, _ in frame.lines])
        self._sizes = np.array([len(members) for members in frame.members])

    def hide(self) -> None:
        """Hide what it takes. Raises LineUnsafe when nothing does, OutOfTime."""
        pending = True
        while pending:
            pending = False
            for reader in self._readers:
                while (line := self._next(reader)) is not None:
                    pending = True
                    if self._out_of_time():
                        raise OutOfTime
                    self._note(reader, self._world_for(reader, line))
                    reader.safe[line] = True

    def _next(self, reader: Reader) -> int | None:
        """Return the hidden line to speak for next: the small before the others, the finest before their sums."""
        shown = reader.opened | (self._ours & ~self.hidden)
        left = np.flatnonzero(reader.watched & ~shown & ~reader.safe)
        if not len(left):
            return None
        counts = self._frame.counts[left]
        return int(left[np.lexsort((counts, self._sizes[left], counts >= reader.threshold))[0]])

    def _world_for(self, reader: Reader, line: int) -> World:
        count = int(self._frame.counts[line])
        small = count < reader.threshold
        ways = [(reader.threshold - count, np.inf)] if small else [(1.0, np.inf), (-np.inf, -1.0)]
        elsewhere = self._ours & ~self.hidden & ~reader.opened
        price: Reals = np.where(elsewhere, self._price, 0.0)
        fixed = reader.opened | self._totals
        for whole in (False, True) if self._whole_only else (False,):
            for way in ways:
                world = self._worlds.nearest(price=price, fixed=fixed, aims={line: way}, whole=whole)
                if world and (world.is_whole or not self._whole_only):
                    return world
        raise LineUnsafe(line)

    def _note(self, reader: Reader, world: World) -> None:
        """Hide what differs in this world, and take it as proof for every line that it speaks for."""
        moved = np.abs(world.counts - self._frame.counts)
        self.hidden |= self._ours & (moved > NEAR)
        if world.is_whole or not self._whole_only:
            small = self._frame.counts < reader.threshold
            reader.safe |= np.where(small, world.counts >= reader.threshold - NEAR, moved >= 1 - NEAR)
