"""The lexicon of danger, compiled when a text first calls for it; and the spelling that it is read in.

A line of `data/danger.txt` is "kind weight: pattern / pattern". Patterns are read on words folded, contractions opened
and double letters made single, so that "jme frape" and "je me frappe" are the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from hcec.text.normalise import fold
from hcec.text.reading import lines, listed

_DOUBLE = re.compile(r"([a-z])\1+")
_GAPS = {"~~~ ": r"(?:[^ ]+ ){0,14}?", "~~ ": r"(?:[^ .]+ ){0,7}?", "~ ": r"(?:[^ .]+ ){0,3}?"}
_STUCK = re.compile(r"j(?=[bcdfghklmnpqrstvwxz]..)|[jlmtsdn](?=[aeiouyh]..)|qu(?=[aeiouy]..)|k(?=[aeiou]l)")
_OPENED = {"j": "je", "k": "qu"}


@dataclass(slots=True)
class Sign:
    """One pattern: what it points to, how much it weighs, whether it stands even when negated."""

    kind: str
    weight: int
    firm: bool
    pattern: str
    _compiled: re.Pattern[str] | None = field(default=None, repr=False)

    def search(self, words: str) -> re.Match[str] | None:
        """Return where the pattern first stands in words parted by single spaces."""
        if self._compiled is None:
            self._compiled = re.compile(f" {translated(self.pattern)}(?= )")
        return self._compiled.search(words)


def single(word: str) -> str:
    """Make double letters single."""
    return _DOUBLE.sub(r"\1", word)


def translated(pattern: str) -> str:
    """Turn the language of the lexicon into a regular expression."""
    pattern = single(pattern).replace("*", "[a-z0-9]*").replace("(", "(?:")
    for mark, gap in _GAPS.items():
        pattern = pattern.replace(mark, gap)
    return pattern.replace(" (?:[^ .]+ ){0,3}?)", " )").strip(" ~")


@cache
def _spelling() -> dict[str, str]:
    parted = (line.partition(" = ") for line in lines("spelling.txt"))
    return {fold(word): opened for word, _, opened in parted}


@lru_cache(16384)
def opened(word: str) -> tuple[str, ...]:
    """Return the words that a folded word stands for, double letters made single."""
    known = _spelling().get(word)
    if (
        known is None
        and len(word) > 3
        and word not in listed("words-common.txt")
        and word not in listed("words-rare.txt")
    ):
        stuck = _STUCK.match(word)
        if stuck:
            known = f"{_OPENED.get(stuck.group(), stuck.group())} {word[stuck.end() :]}"
    return tuple(map(single, (known or word).split()))


@cache
def lexicon() -> tuple[Sign, ...]:
    """Return the lexicon."""
    return tuple(_read())


def _read() -> Iterator[Sign]:
    for line in lines("danger.txt"):
        head, _, patterns = line.partition(": ")
        kind, weight = head.split()
        for pattern in patterns.split(" / "):
            if pattern.strip():
                yield Sign(kind, int(weight.rstrip("!")), weight.endswith("!"), fold(pattern.strip()))


@cache
def anchors() -> tuple[dict[str, tuple[int, ...]], dict[str, tuple[int, ...]], tuple[int, ...]]:
    """Return which signs a word may raise, which a beginning of word may, and which must always be tried."""
    whole: dict[str, list[int]] = {}
    begun: dict[str, list[int]] = {}
    always = []
    for number, sign in enumerate(lexicon()):
        literals = _anchor(single(sign.pattern))
        if not literals:
            always.append(number)
        for literal in literals:
            (begun if literal.endswith("*") else whole).setdefault(literal.rstrip("*"), []).append(number)
    frozen = ({key: tuple(found) for key, found in index.items()} for index in (whole, begun))
    return next(frozen), next(frozen), tuple(always)


@lru_cache(16384)
def raised_by(word: str) -> tuple[int, ...]:
    """Return the signs that a word may raise, whole or by how it begins."""
    whole, begun, _ = anchors()
    starts = (begun.get(word[:length], ()) for length in range(2, min(len(word), 12) + 1))
    return (*whole.get(word, ()), *(number for found in starts for number in found))


def _anchor(pattern: str) -> tuple[str, ...]:
    """Return words one of which must be there for the pattern to match: the most telling part of it."""
    best: tuple[str, ...] = ()
    for part in re.findall(r"(?<![^ ])\((?:[^()]|\([^()]*\))*\)[^ ]*|[^ ()]+(?= |$)", f"{pattern}"):
        if part.startswith("("):
            inside, _, after = part[1:].rpartition(")")
            if after or "(" in inside:
                continue
            options = [max(option.split(), key=len, default="") for option in inside.split("|")]
        else:
            options = [part]
        if all(re.fullmatch(r"[a-z0-9]{2,}\*?", option) for option in options) and _telling(options) > _telling(best):
            best = tuple(options)
    return best


def _telling(options: list[str] | tuple[str, ...]) -> int:
    return min((len(option.rstrip("*")) for option in options), default=0) * 4 - len(options)
