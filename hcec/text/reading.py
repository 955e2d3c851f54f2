"""A text as the reading aids see it: its words folded, each with its place in the original."""

import re
from bisect import bisect_left, bisect_right
from functools import cache
from importlib import resources

from hcec.text.normalise import fold

# Signs that fold to nothing, or that hide inside a word: combining accents, soft hyphen, zero-width, variation.
_UNSEEN = re.compile("[\u00ad\u0300-\u036f\u180e\u200b-\u200f\u20e3\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_MAYBE_CAPITAL = re.compile("[A-ZÀ-ÖØ-Þ\u0100-\U0010ffff]")
_WORD = re.compile(r"[^\W_]+")
_END = re.compile(r"[.!?…\n\r:;«»“”()\[\]]|[\u2190-\u2bff\U0001f000-\U0001faff]")


class _Folding(dict[int, str]):
    """Folds a sign to exactly one, so that places do not move."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        folded = fold(sign)
        found = folded if len(folded) == 1 else sign
        if code < 0x3000:
            self[code] = found
        return found


_FOLDING = _Folding({ord(sign): "'" for sign in "’ʼ´`‘′"})


class Reading:
    """A text, its words folded and where each stands; `shown` and `folded` have the same length.

    capitals: whether each word begins with a capital that means something, or with one stuck to it: "lAlliance".
    """

    __slots__ = ("_places", "capitals", "ends", "folded", "has_case", "shown", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self._places: list[int] | None = None
        self.shown = text
        if not text.isascii() and _UNSEEN.search(text):
            self._places = [place for place, sign in enumerate(text) if not _UNSEEN.match(sign)]
            self.shown = "".join(text[place] for place in self._places)
        self.folded = self.shown.lower() if self.shown.isascii() else self.shown.translate(_FOLDING)
        found = [match.span() for match in _WORD.finditer(self.folded)]
        self.starts, self.ends = map(list, zip(*found, strict=True)) if found else ([], [])
        self.words = [self.folded[start:end] for start, end in found]
        if "œ" in self.folded or "æ" in self.folded:
            self.words = [word.replace("œ", "oe").replace("æ", "ae") for word in self.words]
        self.capitals = [False] * len(self.words)
        if self.shown.islower():
            self.has_case = True
        else:
            self._read_case()

    def _read_case(self) -> None:
        """Read capitals, unless most letters are: then they mean nothing."""
        upper = [match.start() for match in _MAYBE_CAPITAL.finditer(self.shown) if match[0].isupper()]
        letters = sum(map(str.isalpha, self.shown[:400]))
        self.has_case = 2 * bisect_left(upper, 400) < letters
        for place in upper if self.has_case else ():
            index = bisect_right(self.starts, place) - 1
            if index >= 0 and place - self.starts[index] < 2:
                self.capitals[index] = True

    def gap(self, index: int) -> str:
        """Return what stands before a word, since the word before it."""
        return self.folded[self.ends[index - 1] if index else 0 : self.starts[index]]

    def shown_word(self, index: int) -> str:
        """Return a word as it was written."""
        return self.shown[self.starts[index] : self.ends[index]]

    def is_capital(self, index: int) -> bool:
        """Tell whether a word begins with a capital that means something."""
        return self.capitals[index]

    def opens(self, index: int) -> bool:
        """Tell whether a word begins a sentence."""
        if not index:
            return True
        gap = self.gap(index)
        return gap != " " and bool(_END.search(gap))

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the original text of a stretch of `shown`; unseen signs inside or after belong to it."""
        if self._places is None:
            return start, end
        first, last = self._places[start], self._places[end - 1] + 1
        while last < len(self.text) and _UNSEEN.match(self.text[last]):
            last += 1
        return first, last


@cache
def lines(name: str) -> tuple[str, ...]:
    """Return the lines of a list of this room, without those that are remarks."""
    content = resources.files("hcec.text").joinpath("data", name).read_text(encoding="utf-8")
    return tuple(line for line in content.split("\n") if line and not line.startswith("#"))


@cache
def listed(name: str) -> frozenset[str]:
    """Return the words of a list of this room, several on a line or not."""
    return frozenset(word for line in lines(name) for word in line.split())
