"""Who reads which linked tables, what they already know, and what they must not come to know."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hcec.disclosure.complements import Reader
from hcec.disclosure.frame import Frame, Grid
from hcec.disclosure.population import Categories, People
from hcec.disclosure.tables import CrossTable, LinkedTables
from hcec.disclosure.thresholds import CannotBeMadeSafe
from hcec.disclosure.values import UNANSWERED
from hcec.disclosure.worlds import Mask


class OtherPeople(CannotBeMadeSafe):
    """A table already out does not count the same people: newcomers and corrections never change a number (D5)."""


@dataclass(frozen=True, slots=True)
class Out:
    """The lines of a table that is out, and the threshold of its release."""

    threshold: int
    shown: Mask
    hidden: Mask


def grid_of(population: People, release: LinkedTables, table: CrossTable) -> Grid:
    """Return how a table that is out cuts this population. Raises OtherPeople if it does not."""
    if any(column not in population.columns for column in table.columns):
        raise OtherPeople(table.columns)
    ends = []
    for place, column in enumerate(table.columns):
        merged = release.ends.get(column, {})
        ends.append({code: merged.get(code, code) for code in population.categories[column]})
        if {key[place] for key in table.counts} != set(ends[-1].values()):
            raise OtherPeople(column)
    return Grid(table.columns, tuple(ends))


def out_of(frame: Frame, release: LinkedTables, table: CrossTable, places: Mapping[Categories, int]) -> Out:
    """Return which lines this table shows and hides. Raises OtherPeople when a number that it shows is not ours."""
    if any(count not in (None, frame.counts[places[key]]) for key, count in table.counts.items()):
        raise OtherPeople(table.columns)
    shown = (places[key] for key, count in table.counts.items() if count is not None)
    hidden = (places[key] for key, count in table.counts.items() if count is None)
    return Out(release.threshold, mask(frame, shown), mask(frame, hidden))


def readers_of(frame: Frame, ours: Mask, threshold: int, out: Sequence[Out], few: Iterable[int]) -> list[Reader]:
    """Return who reads what is to come: at each threshold, with all that is out at that one or above (D7)."""
    guarded, found = mask(frame, few), []
    for level in sorted({threshold, *(each.threshold for each in out if each.threshold < threshold)}):
        opened, watched = mask(frame, ()), ours | guarded
        for each in out:
            if each.threshold >= level:
                opened |= each.shown
                watched |= each.shown | each.hidden
        for each in out:
            if each.threshold >= level:
                opened |= _sums(frame, each.shown)
        found.append(Reader(level, watched, opened))
    return found


def _sums(frame: Frame, shown: Mask) -> Mask:
    """Return the lines that are sums of lines shown in one table: whoever hides them hides nothing."""
    parts = [(frame.lines[line][0], set(frame.members[line].tolist())) for line in np.flatnonzero(shown)]
    found = []
    for line, (columns, _categories) in enumerate(frame.lines):
        whole = set(frame.members[line].tolist())
        held = [len(part) for like, part in parts if like == columns and part <= whole]
        if sum(held) == len(whole):
            found.append(line)
    return mask(frame, found)


def closed_before(ours: Mask, threshold: int, out: Sequence[Out], readers: Iterable[Reader]) -> Mask:
    """Return the lines of ours that are out hidden, for a reader who is shown them nowhere: they stay hidden.

    What is hidden for the sake of a higher threshold alone may be shown to who reads ours: they may read more.
    """
    closed = np.zeros(len(ours), dtype=bool)
    for reader in readers:
        for each in out:
            if reader.threshold <= each.threshold <= threshold:
                closed |= each.hidden & ~reader.opened
    return closed & ours


def small_lines(frame: Frame, ours: Mask, threshold: int, sensitive: frozenset[str]) -> Mask:
    """Return the lines of ours that count someone, but too few; of a sensitive column, those that count nobody too."""
    about = [
        any(column in sensitive and UNANSWERED not in codes for column, codes in zip(*line, strict=True))
        for line in frame.lines
    ]
    found: Mask = ours & (frame.counts < threshold) & ((frame.counts > 0) | np.array(about))
    return found


def groups_as_one(frame: Frame, grids: Sequence[Grid], sensitive: frozenset[str]) -> list[int]:
    """Add to the frame, for each group whose answers to a sensitive column are all the same, those who answered
    otherwise: nobody, which must not be known (D4). Return their places.
    """  # fmt: skip
    found = []
    for grid, places in zip(grids, frame.grids, strict=False):
        for at, column in enumerate(grid.columns):
            if column in sensitive:
                found += [_others(frame, lines) for lines in _answers(places, at) if _is_one(frame, lines)]
    return found


def mask(frame: Frame, places: Iterable[int]) -> Mask:
    """Return which lines these are."""
    found = np.zeros(len(frame.lines), dtype=bool)
    found[list(places)] = True
    return found


def _answers(places: Mapping[Categories, int], at: int) -> list[list[int]]:
    """Return the lines of each group, one an answer."""
    groups: dict[Categories, list[int]] = {}
    for key, place in places.items():
        if key[at] != UNANSWERED:
            groups.setdefault((*key[:at], *key[at + 1 :]), []).append(place)
    return list(groups.values())


def _is_one(frame: Frame, lines: Sequence[int]) -> bool:
    return len(lines) > 1 and int((frame.counts[list(lines)] > 0).sum()) == 1


def _others(frame: Frame, lines: Sequence[int]) -> int:
    answer = max(lines, key=lambda line: int(frame.counts[line]))
    others = np.concatenate([frame.members[line] for line in lines if line != answer])
    return frame.group(others, frame.lines[answer])
