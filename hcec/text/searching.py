"""Finding words in shared documents: the same words are found, in the same order, whatever database keeps them.

What is kept and what is asked go through one folding and one light French stemmer; databases only compare plain ASCII.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hcec.text.normalise import fold

LONGEST_QUERY, MOST_TERMS, LONGEST_WORD = 200, 10, 40
SHORTEST_PREFIX = 3  # shorter words are found whole: "61", "AG"
BEFORE, EXCERPT = 70, 240
_WORD = re.compile(r"[^\W_]+")
_NOT_A_SIGN = re.compile(r"[\W_]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
_COMMON_WORDS = (
    "a ai as au aux avec c ce ces cet cette d dans de des donc du elle elles en est et etre eu il ils j je l la le les "
    "leur leurs lui m ma mais me mes mon n ne nos notre nous on ont ou par pas pour qu que qui s sa sans se ses si son "
    "sont sur t ta te tes toi ton tu un une vos votre vous y"
)
_TOO_COMMON = frozenset(_COMMON_WORDS.split())
_ENDINGS = (("travaux", "travail"), ("eaux", "eau"), ("aux", "al"), ("eux", "eu"), ("oux", "ou"))
_FEMININE = (("trice", "teur"), ("euse", "eu"), ("ive", "if"))


@dataclass(frozen=True, slots=True)
class Term:
    """A word that is looked for: whole, or by its stem, it begins a word that is found."""

    whole: str
    stem: str

    def fits(self, word: str) -> bool:
        """Whether a word of the index, whole or stem, answers."""
        return any(
            word.startswith(each) if len(each) >= SHORTEST_PREFIX else word == each for each in (self.whole, self.stem)
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of an excerpt, marked when they were looked for."""

    words: str
    is_marked: bool


def terms(query: str) -> tuple[Term, ...]:
    """Return what a query looks for; nothing in it is ever syntax. None for none but the commonest words."""
    found = dict.fromkeys(_wholes(query[:LONGEST_QUERY]))
    return tuple(Term(whole, stem(whole)) for whole in found if whole not in _TOO_COMMON)[:MOST_TERMS]


def index_of(texts: Iterable[str]) -> str:
    """Return the words to index, each once, whole and by its stem: ASCII letters and digits between single spaces."""
    wholes = {whole for text in texts for whole in _wholes(text)} - _TOO_COMMON
    return " ".join(sorted(wholes | {stem(whole) for whole in wholes}))


def stem(whole: str) -> str:
    """Return a folded French word without what its plural, its feminine or its infinitive add."""
    word = whole
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and (len(word) > 4 or ending != "aux"):
            word = word.removesuffix(ending) + instead
            break
    else:
        word = word.removesuffix("s") if len(word) > 3 and not word.endswith("ss") else word
    for ending, instead in _FEMININE:
        if len(word) > len(ending) + 2 and word.endswith(ending):
            return word.removesuffix(ending) + instead
    word = word.rstrip("e") if len(word) > 4 else word
    word = word[:-2] if len(word) > 5 and word.endswith("er") else word
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] and word[-1].isalpha() else word


def score(fields: Sequence[tuple[str, int]], wanted: Iterable[Term]) -> int:
    """Return how well some texts, each with its weight, answer; a word found whole counts double."""
    words = [(frozenset(_wholes(text)), weight) for text, weight in fields]
    return sum(max((_worth(term, wholes) * weight for wholes, weight in words), default=0) for term in wanted)


def found_in(text: str, wanted: Iterable[Term]) -> bool:
    """Whether a text holds at least one of these words."""
    wanted = tuple(wanted)
    return any(_answers(match[0], wanted) for match in _WORD.finditer(text))


def excerpt(text: str, wanted: Iterable[Term]) -> list[Piece]:
    """Return a stretch of a text around the first word found, or its beginning, the words found marked."""
    wanted, text = tuple(wanted), " ".join(text.split())
    first = next((match.start() for match in _WORD.finditer(text) if _answers(match[0], wanted)), 0)
    start = text.find(" ", first - BEFORE, first) + 1 if first > BEFORE else 0
    end = len(text) if len(text) <= start + EXCERPT else max(text.rfind(" ", start, start + EXCERPT), first)
    end = start + EXCERPT if end <= start else end
    pieces = list(_pieces(text[start:end], wanted))
    lead, tail = [Piece("… ", False)] * (start > 0), [Piece(" …", False)] * (end < len(text))
    return [*lead, *pieces, *tail]


def _pieces(text: str, wanted: Sequence[Term]) -> Iterator[Piece]:
    place = 0
    for match in _WORD.finditer(text):
        if _answers(match[0], wanted):
            if match.start() > place:
                yield Piece(text[place : match.start()], False)
            yield Piece(match[0], True)
            place = match.end()
    if place < len(text):
        yield Piece(text[place:], False)


def _wholes(text: str) -> Iterator[str]:
    return (whole for match in _WORD.finditer(text) for whole in (_whole(match[0]),) if whole)


@lru_cache(maxsize=20_000)
def _whole(word: str) -> str:
    """Return a word folded to ASCII; a sign of another script becomes its bytes, so that beginnings stay beginnings."""
    folded = _NOT_A_SIGN.sub("", fold(word[:LONGEST_WORD]).translate(_LIGATURES))
    return "".join(sign if sign.isascii() else sign.encode("utf-8", "replace").hex() for sign in folded)


def _answers(word: str, wanted: Sequence[Term]) -> bool:
    whole = _whole(word)
    return whole not in _TOO_COMMON and any(term.fits(whole) or term.fits(stem(whole)) for term in wanted)


def _worth(term: Term, wholes: frozenset[str]) -> int:
    if term.whole in wholes:
        return 2
    return int(any(term.fits(whole) or term.fits(stem(whole)) for whole in wholes))
