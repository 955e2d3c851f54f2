"""Two forms of a text: the whole one that is kept, and the folded one that is compared."""

import re
import unicodedata

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_UNPRINTABLE = re.compile("[\0-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def plain(text: str) -> str:
    """Return a child's words as they are kept: whole.

    NUL and lone surrogates, which no database takes, become a replacement sign; line ends become LF; the end is
    stripped.
    """
    return _UNSTORABLE.sub(REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n")).rstrip()


def printable(text: str) -> str:
    """Return what any file can hold: line ends as LF, a replacement sign for what XML, PDF or a terminal refuses."""
    return _UNPRINTABLE.sub(REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n"))


def fold(text: str) -> str:
    """Return a text to compare by: no case, no accents, and one form for the twins of a letter."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
