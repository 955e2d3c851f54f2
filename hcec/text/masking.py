"""Stretches of a text that are hidden before it is published, each shown as its role: "[mon éducateur]" (M2)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hcec.text.normalise import fold

_ROLE = re.compile(r"\[[^\[\]\n]{1,80}\]")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text, end excluded, and why it was marked."""

    start: int
    end: int
    kind: str


def mask(text: str, spans: Iterable[Span]) -> str:
    """Replace each span by its kind, from the last to the first so that offsets stay true; overlaps become one."""
    for span in reversed(list(_merged(spans))):
        text = f"{text[: span.start]}[{span.kind}]{text[span.end :]}"
    return text


class Searched:
    """A text folded once, to look many words up in it."""

    __slots__ = ("_folded", "_places", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded, self._places = _folded_with_places(text)

    def stretches(self, needle: str, kind: str = "") -> tuple[Span, ...]:
        """Return every place where the words of `needle` stand whole, whatever their case and accents.

        Offsets are those of the text; a decomposed accent belongs to its letter.
        """
        wanted = fold(needle).split()
        if not all(word in self._folded for word in wanted) or not wanted:
            return ()
        words, places = r"\s+".join(map(re.escape, wanted)), self._places
        found = (match.span() for match in re.finditer(rf"(?<!\w){words}(?!\w)", self._folded))
        return tuple(
            Span(places[start], places[end - 1] + _length_at(self._text, places[end - 1]), kind) for start, end in found
        )


def same_stretches(text: str, needle: str, kind: str = "") -> tuple[Span, ...]:
    """Return every place where the words of `needle` stand whole in `text`, whatever their case and accents."""
    return Searched(text).stretches(needle, kind)


def hidden_stretches(original: str, published: str) -> tuple[Span, ...] | None:
    """Return the stretches of the original that the published copy shows as a role, or None if anything else changed.

    A role that the child wrote, brackets and all, is a word like another.
    """
    for written in (True, False):
        roles = [match for match in _ROLE.finditer(published) if not (written and match.group() in original)]
        found = _aligned(original, published, roles)
        if found is not None:
            return found
    return None


def shorter_by_hiding(original: str, published: str) -> bool:
    """Tell whether the published copy is the original with stretches hidden, and nothing added or rewritten."""
    return hidden_stretches(original, published) is not None


def _aligned(original: str, published: str, roles: list[re.Match[str]]) -> tuple[Span, ...] | None:
    """Find the kept pieces one after the other, each as early as it can be: with gaps of any length, that is enough."""
    starts = [0, *(role.end() for role in roles)]
    ends = [*(role.start() for role in roles), len(published)]
    first, *pieces = [published[start:end] for start, end in zip(starts, ends, strict=True)]
    if not roles:
        return () if original == published else None
    if not original.startswith(first):
        return None
    spans, at = [], len(first)
    for place, (role, piece) in enumerate(zip(roles, pieces, strict=True), 1):
        is_last = place == len(pieces)
        found = len(original) - len(piece) if is_last else original.find(piece, at + 1)
        if found <= at or (is_last and not original.endswith(piece)):
            return None
        spans.append(Span(at, found, role.group()[1:-1]))
        at = found + len(piece)
    return tuple(spans)


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    last: Span | None = None
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if last and span.start < last.end:
            last = Span(last.start, max(last.end, span.end), last.kind)
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    """Return the folded text, and for each of its signs the place in `text` of the sign that it came from."""
    folded = [(sign, place) for place, letter in enumerate(text) for sign in fold(letter)]
    return "".join(sign for sign, _ in folded), [place for _, place in folded]


def _length_at(text: str, place: int) -> int:
    """Return how many signs make the letter at this place, its combining marks included."""
    end = place + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end - place
