"""Which way a text's wording leans when nothing says it outright: weights learnt from annotated texts.

Five views of the same words, each a sum of weights over the square root of how much there was to weigh: words and pairs
of neighbours, as they sound; pairs a word or two apart; fragments of words, for spelling; senses and pairs of senses in
one sentence; meaning, one weight a sound.
`tools/weigh_wording.py` learns the weights; each belongs to words, so that they can be shown.
"""

import re
from functools import cache, lru_cache
from itertools import combinations, pairwise
from math import sqrt

from hcec.text.lexicon import single
from hcec.text.normalise import fold
from hcec.text.reading import lines

# What is written, and what is heard; "5" stands for "ch".
_HEARD = (("ch", "5"), ("eau", "o"), ("au", "o"), ("qu", "k"), ("q", "k"), ("ph", "f"), ("h", ""))
_HEARD_BEFORE = tuple(
    (re.compile(pattern), heard)
    for pattern, heard in (
        *(("c(?=[eiy])", "s"), ("c", "k"), ("y", "i"), ("z", "s"), ("[ae]i", "e"), ("oi", "wa"), ("gu(?=[ei])", "g")),
        *(("e[nm](?!$)", "an"), ("am(?=[bp])", "an"), ("om(?=[bp])", "on")),
    )
)
_SILENT = re.compile("(?:ent|ant|er|es|et|ez|[estxdp])+$")
VIEWS = ("word", "apart", "fragment", "sense", "meaning")
Pair = tuple[str, str]


def features(words: str) -> dict[str, list[str]]:
    """Return what each view sees in words as the lexicon reads them, parted by single spaces."""
    listed = words.split()
    unique = sorted(set(listed))
    sounds = [sound(word) for word in listed]
    return {
        "word": [*sorted(set(sounds)), *map(" ".join, sorted(set(pairwise(sounds))))],
        "apart": [*map(" ".join, sorted(_apart(sounds)))],
        "fragment": [fragment for word in unique for fragment in _fragments(word)],
        "sense": [feature if isinstance(feature, str) else "+".join(feature) for feature in _senses_in(words)],
        "meaning": sounds,
    }


@lru_cache(16384)
def sound(word: str) -> str:
    """Return about how a folded word sounds, endings that are not heard left out: "frapé", "frappent" are one."""
    for written, heard in _HEARD:
        word = word.replace(written, heard)
    for pattern, heard in _HEARD_BEFORE:
        word = pattern.sub(heard, word)
    if len(word) > 3:
        word = _SILENT.sub("", word) or word
    return single(word)


def _apart(sounds: list[str]) -> set[Pair]:
    return {*zip(sounds, sounds[2:], strict=False), *zip(sounds, sounds[3:], strict=False)}


def _fragments(word: str) -> list[str]:
    inside = f" {word} "
    return [inside[at : at + size] for size in (3, 4, 5) for at in range(len(inside) - size + 1)]


def _senses_in(words: str) -> set[str | Pair]:
    found: set[str | Pair] = set()
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
def _weights() -> tuple[float, dict[str, dict[str, float]], dict[str, dict[Pair, float]]]:
    """Return where the sum starts, then by view the weight of each feature and of each pair."""
    start, *rest = lines("wording.txt")
    alone: dict[str, dict[str, float]] = {view: {} for view in VIEWS}
    pairs: dict[str, dict[Pair, float]] = {view: {} for view in VIEWS}
    for line in rest:
        view, feature, weight = line.split(" ")
        one, _, other = feature.partition("_" if view != "sense" else "+")
        if other and view != "fragment":
            pairs[view][one, other] = float(weight)
        else:
            alone[view][feature.replace("_", " ")] = float(weight)
    return float(start.removeprefix("= ")), alone, pairs


@lru_cache(16384)
def _spelt(word: str) -> tuple[float, int]:
    """Return what the fragments of a word weigh, and how many there are."""
    known, pieces = _weights()[1]["fragment"], _fragments(word)
    return sum(known.get(piece, 0.0) for piece in pieces), len(pieces)


def leaning(words: str) -> float:
    """Return how much a text leans towards worry, as the logarithm of odds: 0 is where the alarm begins."""
    total, known, _ = _weights()
    listed = words.split()
    if not listed:
        return total
    sounds = [sound(word) for word in listed]
    heard, neighbours, apart = set(sounds), set(pairwise(sounds)), _apart(sounds)
    weigh, mean = known["word"].get, known["meaning"].get
    spoken = sum([weigh(word, 0.0) for word in heard]) + _met("word", neighbours)
    total += spoken / sqrt(len(heard) + len(neighbours))
    total += _met("apart", apart) / sqrt(len(apart) or 1)
    total += sum([mean(word, 0.0) for word in sounds]) / sqrt(len(sounds))
    spelt = [_spelt(word) for word in set(listed)]
    total += sum(weight for weight, _ in spelt) / sqrt(sum(count for _, count in spelt))
    found = _senses_in(words)
    if found:
        weighed = _sense_weights()
        total += sum([weighed[sense] for sense in found if sense in weighed]) / sqrt(len(found))
    return total


def _met(view: str, pairs: set[Pair]) -> float:
    """Return what pairs weigh together: two sets meet faster than pair by pair."""
    known = _weights()[2][view]
    return sum(map(known.__getitem__, pairs & _keys(view)))


@cache
def _keys(view: str) -> frozenset[Pair]:
    return frozenset(_weights()[2][view])


@cache
def _sense_weights() -> dict[str | Pair, float]:
    _, alone, pairs = _weights()
    found: dict[str | Pair, float] = dict(alone["sense"].items())
    found.update(pairs["sense"].items())
    return found


def shares(words: str) -> list[float]:
    """Return how much each word adds to the leaning, in order: what the reader is shown when no sign says why."""
    listed = words.split()
    size = sqrt(len(listed)) or 1.0
    known = _weights()[1]
    spelt = [_spelt(word) for word in listed]
    spread = sqrt(sum(count for _, count in spelt)) or 1.0
    by_sense = _sense_shares(words)
    return [
        (known["word"].get(sound(word), 0.0) + known["meaning"].get(sound(word), 0.0)) / size
        + weight / spread
        + sum(by_sense[sense] for sense in senses(word))
        for word, (weight, _) in zip(listed, spelt, strict=True)
    ]


def _sense_shares(words: str) -> dict[str, float]:
    """Return what each sense adds, shared out among the words that take it; a pair counts half for each."""
    found = _senses_in(words)
    weigh, size = _sense_weights().get, sqrt(len(found)) or 1.0
    counts: dict[str, int] = {}
    for word in words.split():
        for sense in senses(word):
            counts[sense] = counts.get(sense, 0) + 1
    added = dict.fromkeys(counts, 0.0)
    for feature in found:
        parts = (feature,) if isinstance(feature, str) else feature
        for sense in parts:
            added[sense] += weigh(feature, 0.0) / len(parts) / size
    return {sense: weight / counts[sense] for sense, weight in added.items()}
