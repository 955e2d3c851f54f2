"""The copy that could be quoted: what it hides, everywhere it stands, and what it follows of the suggestions (M2).

Pure: texts in, texts out.
"""

import re
from collections.abc import Iterable

from hcec.text.aids import Suggestion
from hcec.text.masking import Searched, Span, hidden_stretches, mask, same_stretches

ROLE = re.compile(r"\[[^\[\]\n]{1,80}\]")


def hide_everywhere(copy: str, words: str, role: str) -> str:
    """Put "[role]" wherever these words stand whole in the copy, whatever their case; what is hidden stays as it is."""
    hidden = [match.span() for match in ROLE.finditer(copy)]
    if not words.strip():
        return copy
    found = same_stretches(copy, words, role) or _as_they_are(copy, words, role)
    return mask(copy, [span for span in found if all(span.end <= start or end <= span.start for start, end in hidden)])


def count_followed(original: str, published: str, suggestions: Iterable[Suggestion]) -> int:
    """Return how many suggestions the copy hides; in a copy rewritten by hand, how many no longer stand in it."""
    before = len(original) - len(original.lstrip())
    hidden = hidden_stretches(original.strip(), published.strip())
    if hidden is None:
        searched = Searched(published)
        return sum(not searched.stretches(original[each.start : each.end]) for each in suggestions)
    return sum(
        any(span.start <= each.start - before and each.end - before <= span.end for span in hidden)
        for each in suggestions
    )


def _as_they_are(copy: str, words: str, role: str) -> list[Span]:
    """Find words that are no whole words: a part of one, a sign."""
    return [Span(match.start(), match.end(), role) for match in re.finditer(re.escape(words), copy)]
