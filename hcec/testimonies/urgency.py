"""How soon a message should be read, as a small number that a query can sort and sift (S5, M6).

A sum of bits: the language is not known to the aids, something worries, and what it is about. It decides nothing.
"""

from hcec.text import aids
from hcec.text.danger import KINDS

UNKNOWN_LANGUAGE, WORRYING = 1, 2
BITS = {kind: 4 << place for place, kind in enumerate(KINDS)}  # stored: the order of KINDS only ever grows


def urgency_of(text: str) -> int:
    """Return what the reading aids suspect in a text; 0 when nothing calls for reading it before others."""
    read = aids.read(text)
    urgency = 0 if read.is_understood else UNKNOWN_LANGUAGE
    if read.is_alarm:
        urgency |= WORRYING | sum(BITS[kind] for kind in read.danger_kinds if kind in BITS)
    return urgency


def kinds_in(urgency: int) -> tuple[str, ...]:
    """Return what worries, by kind."""
    return tuple(kind for kind, bit in BITS.items() if urgency & bit)
