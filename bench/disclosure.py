"""Measure disclosure control: time, lines hidden, small lines proved, against hiding the small lines alone.

    python3 -m bench.disclosure [--people 60 300 2000 200000] [--independent]

People are simulated in the shape of a département: age (4) x place (7) x territory (6) x answer (5). Two declarations:
that one crossing with all its margins, and three two-way tables linked by the answer. `--independent` asks SciPy, where
it is installed, with a program of its own over the whole crossing; it shares nothing with the platform's attacker.
R's GaussSuppression and pytauargus are outside references, measured only where they are installed.
"""

import argparse
import shutil
import subprocess
import time
from importlib.util import find_spec
from itertools import product

import numpy as np

from hcec.disclosure.bounding import Interval
from hcec.disclosure.deduction import Told
from hcec.disclosure.linked import protect
from hcec.disclosure.linked_attacker import attack_linked
from hcec.disclosure.population import counted, margins
from hcec.disclosure.tables import CrossTable, LinkedTables

COLUMNS, SIZES, THRESHOLD = ("age", "place", "territory", "answer"), (4, 7, 6, 5), 5
SHARES = (
    [0.15, 0.25, 0.35, 0.25],
    [0.42, 0.27, 0.12, 0.08, 0.06, 0.03, 0.02],
    [0.38, 0.24, 0.15, 0.11, 0.08, 0.04],
)
DECLARED = {
    "4x7x6x5": [COLUMNS],
    "linked": [("age", "answer"), ("place", "answer"), ("territory", "answer")],
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, nargs="+", default=[60, 300, 2000, 200_000])
    parser.add_argument("--independent", action="store_true")
    arguments = parser.parse_args()
    print("| tables | people | method | time (processor) | lines hidden | small lines proved | exact |")
    print("|---|---|---|---|---|---|---|")
    for name, crossings in DECLARED.items():
        for people in arguments.people:
            population = counted(COLUMNS, simulated(people))
            compare(name, population, crossings, independent=arguments.independent)
    for reference, is_there in references().items():
        print(f"{reference}: {'installed, run it by hand on the same rows' if is_there else 'not installed'}")


def compare(name, population, crossings, *, independent):
    for method, make in {"small only": small_only, "ours": ours}.items():
        wall, start = time.monotonic(), time.process_time()
        release = make(population, crossings)
        spent, took = time.process_time() - start, time.monotonic() - wall
        found = attack_linked(told(release), threshold=THRESHOLD, out_of_time=lambda: True)
        proved = f"{len(found.proved_below)} | {len(found.exact)}"
        print(
            f"| {name} | {population.size} | {method} | {took:.1f} s ({spent:.1f}) | {release.hidden} | {proved} |",
            flush=True,
        )
    if independent and find_spec("scipy"):
        print(f"    independent program: {proved_apart(release)} of {release.hidden} proved small", flush=True)


def ours(population, crossings):
    return protect(population, crossings, threshold=THRESHOLD)


def small_only(population, crossings):
    tables = []
    for columns in margins(crossings, population.columns):
        counts = population.by(columns)
        lines = product(*(population.categories[column] for column in columns))
        shown = {line: counts.get(line, 0) for line in lines}
        tables.append(CrossTable(columns, {k: None if 0 < n < THRESHOLD else n for k, n in shown.items()}))
    return LinkedTables(tuple(tables), THRESHOLD)


def told(release):
    return [
        Told(
            "_".join(table.columns) or "total",
            table.columns,
            {line: None if count is None else Interval(count, count) for line, count in table.counts.items()},
        )
        for table in release.tables
    ]


def simulated(people, seed=1):
    random = np.random.default_rng(seed)
    age, place, territory = (random.choice(len(share), people, p=share) for share in SHARES)
    tilt, answer = random.normal(0, 0.35, (4, 7, 5)), np.empty(people, int)
    for one, other in product(range(4), range(7)):
        group = (age == one) & (place == other)
        chances = np.array([0.38, 0.30, 0.18, 0.10, 0.04]) * np.exp(tilt[one, other])
        answer[group] = random.choice(5, group.sum(), p=chances / chances.sum())
    rows = np.stack([age, place, territory, answer], 1).tolist()
    return [[f"{name[0]}{code}" for name, code in zip(COLUMNS, row, strict=True)] for row in rows]


def proved_apart(release):
    """Count the hidden lines whose most is under the threshold, with SciPy over the whole crossing."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    codes = {
        column: sorted({k[0] for t in release.tables if t.columns == (column,) for k in t.counts}) for column in COLUMNS
    }
    points = list(product(*codes.values()))
    sums = {}
    for table in release.tables:
        places = [COLUMNS.index(column) for column in table.columns]
        for at, point in enumerate(points):
            sums.setdefault((table.columns, tuple(point[place] for place in places)), []).append(at)
    lines = [(sums[table.columns, key], count) for table in release.tables for key, count in table.counts.items()]
    shown = [(held, count) for held, count in lines if count is not None]
    rows = np.repeat(np.arange(len(shown)), [len(held) for held, _ in shown])
    matrix = csr_array(
        (np.ones(len(rows)), (rows, np.concatenate([held for held, _ in shown]))), (len(shown), len(points))
    )
    totals, proved = np.array([count for _, count in shown]), 0
    for held in (held for held, count in lines if count is None):
        cost = np.zeros(len(points))
        cost[held] = -1
        proved += -linprog(cost, A_eq=matrix, b_eq=totals, method="highs").fun < THRESHOLD - 1e-6
    return proved


def references():
    has_r = shutil.which("Rscript") is not None
    gauss = has_r and not subprocess.run(["Rscript", "-e", "library(GaussSuppression)"], capture_output=True).returncode
    return {"R GaussSuppression": gauss, "pytauargus": find_spec("pytauargus") is not None}


if __name__ == "__main__":
    main()
