"""Signs that somebody may be in danger, so that a reader sees this message first (S5).

Recall first: a false alarm costs a minute.
The score is what the wording adds up to (hcec/text/wording.py); the lexicon says about what, and shows where.
A language that the aids don't know is an alarm by itself. They decide nothing.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from math import exp

from hcec.text.language import knows
from hcec.text.lexicon import Sign, opened, raised_by
from hcec.text.naming import FUNCTION
from hcec.text.reading import Reading
from hcec.text.spans import Signal
from hcec.text.wording import Leaning

ALARM = 0.5
LOOKED_INTO = 0.2  # below, nothing raised the score
PLAIN = 5  # a sign this heavy says what it says
SHOWN_WORDS, HEAVY = 6, 0.2  # of the wording: no more than so many, each adding so much
KINDS = (
    *("suicide_selfharm", "sexual_violence", "physical_violence", "neglect", "prostitution_exploitation", "runaway"),
    *("bullying_cyber", "drugs", "threat_to_others", "forced_marriage_trafficking"),
)
_NEGATIONS = frozenset({"pas", "jamais", "aucun", "aucune", "not", "no", "don", "sans"})


@dataclass(frozen=True, slots=True)
class Danger:
    """How much a text worries, from 0 to 1 (an alarm from 0.5), about what, and the stretches that say so.

    is_understood: whether its language is known.
    """

    score: float
    kinds: tuple[str, ...]
    signals: tuple[Signal, ...]
    is_understood: bool = True

    @property
    def is_alarm(self) -> bool:
        """Tell whether somebody should read this first."""
        return self.score >= ALARM


class Opened:
    """The words of a text as the lexicon reads them, each with the place of the word it comes from."""

    __slots__ = ("_pieces", "_starts", "places", "reading", "text")

    def __init__(self, reading: Reading) -> None:
        pieces, places, folded, end = [""], [], reading.folded, 0
        self.reading = reading
        for index, (found, start) in enumerate(zip(map(opened, reading.words), reading.starts, strict=True)):
            if index and (start - end != 1 or folded[end] != " ") and reading.opens(index):
                pieces.append(".")
                places.append(index)
            pieces += found
            places += (index,) if len(found) == 1 else [index] * len(found)
            end = reading.ends[index]
        self.places = places
        self._pieces, self._starts = pieces, [0]
        self.text = f"{' '.join(pieces)} "

    @property
    def vocabulary(self) -> set[str]:
        """Return the words, each once."""
        return set(self._pieces)

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the original a match stands."""
        if len(self._starts) < len(self.places):
            self._starts = list(accumulate([len(piece) + 1 for piece in self._pieces[:-1]]))
        first = self.places[max(0, bisect_right(self._starts, start + 1) - 1)]
        last = self.places[max(0, bisect_right(self._starts, max(start + 1, end - 1)) - 1)]
        return self.reading.original(self.reading.starts[first], self.reading.ends[last])

    def most(self, shares: list[float]) -> set[tuple[int, int]]:
        """Return where in the original the words stand that add most, given what each adds."""
        ranked = sorted(range(len(shares)), key=lambda number: -shares[number])[:SHOWN_WORDS]
        reading = self.reading
        words = {self.places[number] for number in ranked if shares[number] >= HEAVY}
        words = {word for word in words if reading.words[word] not in FUNCTION}
        return {reading.original(reading.starts[word], reading.ends[word]) for word in words}


def score_danger(text: str) -> Danger:
    """Weigh the signs of danger in a text as it was written. Never raises."""
    return danger_in(Reading(text))


def danger_in(reading: Reading) -> Danger:
    """Weigh the signs of danger in a text already read.

    Out: the score, the kinds that the lexicon reads in it, and the stretches that raised it, in order.
    """
    if not reading.words:
        return Danger(0.0, (), ())
    words = Opened(reading)
    leaning = Leaning(words.text)
    score = round(1 / (1 + exp(-max(-30.0, min(30.0, leaning.total)))), 3)
    understood = knows(reading)
    if not understood:
        score = max(score, ALARM)
    if score < LOOKED_INTO:
        return Danger(score, (), (), understood)
    found = list(_matches(words))
    kinds = _leading(found) if score >= ALARM else ()
    shown = {
        (*words.stretch(start, end), sign.kind, "support" if sign.kind == "any" else "sign")
        for sign, start, end in found
        if sign.weight > 2
    }
    if score >= ALARM:
        shown.update((*stretch, "any", "wording") for stretch in words.most(leaning.shares()))
    return Danger(score, kinds, tuple(Signal(*one) for one in sorted(shown)), understood)


def _matches(words: Opened) -> Iterator[tuple[Sign, int, int]]:
    for sign in raised_by(words.vocabulary):
        match = sign.search(words.text)
        if match and (sign.firm or not _negated(words.text, *match.span())):
            yield sign, match.start(), match.end()


def _negated(text: str, start: int, end: int) -> bool:
    """Tell whether "pas", "jamais"… stands inside a sign, just before it or just after, in the same sentence."""
    before = text[max(0, start - 24) : start].rpartition(".")[2].split()[-2:]
    after = text[end : end + 12].partition(".")[0].split()[:1]
    return not _NEGATIONS.isdisjoint(before) or not _NEGATIONS.isdisjoint(after)


def _leading(found: list[tuple[Sign, int, int]]) -> tuple[str, ...]:
    """Return the kinds that the signs speak of: the strongest, and any other that says it plainly."""
    by_kind: dict[str, list[int]] = {}
    for sign, _, _ in found:
        by_kind.setdefault(sign.kind, []).append(sign.weight)
    strength = {kind: max(weights) + 0.5 * (len(weights) - 1) for kind, weights in by_kind.items() if kind in KINDS}
    leading = max(strength.values(), default=0)
    return tuple(kind for kind in KINDS if leading and strength.get(kind, 0) >= min(PLAIN, leading))
