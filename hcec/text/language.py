"""Tell whether a text is in the French that the aids know, as children write it; if not, it sorts first (S5)."""

import re
from functools import lru_cache

from hcec.text.cues import CUES, common, usual_names
from hcec.text.lexicon import opened, single
from hcec.text.reading import Reading, listed

ENOUGH_WORDS = 4  # under that, nobody can tell
KNOWN_SHARE = 0.45
STRANGERS = 3  # linking words of another language, more than French ones
_LINKS = CUES["frenchlink"]
_OTHER_LETTERS = re.compile(r"[^\W\d_\u0000-\u024f]")


def is_understood(text: str) -> bool:
    """Tell whether the aids know the language of a text; too short a text to tell is taken as known. Never raises."""
    return knows(Reading(text))


def knows(reading: Reading) -> bool:
    """Tell the same of a text already read."""
    if not reading.folded.isascii() and 3 * len(_OTHER_LETTERS.findall(reading.folded)) > sum(map(len, reading.words)):
        return False
    words = [word for word in reading.words if not word.isdigit()]
    if len(words) < ENOUGH_WORDS:
        return True
    strangers = len(listed("foreign.txt").intersection(words))
    is_foreign = strangers >= STRANGERS and strangers > len(_LINKS.intersection(words))
    if is_foreign or sum(map(_is_french, words)) < KNOWN_SHARE * len(words):
        return all(map(_is_harmless, words))
    return True


def _is_harmless(word: str) -> bool:
    """Tell whether a word of another language is of thanks, school or play: a text of nothing else worries nobody."""
    return word in listed("harmless.txt") or word in usual_names()


@lru_cache(16384)
def _is_french(word: str) -> bool:
    if word in common():
        return True
    known = opened(word)
    return known != (single(word),) or word in listed("words-rare.txt")
