"""Which way a text's wording leans when nothing says it outright: weights learnt from annotated texts.

Four views of the same words, each a sum of weights over the square root of how much there was to weigh: words and pairs
of neighbours; fragments of words, for spelling; senses and pairs of senses in one sentence; meaning, one weight a word.
`tools/weigh_wording.py` learns the weights; each belongs to words, so that they can be shown.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations, pairwise
from math import sqrt

from hcec.text.lexicon import single
from hcec.text.normalise import fold
from hcec.text.reading import lines

VIEWS = ("word", "fragment", "sense", "meaning")


def features(words: str) -> dict[str, list[str]]:
    """Return what each view sees in words as the lexicon reads them, parted by single spaces."""
    listed = words.split()
    unique = sorted(set(listed))
    return {
        "word": [*unique, *map(" ".join, sorted(set(pairwise(listed))))],
        "fragment": [fragment for word in unique for fragment in _fragments(word)],
        "sense": [feature if isinstance(feature, str) else "+".join(feature) for feature in _senses_in(words)],
        "meaning": listed,
    }


def _fragments(word: str) -> list[str]:
    inside = f" {word} "
    return [inside[at : at + size] for size in (3, 4, 5) for at in range(len(inside) - size + 1)]


def _senses_in(words: str) -> set[str | tuple[str, str]]:
    found: set[str | tuple[str, str]] = set()
    for sentence in words.split(" . "):
        here = sorted(frozenset().union(*map(senses, sentence.split())))
        found.update(here)
        found.update(combinations(here, 2))
    return found


@lru_cache(16384)
def senses(word: str) -> frozenset[str]:
    """Return the senses that a word takes."""
    whole, begun = _dictionary()
    starts = (begun.get(word[:length], ()) for length in range(2, len(word) + 1))
    return frozenset((*whole.get(word, ()), *(sense for found in starts for sense in found)))


@cache
def _dictionary() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    whole: dict[str, list[str]] = {}
    begun: dict[str, list[str]] = {}
    for line in lines("senses.txt"):
        sense, _, listed = line.partition(": ")
        for word in listed.split():
            (begun if word.endswith("*") else whole).setdefault(single(fold(word.rstrip("*"))), []).append(sense)
    return whole, begun


@cache
def _weights() -> tuple[float, dict[str, dict[str, float]], dict[tuple[str, ...], float]]:
    """Return where the sum starts, the weight of each feature of each view, and those of pairs of either sort."""
    start, *rest = lines("wording.txt")
    found: dict[str, dict[str, float]] = {view: {} for view in VIEWS}
    pairs: dict[tuple[str, ...], float] = {}
    for line in rest:
        view, feature, weight = line.split(" ")
        parts = tuple(feature.split("_" if view == "word" else "+"))
        if view in ("word", "sense") and len(parts) == 2:
            pairs[parts if view == "word" else ("+", *parts)] = float(weight)
        else:
            found[view][feature.replace("_", " ")] = float(weight)
    return float(start.removeprefix("= ")), found, pairs


@dataclass(frozen=True, slots=True)
class _Weight:
    """What one word weighs in three of the views."""

    word: float
    fragments: float
    count: int
    meaning: float


@lru_cache(16384)
def _weight(word: str) -> _Weight:
    _, known, _ = _weights()
    pieces = _fragments(word)
    spelling = sum(known["fragment"].get(piece, 0.0) for piece in pieces)
    return _Weight(known["word"].get(word, 0.0), spelling, len(pieces), known["meaning"].get(word, 0.0))


def leaning(words: str) -> float:
    """Return how much a text leans towards worry, as the logarithm of odds: 0 is where the alarm begins."""
    total, _, pairs = _weights()
    listed = words.split()
    if not listed:
        return total
    each = {word: _weight(word) for word in listed}
    neighbours = set(pairwise(listed))
    spoken = sum(weight.word for weight in each.values()) + sum(pairs.get(pair, 0.0) for pair in neighbours)
    total += spoken / sqrt(len(each) + len(neighbours))
    total += sum(weight.fragments for weight in each.values()) / sqrt(sum(weight.count for weight in each.values()))
    total += sum(each[word].meaning for word in listed) / sqrt(len(listed))
    found = _senses_in(words)
    if found:
        weigh = _sense_weights().get
        total += sum(weigh(feature, 0.0) for feature in found) / sqrt(len(found))
    return total


@cache
def _sense_weights() -> dict[str | tuple[str, ...], float]:
    _, known, pairs = _weights()
    found: dict[str | tuple[str, ...], float] = dict(known["sense"].items())
    found.update((parts[1:], weight) for parts, weight in pairs.items() if len(parts) == 3)
    return found


def shares(words: str) -> list[float]:
    """Return how much each word adds to the leaning, in order: what the reader is shown when no sign says why."""
    listed = words.split()
    size = sqrt(len(listed)) or 1.0
    each = [_weight(word) for word in listed]
    spread = sqrt(sum(weight.count for weight in each)) or 1.0
    return [(weight.word + weight.meaning) / size + weight.fragments / spread for weight in each]
