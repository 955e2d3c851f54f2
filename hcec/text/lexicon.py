"""The lexicon of danger, compiled when a text first calls for it; and the spelling that it is read in.

A line of `data/danger.txt` is "kind weight: pattern / pattern". Patterns are read on words folded, contractions opened
and double letters made single, so that "jme frape" and "je me frappe" are the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain

from hcec.text.normalise import fold
from hcec.text.reading import lines, listed

_DOUBLE = re.compile(r"([a-z])\1+")
_GAPS = {"~~~ ": r"(?:[^ ]+ ){0,14}?", "~~ ": r"(?:[^ .]+ ){0,7}?", "~ ": r"(?:[^ .]+ ){0,3}?"}
_STUCK = re.compile(r"j(?=[bcdfghklmnpqrstvwxz]..)|[jlmtsdn](?=[aeiouyh]..)|qu(?=[aeiouy]..)|k(?=[aeiou]l)")
_CHOICES = re.compile(r"(?:\((?:[^()|]* \|)*[^()|]* \)[?*])*(?:\(([^()]+)\)|([^ ()]+))")  # past what may be there
_LITERAL = re.compile(r"[a-z0-9]+\*?")
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


Needs = tuple[frozenset[str], ...]


def raised_by(vocabulary: set[str]) -> list[Sign]:
    """Return, in order, the signs whose every part that is plain words has one of them in a text."""
    needs, index, always = _needs()
    met = set(chain.from_iterable(map(_met_by, vocabulary)))
    tried = always.union(*[index[literal] for literal in met if literal in index])
    signs = lexicon()
    return [signs[number] for number in sorted(tried) if not any(map(met.isdisjoint, needs[number]))]


@cache
def _needs() -> tuple[tuple[Needs, ...], dict[str, tuple[int, ...]], frozenset[int]]:
    """Return what each sign needs, which signs each word makes worth a try, and which must always be tried."""
    needs = tuple(tuple(filter(None, map(_options, _parts(single(sign.pattern))))) for sign in lexicon())
    index: dict[str, list[int]] = {}
    for number, parts in enumerate(needs):
        for literal in max(parts, key=_telling, default=()):
            index.setdefault(literal, []).append(number)
    always = frozenset(number for number, parts in enumerate(needs) if not parts)
    return needs, {literal: tuple(found) for literal, found in index.items()}, always


@cache
def _literals() -> frozenset[str]:
    return frozenset(literal for parts in _needs()[0] for part in parts for literal in part)


@lru_cache(16384)
def _met_by(word: str) -> tuple[str, ...]:
    """Return the words of the lexicon that a word is, or begins like: "frape*"."""
    alike = (word, *(f"{word[:length]}*" for length in range(1, len(word) + 1)))
    return tuple(literal for literal in alike if literal in _literals())


def _parts(pattern: str) -> Iterator[str]:
    """Part a pattern at the spaces that are outside any brackets."""
    depth = start = 0
    for place, sign in enumerate(pattern):
        depth += (sign == "(") - (sign == ")")
        if sign == " " and not depth:
            yield pattern[start:place]
            start = place + 1
    yield pattern[start:]


def _options(part: str) -> frozenset[str]:
    """Return words one of which must be there for a part to match: the longest of each choice; none if unsure."""
    found = _CHOICES.fullmatch(part)
    options = (found[1] or found[2]).split("|") if found else []
    plain = [max(filter(_LITERAL.fullmatch, option.split()), key=len, default="") for option in options]
    return frozenset(plain) if all(plain) else frozenset()


def _telling(options: frozenset[str]) -> int:
    return min(len(option.rstrip("*")) for option in options) * 4 - len(options)
