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


class Unfit(StrEnum):
    """Why a question cannot be asked as it is written."""

    NO_LABEL = "no_label"
    TOO_FEW_CHOICES = "too_few_choices"
    TOO_MANY_CHOICES = "too_many_choices"
    REPEATED_CHOICE = "repeated_choice"
    NOT_FOUR_FACES = "not_four_faces"
    TOO_MANY_QUESTIONS = "too_many_questions"


# A faces answer of 0 is "je ne sais pas"; 1 to 4 are the four faces, from the least to the most content.
DONT_KNOW = 0
FACES = 4
FEWEST_CHOICES, MOST_CHOICES = 2, 12
MOST_QUESTIONS = 20
DAYS_TO_ANSWER = 90  # when the observatory names no other day (F1)
