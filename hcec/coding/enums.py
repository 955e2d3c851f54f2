"""Closed lists of coding."""

from enum import IntEnum, StrEnum


class Tone(StrEnum):
    """How a message speaks (PRODUCT §5)."""

    FEELING = "feeling"
    NEED = "need"
    WISH = "wish"
    CRITICISM = "criticism"
    THANKS = "thanks"
    IDEA = "idea"
    QUESTION = "question"


class Place(IntEnum):
    """Which coding of a message this is: only the first counts, the second measures it."""

    FIRST = 1
    SECOND = 2
