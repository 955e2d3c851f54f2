"""Which way a text's wording leans when nothing says it outright: weights learnt from annotated texts.

Five views of the same words, each a sum of weights over the square root of how much there was to weigh: words and pairs
of neighbours, as they sound; pairs a word or two apart; fragments of words, for spelling; senses and pairs of senses in
one sentence; meaning, one weight a sound.
`tools/weigh_wording.py` learns the weights; each belongs to words, so that they can be shown.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, lru_cache, reduce
from itertools import chain, combinations, pairwise
from math import sqrt
from operator import or_
from zlib import crc32

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
        "apart": [
            *map(" ".join, sorted({*zip(sounds, sounds[2:], strict=False), *zip(sounds, sounds[3:], strict=False)}))
        ],
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


def _fragments(word: str) -> list[str]:
    inside = f" {word} "
    return [inside[at : at + size] for size in (3, 4, 5) for at in range(len(inside) - size + 1)]


def _senses_in(words: str) -> frozenset[str | Pair]:
    masks = {reduce(or_, map(_senses_mask, sentence.split()), 0) for sentence in words.split(" . ")}
    return frozenset().union(*map(_paired, masks))


@lru_cache(16384)
def _senses_mask(word: str) -> int:
    """Return the senses of a word as the bits of a number: a sentence's are put together faster than as sets."""
    return sum(1 << _sense_names().index(sense) for sense in senses(word))


@cache
def _sense_names() -> tuple[str, ...]:
    whole, begun = _dictionary()
    return tuple(sorted({sense for known in (whole, begun) for found in known.values() for sense in found}))


@lru_cache(8192)
def _paired(mask: int) -> frozenset[str | Pair]:
    """Return the senses of a sentence and their pairs."""
    here = [sense for place, sense in enumerate(_sense_names()) if mask >> place & 1]
    return frozenset((*here, *combinations(here, 2)))


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


@dataclass(slots=True)
class Weights:
    """Where the sum starts; what features weigh: sounds, fragments and meanings, senses, pairs of sounds as numbers."""

    start: float
    alone: dict[str, dict[str, float]]
    senses: dict[str | Pair, float] = field(default_factory=dict)
    pairs: dict[str, dict[int, float]] = field(default_factory=dict)
    known: dict[str, frozenset[int]] = field(default_factory=dict)  # the same pairs: two sets meet fast


@cache
def _weights() -> Weights:
    start, *rest = lines("wording.txt")
    found = Weights(float(start.removeprefix("= ")), {view: {} for view in VIEWS}, pairs={"word": {}, "apart": {}})
    for line in rest:
        view, feature, weight = line.split(" ")
        one, _, other = feature.partition("_")
        if view == "sense":
            parts = feature.split("+")
            found.senses[(parts[0], parts[1]) if len(parts) > 1 else feature] = float(weight)
        elif other and view != "fragment":
            found.pairs[view][_numbered(one) << 32 | _numbered(other)] = float(weight)
        else:
            found.alone[view][feature.replace("_", " ")] = float(weight)
    found.known = {view: frozenset(pairs) for view, pairs in found.pairs.items()}
    return found


def _numbered(sound: str) -> int:
    """Return a number for a sound: a pair as one number is found faster than as two texts."""
    return crc32(sound.encode())


@lru_cache(16384)
def _weighed(word: str) -> tuple[int, int, float, float, float, int]:
    """Return a word's part in what is added up.

    Out: the number of its sound, as the first and as the second of two; what its sound weighs and means; what its
    fragments weigh, how many they are.
    """
    alone, pieces, heard = _weights().alone, _fragments(word), sound(word)
    spelt = sum(alone["fragment"].get(piece, 0.0) for piece in pieces)
    weight, meaning, number = alone["word"].get(heard, 0.0), alone["meaning"].get(heard, 0.0), _numbered(heard)
    return number << 32, number, weight, meaning, spelt, len(pieces)


class Leaning:
    """How much words, as the lexicon reads them, lean towards worry.

    total: the logarithm of odds, 0 is where the alarm begins.
    """

    __slots__ = ("_senses", "_weighed", "_words", "total")

    def __init__(self, words: str) -> None:
        weights = _weights()
        self.total = weights.start
        self._words = words.split()
        self._weighed = {word: _weighed(word) for word in set(self._words)}
        self._senses = _senses_in(words)
        if self._words:
            self.total += self._spoken() + self._spelt()
        if self._senses:
            weigh = weights.senses
            self.total += sum([weigh[sense] for sense in self._senses if sense in weigh]) / sqrt(len(self._senses))

    def _spoken(self) -> float:
        """Return what the words weigh as they sound, alone and with those around, and what they mean."""
        found = [self._weighed[word] for word in self._words]
        first, second = [word[0] for word in found], [word[1] for word in found]
        heard = {word[1]: word[2] for word in self._weighed.values()}
        neighbours = set(map(or_, first, second[1:]))
        apart = {*map(or_, first, second[2:]), *map(or_, first, second[3:])}
        spoken = (sum(heard.values()) + _met("word", neighbours)) / sqrt(len(heard) + len(neighbours))
        meant = sum([word[3] for word in found]) / sqrt(len(found))
        return spoken + _met("apart", apart) / sqrt(len(apart) or 1) + meant

    def _spelt(self) -> float:
        weighed = self._weighed.values()
        return sum([word[4] for word in weighed]) / sqrt(sum([word[5] for word in weighed]))

    def shares(self) -> list[float]:
        """Return how much each word adds, in order: what the reader is shown when no sign says why."""
        size = sqrt(len(self._words)) or 1.0
        found = [self._weighed[word] for word in self._words]
        spread = sqrt(sum([word[5] for word in found])) or 1.0
        by_sense = self._sense_shares()
        shared = {
            word: (alone + meant) / size + spelt / spread + sum([by_sense[sense] for sense in senses(word)])
            for word, (_, _, alone, meant, spelt, _) in self._weighed.items()
        }
        return [shared[word] for word in self._words]

    def _sense_shares(self) -> dict[str, float]:
        """Return what each sense adds, shared out among the words that take it; a pair counts half for each."""
        weigh, size = _weights().senses, sqrt(len(self._senses)) or 1.0
        counts = Counter(chain.from_iterable(map(senses, self._words)))
        added = dict.fromkeys(counts, 0.0)
        for feature in self._senses & weigh.keys():
            parts = (feature,) if isinstance(feature, str) else feature
            for sense in parts:
                added[sense] += weigh[feature] / len(parts) / size
        return {sense: weight / counts[sense] for sense, weight in added.items()}


def _met(view: str, pairs: set[int]) -> float:
    """Return what pairs weigh together: two sets meet faster than pair by pair."""
    weights = _weights()
    return sum(map(weights.pairs[view].__getitem__, pairs & weights.known[view]))
