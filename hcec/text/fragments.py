"""What the wording leans towards when no sign says it: fragments of words, weighed on annotated texts."""

from functools import cache
from math import sqrt

from hcec.text.reading import lines


def fragments(words: str) -> set[str]:
    """Return the stretches of four and five signs of a text as the lexicon reads it."""
    return {words[at : at + size] for size in (4, 5) for at in range(len(words) - size + 1)}


@cache
def _weights() -> tuple[float, dict[str, float]]:
    start, *rest = lines("fragments.txt")
    parted = (line.split(" ") for line in rest)
    return float(start.removeprefix("= ")), {text.replace("_", " "): float(weight) for text, weight in parted}


def leaning(words: str) -> float:
    """Return how much a text leans towards worry: about 0 when nothing tells, above when its wording does."""
    start, weights = _weights()
    known = [weights[text] for text in fragments(words) if text in weights]
    return start + sum(known) / sqrt(len(known)) if known else start
