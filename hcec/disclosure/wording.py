"""Words in place of numbers, with the bounds that each one means (D3)."""

from enum import StrEnum
from fractions import Fraction
from math import ceil

from hcec.disclosure.thresholds import is_small

N_ = str
"""Marks a text for the catalogue; whoever shows it translates it."""

TOO_FEW = N_("Il y a eu trop peu de réponses pour publier. Votre parole a été lue.")


class Proportion(StrEnum):
    """How much of a group, said in a word."""

    ALL = "all"
    NEARLY_ALL = "nearly_all"
    MOST = "most"
    ABOUT_HALF = "about_half"
    SOME = "some"
    NONE = "none"


WORDS = {
    Proportion.ALL: N_("tous"),
    Proportion.NEARLY_ALL: N_("presque tous"),
    Proportion.MOST: N_("la plupart"),
    Proportion.ABOUT_HALF: N_("environ la moitié"),
    Proportion.SOME: N_("certains"),
    Proportion.NONE: N_("aucun"),
}

_FROM = {
    Proportion.NEARLY_ALL: Fraction(85, 100),
    Proportion.MOST: Fraction(60, 100),
    Proportion.ABOUT_HALF: Fraction(40, 100),
    Proportion.SOME: Fraction(0),
}


def in_words(count: int, base: int, *, threshold: int, sensitive: bool = False) -> Proportion | None:
    """Return the word for `count` of `base` children, or None where a word would tell too much (D3).

    None for a group under the threshold, for a small part or a small rest, and for "tous" or "aucun" on a
    sensitive question.
    """
    if base < threshold or is_small(count, threshold) or is_small(base - count, threshold):
        return None
    if count in (0, base):
        whole = Proportion.ALL if count else Proportion.NONE
        return None if sensitive else whole
    return next(word for word, share in _FROM.items() if Fraction(count, base) >= share)


def bounds(word: Proportion, base: int) -> tuple[int, int]:
    """Return the fewest and the most children, of `base`, that a reader may understand by this word."""
    if word is Proportion.ALL:
        return base, base
    if word is Proportion.NONE:
        return 0, 0
    words = list(_FROM)
    place = words.index(word)
    most = ceil(_FROM[words[place - 1]] * base) - 1 if place else base - 1
    return max(1, ceil(_FROM[word] * base)), most


def at_least(count: int, threshold: int) -> int:
    """Return the count rounded down to a multiple of the threshold: what may be told while answers still come.

    Nobody who looks twice sees one more child arrive.
    """
    return count - count % threshold
