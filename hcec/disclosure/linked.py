"""Disclosure control of linked tables: crossings with their margins, safe together and with what is out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from hcec.disclosure.complements import LineUnsafe, OutOfTime, hide_complements
from hcec.disclosure.frame import Frame, Grid
from hcec.disclosure.merging import Merge
from hcec.disclosure.population import Columns, People, margins, merged_further, recoding
from hcec.disclosure.readers import closed_before, grid_of, groups_as_one, mask, out_of, readers_of, small_lines
from hcec.disclosure.tables import CrossTable, Ends, LinkedTables
from hcec.disclosure.thresholds import TooFewContributors, checked_threshold

Merges = Mapping[str, Sequence[Merge]]
Watch = Callable[[], bool]
"""Tells whether the time is over."""


@dataclass(frozen=True, slots=True)
class _Request:
    population: People
    columns: tuple[Columns, ...]
    threshold: int
    published: tuple[LinkedTables, ...]
    sensitive: frozenset[str]


def protect(
    population: People,
    crossings: Iterable[Columns],
    *,
    threshold: int,
    merges: Merges | None = None,
    published: Iterable[LinkedTables] = (),
    sensitive: Iterable[str] = (),
    start: Ends | None = None,
    watch: Callable[[], Watch] = lambda: lambda: False,
) -> LinkedTables:
    """Return each crossing and each margin, merged and hidden so that nothing hidden can be told to be few.

    In: people counted once; crossings as columns; the declared orders of merging by column; all that is already out
    about the same people: a release is read with those at its threshold or above (D7); sensitive columns, of which
    neither nobody nor a group that answers as one is told (D3, D4); what is merged from the start; what starts a watch
    for each attempt: once it says so, the next declared merge is made instead.
    Raises TooFewContributors, OtherPeople, TooEntangled, LineUnsafe with the line that no merge saves, OutOfTime.
    """
    if population.size < checked_threshold(threshold):
        raise TooFewContributors
    request = _Request(
        population, margins(crossings, population.columns), threshold, tuple(published), frozenset(sensitive)
    )
    orders, hurried = merges or {}, False
    ends: dict[str, dict[str, str]] = recoding(population, orders, threshold, start)
    while True:
        try:
            return _attempt(request, ends, watch(), hurried=hurried)
        except (LineUnsafe, OutOfTime) as refusal:
            further = merged_further(ends, orders)
            if further is None:
                raise
            ends, hurried = further, hurried or isinstance(refusal, OutOfTime)


def _attempt(request: _Request, ends: Ends, out_of_time: Watch, *, hurried: bool) -> LinkedTables:
    """Hide under this recoding. Raises LineUnsafe, OutOfTime, OtherPeople, TooEntangled."""
    population, threshold = request.population, request.threshold
    grids = [Grid(columns, tuple(ends[column] for column in columns)) for columns in request.columns]
    published = [(release, table) for release in request.published for table in release.tables]
    frame = Frame(population, [*grids, *(grid_of(population, *each) for each in published)])
    few = groups_as_one(frame, grids, request.sensitive)
    ours = mask(frame, (place for places in frame.grids[: len(grids)] for place in places.values()))
    out = [out_of(frame, *each, places) for each, places in zip(published, frame.grids[len(grids) :], strict=True)]
    readers = readers_of(frame, ours, threshold, out, few)
    first = small_lines(frame, ours, threshold, request.sensitive) | closed_before(ours, threshold, out, readers)
    try:
        hidden = hide_complements(frame, ours=ours, hidden=first, readers=readers, out_of_time=out_of_time)
    except LineUnsafe as refusal:
        raise LineUnsafe(_named(frame, int(refusal.args[0]))) from refusal
    tables = tuple(
        CrossTable(
            columns,
            {key: None if hidden[line] else int(frame.counts[line]) for key, line in places.items()},
        )
        for columns, places in zip(request.columns, frame.grids, strict=False)
    )
    return LinkedTables(tables, threshold, _merged(request.columns, ends), hurried)


def _merged(tables: Iterable[Columns], ends: Ends) -> dict[str, dict[str, str]]:
    """Return, of the columns that are told, the categories that were merged into another."""
    used = [column for column in ends if any(column in columns for columns in tables)]
    moved = {column: {code: end for code, end in ends[column].items() if code != end} for column in used}
    return {column: codes for column, codes in moved.items() if codes}


def _named(frame: Frame, line: int) -> str:
    columns, categories = frame.lines[line]
    return ", ".join(f"{column}={'+'.join(sorted(codes))}" for column, codes in zip(columns, categories, strict=True))
