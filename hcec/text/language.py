"""Tell whether a text is in the French that the aids know, as children write it; if not, it sorts first (S5)."""

from hcec.text.cues import common
from hcec.text.lexicon import opened, single
from hcec.text.reading import Reading, listed

ENOUGH_WORDS = 4  # under that, nobody can tell
KNOWN_SHARE = 0.45


def is_understood(text: str) -> bool:
    """Tell whether the aids know the language of a text; too short a text to tell is taken as known. Never raises."""
    reading = Reading(text)
    letters = [sign for sign in reading.folded if sign.isalpha()]
    if 3 * sum(sign > "\u024f" for sign in letters) > len(letters) > 2:
        return False
    words = [word for word in reading.words if not word.isdigit()]
    return len(words) < ENOUGH_WORDS or sum(map(_is_french, words)) >= KNOWN_SHARE * len(words)


def _is_french(word: str) -> bool:
    if word in common():
        return True
    known = opened(word)
    return known != (single(word),) or word in listed("words-rare.txt")
