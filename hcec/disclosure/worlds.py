"""Other populations that would have given the same publication: what a reader cannot rule out, by linear programs.

A hidden figure is safe when some other world, in agreement with all that is shown, has it at the threshold or above.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from hcec.disclosure.frame import Frame

Reals = NDArray[np.float64]
Mask = NDArray[np.bool_]
Aims = Mapping[int, tuple[float, float]]
NEAR = 1e-6
"""How far from a whole number the solver may stop."""


@dataclass(frozen=True, slots=True)
class World:
    """The figure of each line in this world, and whether it is made of whole people."""

    counts: Reals
    is_whole: bool


class Worlds:
    """The worlds around the true one. A line moves up or down at a price, or may be forbidden to move."""

    def __init__(self, frame: Frame) -> None:
        """Set up one program for good: a column an atom, then how far each line rises, then how far it falls."""
        self._atoms, self._lines = len(frame.atoms), len(frame.lines)
        self._true = frame.counts.astype(float)
        self._solver = highspy.Highs()
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("threads", 1)
        self._solver.setOptionValue("random_seed", 1)
        self._solver.setOptionValue("mip_max_nodes", 2_000)  # a count, not a time: the same answer on every machine
        self._solver.setOptionValue("simplex_scale_strategy", 0)  # every coefficient is one: scaling only costs time
        self._solver.passModel(_model(frame))

    def nearest(self, *, price: Reals, fixed: Mask, aims: Aims, whole: bool = False) -> World | None:
        """Return the world that costs least, or None if there is none.

        In: what each line costs for every person that it rises or falls by, the lines that may not move, the least
        and the most that some lines may rise by (below zero: fall), and whether only whole people will do.
        """
        rise, fall = np.full(self._lines, highspy.kHighsInf), self._true.copy()
        rise[fixed] = fall[fixed] = 0
        low = np.zeros(2 * self._lines)
        for line, (least, most) in aims.items():
            low[line], rise[line] = max(least, 0), max(most, 0)
            low[self._lines + line], fall[line] = max(-most, 0), min(max(-least, 0), self._true[line])
        if (low > np.concatenate([rise, fall])).any():
            return None
        moves = np.arange(self._atoms, self._atoms + 2 * self._lines, dtype=np.int32)
        self._solver.changeColsBounds(len(moves), moves, low, np.concatenate([rise, fall]))
        self._solver.changeColsCost(len(moves), moves, np.concatenate([price, price]))
        return self._in_whole_people() if whole else self._solve()

    def _solve(self) -> World | None:
        self._solver.clearSolver()
        self._solver.run()
        if self._solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        values = np.array(self._solver.getSolution().col_value)
        moved = values[self._atoms : self._atoms + self._lines] - values[self._atoms + self._lines :]
        atoms = values[: self._atoms]
        is_whole = bool((np.abs(atoms - np.rint(atoms)) < NEAR).all())
        return World(np.rint(self._true + moved) if is_whole else self._true + moved, is_whole)

    def _in_whole_people(self) -> World | None:
        atoms = np.arange(self._atoms, dtype=np.int32)
        self._solver.changeColsIntegrality(self._atoms, atoms, np.full(self._atoms, highspy.HighsVarType.kInteger))
        found = self._solve()
        self._solver.changeColsIntegrality(self._atoms, atoms, np.full(self._atoms, highspy.HighsVarType.kContinuous))
        return found if found and found.is_whole else None


def _model(frame: Frame) -> highspy.HighsLp:
    """Each line: what its atoms rise by, less what it rises by, more what it falls by, is nothing. Ties hold too."""
    atoms, lines = len(frame.atoms), len(frame.lines)
    rows = [
        (np.append(members, [atoms + line, atoms + lines + line]), np.append(np.ones(len(members)), [-1.0, 1.0]))
        for line, members in enumerate(frame.members)
    ]
    rows += [
        (np.concatenate([one, other]), np.repeat([1.0, -1.0], [len(one), len(other)])) for one, other in frame.ties
    ]
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = atoms + 2 * lines, len(rows)
    model.col_cost_ = np.zeros(model.num_col_)
    model.col_lower_ = np.concatenate([-frame.atoms.astype(float), np.zeros(2 * lines)])
    model.col_upper_ = np.full(model.num_col_, highspy.kHighsInf)
    model.row_lower_ = model.row_upper_ = np.zeros(len(rows))
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum([0, *(len(places) for places, _ in rows)])
    model.a_matrix_.index_ = np.concatenate([places for places, _ in rows])
    model.a_matrix_.value_ = np.concatenate([values for _, values in rows])
    return model
