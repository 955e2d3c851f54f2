"""Narrowing hidden lines by linear programs, and in whole people where that decides. Knows nothing of protection."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, inf

import highspy
import numpy as np
from numpy.typing import NDArray

from hcec.disclosure.bounding import Interval
from hcec.disclosure.deduction import Facts, Points

NEAR = 1e-5
MOST_PEOPLE = 1e8
"""More than any table counts: tables without a total leave the most open."""


class Contradiction(Exception):
    """No people at all fit these tables: they do not count the same ones."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """How far each hidden line was narrowed, and those that could not be decided in whole people in the time given."""

    bounds: dict[Points, Interval]
    undecided: list[Points]


def narrow(facts: Facts, threshold: int, out_of_time: Callable[[], bool]) -> Narrowed:
    """Return the bounds of every line that is not told exactly. Raises Contradiction.

    Linear bounds hold for whole people too. Where they come near the threshold, or near each other, and no population
    of whole people was met that settles it, one is sought.
    """
    hidden = [points for points, read in facts.told.items() if read is None or read.low < read.high]
    if any(read and read.low > read.high for read in facts.told.values()):
        raise Contradiction
    search = _Search(facts, hidden)
    search.fit()
    bounds = {points: search.bound(place) for place, points in enumerate(hidden)}
    undecided = []
    for place, points in enumerate(hidden):
        found = bounds[points]
        near_threshold = threshold <= found.high <= threshold + 1 and search.seen_high[place] < threshold
        near_exact = found.low < found.high <= found.low + 1 and search.seen_low[place] == search.seen_high[place]
        if near_threshold or near_exact:
            whole = None if out_of_time() else search.bound_whole(place, found)
            bounds[points] = whole or found
            if whole is None:
                undecided.append(points)
    return Narrowed(bounds, undecided)


class _Search:
    """One program over the points, asked for the most and the least of each line in turn."""

    def __init__(self, facts: Facts, hidden: Sequence[Points]) -> None:
        self._hidden = [np.array(points, dtype=np.int32) for points in hidden]
        self._lengths = np.array([len(points) for points in hidden], dtype=np.int64)
        self._joined = np.concatenate([*self._hidden, np.zeros(0, dtype=np.int32)])
        self.seen_low, self.seen_high = np.full(len(hidden), inf), np.full(len(hidden), -inf)
        self._points = facts.points
        self._solver = highspy.Highs()
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("threads", 1)
        self._solver.setOptionValue("mip_max_nodes", 500)
        self._solver.passModel(_model(facts))

    def fit(self) -> None:
        """Meet some people that fit. Raises Contradiction when there are none."""
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise Contradiction
        self._look(np.array(self._solver.getSolution().col_value))

    def bound(self, place: int) -> Interval:
        """Return the linear bounds of a line, brought in to whole numbers."""
        low, high = self._extreme(place, 1.0), self._extreme(place, -1.0)
        if low is None or high is None:
            raise Contradiction
        return Interval(ceil(low - NEAR), floor(high + NEAR))

    def bound_whole(self, place: int, linear: Interval) -> Interval | None:
        """Return the bounds of a line in whole people, or None when they take too long to prove."""
        columns = np.arange(self._points, dtype=np.int32)
        kinds = highspy.HighsVarType
        self._solver.changeColsIntegrality(self._points, columns, np.full(self._points, kinds.kInteger))
        low, high = self._extreme(place, 1.0), self._extreme(place, -1.0)
        self._solver.changeColsIntegrality(self._points, columns, np.full(self._points, kinds.kContinuous))
        if low is None or high is None:
            return None
        return linear.meet(Interval(ceil(low - NEAR), floor(high + NEAR)))

    def _extreme(self, place: int, sense: float) -> float | None:
        costs = np.zeros(self._points)
        costs[self._hidden[place]] = sense
        self._solver.changeColsCost(self._points, np.arange(self._points, dtype=np.int32), costs)
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        self._look(np.array(self._solver.getSolution().col_value))
        return sense * float(self._solver.getInfo().objective_function_value)

    def _look(self, values: NDArray[np.float64]) -> None:
        """Remember what a population of whole people shows of every line."""
        if np.abs(values - np.rint(values)).max(initial=0) < NEAR and len(self._hidden):
            filled = np.append(np.rint(values)[self._joined], 0)
            sums = np.add.reduceat(filled, np.cumsum([0, *self._lengths[:-1]]))
            self.seen_low = np.minimum(self.seen_low, sums)
            self.seen_high = np.maximum(self.seen_high, sums)


def _model(facts: Facts) -> highspy.HighsLp:
    told = [(points, read) for points, read in facts.told.items() if read is not None and points]
    rows = [(np.array(points), np.ones(len(points)), read.low, read.high) for points, read in told]
    rows += [
        (np.array(one + other), np.repeat([1.0, -1.0], [len(one), len(other)]), 0, 0) for one, other in facts.equal
    ]
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = facts.points, len(rows)
    model.col_cost_ = model.col_lower_ = np.zeros(facts.points)
    model.col_upper_ = np.full(facts.points, MOST_PEOPLE)
    model.row_lower_ = np.array([row[2] for row in rows], dtype=float)
    model.row_upper_ = np.array([row[3] for row in rows], dtype=float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum([0, *(len(row[0]) for row in rows)])
    model.a_matrix_.index_ = np.concatenate([np.zeros(0, dtype=np.int64), *(row[0] for row in rows)])
    model.a_matrix_.value_ = np.concatenate([np.zeros(0), *(row[1] for row in rows)])
    return model
