"""Closed lists of consultations."""

from enum import StrEnum


class ConsultationStatus(StrEnum):
    """A consultation's life."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    ARCHIVED = "archived"


class QuestionKind(StrEnum):
    """How a question is answered."""

    FACES = "faces"
    ONE = "one"
    SEVERAL = "several"
    RANKING = "ranking"
    TEXT = "text"


# A faces answer of 0 is "je ne sais pas"; 1 to 4 are the four faces, from the least to the most content.
DONT_KNOW = 0
FACES = 4
