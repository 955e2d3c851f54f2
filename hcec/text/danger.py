"""Signs that somebody may be in danger, so that a reader sees this message first (S5).

Recall first: a false alarm costs a minute.
The score is a sum that can be explained: the strongest sign, what supports it, less what calms it. It decides nothing.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from math import exp

from hcec.text.fragments import leaning
from hcec.text.lexicon import Sign, anchors, lexicon, opened
from hcec.text.reading import Reading
from hcec.text.spans import Signal

ALARM = 0.5
LEXICON, BOUND = 0.3, 0.2  # what a point of the lexicon weighs beside the wording, and the sum that makes an alarm
KINDS = (
    *("suicide_selfharm", "sexual_violence", "physical_violence", "neglect", "prostitution_exploitation", "runaway"),
    *("bullying_cyber", "drugs", "threat_to_others", "forced_marriage_trafficking"),
)
_NEGATIONS = frozenset({"pas", "jamais", "aucun", "aucune", "not", "no", "don", "sans"})
_LAUGHS = frozenset("😂🤣😹")


@dataclass(frozen=True, slots=True)
class Danger:
    """How much a text worries, from 0 to 1 (an alarm from 0.5), about what, and the stretches that say so."""

    score: float
    kinds: tuple[str, ...]
    signals: tuple[Signal, ...]

    @property
    def is_alarm(self) -> bool:
        """Tell whether somebody should read this first."""
        return self.score >= ALARM


class Opened:
    """The words of a text as the lexicon reads them, each with the place of the word it comes from."""

    __slots__ = ("places", "reading", "starts", "text", "vocabulary")

    def __init__(self, reading: Reading) -> None:
        pieces, self.places, self.starts = [""], [], []
        self.vocabulary: set[str] = set()
        self.reading, at = reading, 1
        for index, word in enumerate(reading.words):
            found = opened(word)
            if index and reading.opens(index):
                found = (".", *found)
            for piece in found:
                pieces.append(piece)
                self.places.append(index)
                self.starts.append(at)
                at += len(piece) + 1
            self.vocabulary.update(found)
        self.text = " ".join((*pieces, ""))

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the original a match stands."""
        first = self.places[max(0, bisect_right(self.starts, start + 1) - 1)]
        last = self.places[max(0, bisect_right(self.starts, max(start + 1, end - 1)) - 1)]
        return self.reading.original(self.reading.starts[first], self.reading.ends[last])


def score_danger(text: str) -> Danger:
    """Weigh the signs of danger in a text as it was written. Never raises.

    Out: the score, the kinds that reach the alarm by themselves or lead, and the stretches that raised it, in order.
    """
    reading = Reading(text)
    if not reading.words:
        return Danger(0.0, (), ())
    words = Opened(reading)
    total, kinds, found = lexical(words, text)
    sum_ = leaning(words.text) + LEXICON * total - BOUND
    score = round(1 / (1 + exp(-max(-30.0, min(30.0, sum_)))), 3)
    shown = {
        Signal(*words.stretch(start, end), sign.kind, "support" if sign.kind == "any" else "sign")
        for sign, start, end in found
        if sign.weight > 2
    }
    ordered = tuple(sorted(shown, key=lambda signal: (signal.start, signal.end, signal.kind)))
    return Danger(score, kinds if score >= ALARM else (), ordered)


def lexical(words: Opened, text: str) -> tuple[float, tuple[str, ...], list[tuple[Sign, int, int]]]:
    """Weigh what the lexicon finds: a sum, the kinds that lead it, and each sign with its place."""
    found = list(_matches(words))
    total, kinds = _weigh(found, laughs=not _LAUGHS.isdisjoint(text))
    return max(0.0, min(12.0, total)), kinds, found


def _matches(words: Opened) -> Iterator[tuple[Sign, int, int]]:
    whole, begun, always = anchors()
    raised = set(always)
    for word in words.vocabulary:
        raised.update(whole.get(word, ()))
        for length in range(2, min(len(word), 12) + 1):
            raised.update(begun.get(word[:length], ()))
    signs = lexicon()
    for number in sorted(raised):
        sign = signs[number]
        match = sign.search(words.text)
        if match and (sign.firm or not _negated(words.text, *match.span())):
            yield sign, match.start(), match.end()


def _negated(text: str, start: int, end: int) -> bool:
    """Tell whether "pas", "jamais"… stands inside a sign, just before it or just after, in the same sentence."""
    before = text[max(0, start - 24) : start].rpartition(".")[2].split()[-2:]
    after = text[end : end + 12].partition(".")[0].split()[:1]
    return not _NEGATIONS.isdisjoint(before) or not _NEGATIONS.isdisjoint(after)


def _weigh(found: list[tuple[Sign, int, int]], *, laughs: bool) -> tuple[float, tuple[str, ...]]:
    """Add up: the leading kind, each more sign of it, context at half its weight, what calms."""
    by_kind: dict[str, list[int]] = {}
    for sign, _, _ in found:
        by_kind.setdefault(sign.kind, []).append(sign.weight)
    calm = sum(sorted(by_kind.pop("calm", []))[:2]) - (2 if laughs else 0)
    context = sorted(by_kind.pop("any", []), reverse=True)
    strength = {kind: max(weights) + 0.5 * (len(weights) - 1) for kind, weights in by_kind.items()}
    leading = max(strength.values(), default=0)
    support = sum(weight / 2 for weight in context[:3]) + 0.5 * max(0, len(strength) - 1)
    kinds = tuple(kind for kind in KINDS if strength.get(kind, 0) >= min(5, leading) and leading)
    return leading + support + calm, kinds
