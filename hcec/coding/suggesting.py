"""Themes suggested for a message, each with the words that made it: log-odds of a word's presence, learnt from coders.

A word weighs log(share of the messages under a theme that hold it / share of the others that do), smoothed. The house's
words count as seen in a few messages of their theme beforehand, so that a suggestion exists before anybody coded, and
coders who leave one out unlearn it. Everything is computed here, from these values alone.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import log

from hcec.coding.lexicon import LEXICON
from hcec.text.normalise import fold

WORD = re.compile(r"[^\W_]+")
STEM_FROM = 5  # letters from which a house's word stands for what begins with it
LEAST_LETTERS = 4  # of a word that is learnt
SEED = 5  # messages that a house's word counts for
BASE = 10  # messages that each theme, and the rest, begin with
SMOOTH = 0.5
SEEN = 4  # messages that a word must be seen in before it is learnt
LEAST_WEIGHT, LEAST_SCORE = 1.8, 1.8
MOST_WORDS = 4  # shown for one suggestion


@dataclass(frozen=True, slots=True)
class Example:
    """What a message held, and the themes that a person gave it."""

    words: frozenset[str]
    themes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A theme that a message may speak of, and the message's own words that say so, the heaviest first."""

    theme: str
    words: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Learnt:
    """How often words were seen, under each theme and in all."""

    messages: int
    under: Mapping[str, int]
    seen: Mapping[str, int]
    seen_under: Mapping[str, Mapping[str, int]]

    def weight(self, word: str, theme: str) -> float:
        """Return how much the presence of this word speaks for this theme; 0 without evidence for it."""
        is_house = word in LEXICON.get(theme, ())
        with_it = self.seen_under.get(theme, {}).get(word, 0)
        if not is_house and (with_it < SEEN or len(word) < LEAST_LETTERS):
            return 0.0
        under = self.under.get(theme, 0)
        share = (with_it + SEED * is_house + SMOOTH) / (under + BASE + 2 * SMOOTH)
        others = (self.seen.get(word, 0) - with_it + SMOOTH) / (self.messages - under + BASE + 2 * SMOOTH)
        return log(share / others)


def words_of(text: str) -> dict[str, str]:
    """Return what the text holds, in the form that is compared, each with the word as first written."""
    found: dict[str, str] = {}
    for match in WORD.finditer(text):
        for form in forms(fold(match[0])):
            found.setdefault(form, match[0].lower())
    return found


def learn(examples: Iterable[Example]) -> Learnt:
    """Return what coders' choices teach."""
    messages, under, seen = 0, Counter[str](), Counter[str]()
    seen_under: dict[str, Counter[str]] = {}
    for example in examples:
        messages += 1
        under.update(example.themes)
        seen.update(example.words)
        for theme in example.themes:
            seen_under.setdefault(theme, Counter()).update(example.words)
    return Learnt(messages, under, seen, seen_under)


def suggest(text: str, themes: Iterable[str], learnt: Learnt) -> list[Suggestion]:
    """Return the themes that the words speak for, the likeliest first."""
    held = words_of(text)
    found = []
    for theme in themes:
        weights = {word: learnt.weight(word, theme) for word in held}
        telling = sorted(((-weight, word) for word, weight in weights.items() if weight >= LEAST_WEIGHT))
        score = -sum(weight for weight, _word in telling)
        if score >= LEAST_SCORE:
            shown = tuple(dict.fromkeys(held[word] for _weight, word in telling))[:MOST_WORDS]
            found.append(Suggestion(theme, shown, score))
    return sorted(found, key=lambda each: (-each.score, each.theme))


@cache
def _stems() -> frozenset[str]:
    return frozenset(word for words in LEXICON.values() for word in words)


def forms(folded: str) -> tuple[str, ...]:
    """Return what a folded word is compared as: itself without its plural, and words of the house."""
    alone = folded[:-1] if len(folded) > LEAST_LETTERS and folded[-1] in "sx" else folded
    stems = [folded[:length] for length in range(STEM_FROM, len(folded)) if folded[:length] in _stems()]
    exact = [folded] if folded in _stems() else []
    return tuple(dict.fromkeys([*exact, *stems, alone]))
