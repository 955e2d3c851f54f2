"""What to hide beside the small lines, until another world speaks for each hidden line (D2, D7)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from hcec.disclosure.frame import Frame
from hcec.disclosure.thresholds import CannotBeMadeSafe
from hcec.disclosure.worlds import NEAR, Mask, Reals, World, Worlds

ZERO_PRICES = (4.0, 1.0, 2.0, 8.0)
"""Hiding nobody is dear: whoever hides a zero owes the reader a world in which it reaches the threshold."""
CHEAP = 60
"""Where one way took so few programs, the others are tried too, and the one that hides least is kept."""
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
        self._sizes = np.array([len(members) for members in frame.members])

    def hide(self, out_of_time: Callable[[], bool]) -> None:
        """Hide what it takes. Raises LineUnsafe when nothing does, OutOfTime."""
        pending = True
        while pending:
            pending = False
            for reader, safe in self._readers:
                while (line := self._next(reader, safe)) is not None:
                    pending = True
                    if out_of_time():
                        raise OutOfTime
                    safe |= self._told_by(reader, self._world_for(reader, line))
                    safe[line] = True

    def _next(self, reader: Reader, safe: Mask) -> int | None:
        """Return the hidden line to speak for next: the small before the others, the finest before their sums."""
        shown = reader.opened | (self._ours & ~self.hidden)
        left = np.flatnonzero(reader.watched & ~shown & ~safe)
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
                self.programs += 1
                world = self._worlds.nearest(price=price, fixed=fixed, aims={line: way}, whole=whole)
                if world and (world.is_whole or not self._whole_only):
                    return world
        raise LineUnsafe(line)

    def _told_by(self, reader: Reader, world: World) -> Mask:
        """Hide what differs in this world, and return every line that it speaks for."""
        moved = np.abs(world.counts - self._frame.counts)
        self.hidden |= self._ours & (moved > NEAR)
        small = self._frame.counts < reader.threshold
        return np.where(small, world.counts >= reader.threshold - NEAR, moved >= 1 - NEAR)
