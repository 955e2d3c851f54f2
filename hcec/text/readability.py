"""Hints for who writes to children: short sentences, no acronym, "tu", and the words that this house uses."""

import re
from dataclasses import dataclass
from enum import StrEnum

WORDS_IN_A_SENTENCE = 12
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_ACRONYM = re.compile(r"\b[A-ZÀÂÇÉÈÊËÎÏÔÙÛ](?:\.?[A-ZÀÂÇÉÈÊËÎÏÔÙÛ])+\b")
_WORDS_TO_AVOID = {
    "formal": re.compile(r"(?<!rendez-)\b(?:vous|votre|vos)\b", re.IGNORECASE),
    "anonymous": re.compile(r"\banonym\w*", re.IGNORECASE),
    "not_message": re.compile(r"\b(?:témoignage|contribution)s?\b", re.IGNORECASE),
}


class Difficulty(StrEnum):
    """What may stop a child from understanding or believing."""

    LONG_SENTENCE = "long_sentence"
    ACRONYM = "acronym"
    FORMAL = "formal"
    ANONYMOUS = "anonymous"
    NOT_MESSAGE = "not_message"


@dataclass(frozen=True, slots=True)
class Hint:
    """A difficulty and the words that have it."""

    difficulty: Difficulty
    words: str


def count_words(text: str) -> int:
    """Return how many words a text has; an elision ("l'ami") is one."""
    return len(_WORD.findall(text))


def hints(text: str) -> list[Hint]:
    """Return what could be said more simply, in the order of the text. A hint never prevents anything."""
    found = [
        (match.start(), Hint(Difficulty.LONG_SENTENCE, match.group().strip()))
        for match in _SENTENCE.finditer(text)
        if count_words(match.group()) > WORDS_IN_A_SENTENCE
    ]
    found += [(match.start(), Hint(Difficulty.ACRONYM, match.group())) for match in _ACRONYM.finditer(text)]
    for difficulty, pattern in _WORDS_TO_AVOID.items():
        found += [(match.start(), Hint(Difficulty(difficulty), match.group())) for match in pattern.finditer(text)]
    return [hint for _, hint in sorted(found, key=lambda pair: pair[0])]
