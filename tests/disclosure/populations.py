"""Small populations and crossings, drawn at random, and an attacker that only enumerates."""

from itertools import product

from hypothesis import strategies as st

from hcec.disclosure.bounding import Interval
from hcec.disclosure.deduction import Told
from hcec.disclosure.population import counted

COLUMNS = ("a", "b", "c")


@st.composite
def populations(draw, *, most=60, sizes=(2, 3), columns=COLUMNS):
    """People that lean to the first categories, so that large and small groups both occur."""
    spread = [draw(st.integers(*sizes)) for _ in columns]
    lean = draw(st.sampled_from([1, 2, 4]))
    rows = draw(st.lists(st.tuples(*(st.integers(0, size * lean - 1) for size in spread)), min_size=5, max_size=most))
    return counted(columns, [[f"{c}{v % s}" for c, v, s in zip(columns, row, spread, strict=True)] for row in rows])


def crossings(columns=COLUMNS):
    """One to three crossings of one to three columns."""
    one = st.lists(st.sampled_from(columns), min_size=1, max_size=3, unique=True).map(tuple)
    return st.lists(one, min_size=1, max_size=3, unique_by=frozenset)


def printed(release, name="r"):
    """Return what a reader has of a release, with nothing of how it was made."""
    return [
        Told(
            f"{name}/{'__'.join(table.columns) or 'total'}",
            table.columns,
            {line: None if count is None else Interval(count, count) for line, count in table.counts.items()},
            {column: ends for column, ends in release.ends.items() if column in table.columns},
        )
        for table in release.tables
    ]


def possibilities(tables, categories, people):
    """Yield every count of every combination of categories that fits these tables: no program, only counting."""
    points = list(product(*categories.values()))
    told = []
    for table in tables:
        places = [list(categories).index(column) for column in table.columns]
        for line, read in table.lines.items():
            held = [n for n, point in enumerate(points) if tuple(point[place] for place in places) == line]
            told.append((held, read))
    yield from _filled([0] * len(points), 0, people, told)


def _filled(found, at, left, told):
    if at == len(found):
        if left == 0 and all(
            read is None or read.low <= sum(found[n] for n in held) <= read.high for held, read in told
        ):
            yield tuple(found)
        return
    for count in range(left + 1):
        found[at] = count
        if all(
            read is None
            or (
                sum(found[n] for n in held if n <= at) <= read.high
                and (max(held, default=0) > at or sum(found[n] for n in held) >= read.low)
            )
            for held, read in told
        ):
            yield from _filled(found, at + 1, left - count, told)
    found[at] = 0
