"""French spaces: a question mark never starts a line. For words that we write; a child's are left as they are."""

import re

NARROW = "\u202f"
WIDE = "\u00a0"
_BEFORE_HIGH = re.compile(r"[ \u00a0](?=[?!;])")
_BEFORE_COLON = re.compile(r" (?=:(?:\s|$))")
_AFTER_OPENING = re.compile(r"« ")
_BEFORE_CLOSING = re.compile(r" »")
_IN_UNITS = re.compile(r"(?<=\d) (?=(?:h|%|€|heures?|jours?|ans?|mois|minutes?|signes?)\b|[%€])")

_AFTER_HOUR = re.compile(r"(?<=\d[ \u00a0])h (?=\d\d\b)")


def french_spaces(text: str) -> str:
    """Return the text with unbreakable spaces where French wants them, and nothing else changed."""
    text = _BEFORE_HIGH.sub(NARROW, text)
    text = _BEFORE_COLON.sub(WIDE, text)
    text = _BEFORE_CLOSING.sub(f"{WIDE}»", _AFTER_OPENING.sub(f"«{WIDE}", text))
    return _AFTER_HOUR.sub(f"h{WIDE}", _IN_UNITS.sub(WIDE, text))
