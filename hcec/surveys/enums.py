"""Closed lists of what professionals and families are asked."""

from enum import StrEnum


class SurveyAudience(StrEnum):
    """Which adults are asked. Children have consultations of their own, in other tables."""

    PROFESSIONALS = "professionals"
    FAMILIES = "families"


class SurveyState(StrEnum):
    """A survey's life. What was withdrawn is never published again: the numbers would be the same."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class SurveyCategory(StrEnum):
    """What an adult may say of themselves: a profession group, or what they are to a child."""

    ASE = "ase"
    HOMES = "homes"
    FOSTER = "foster"
    SCHOOL = "school"
    HEALTH = "health"
    JUSTICE = "justice"
    OTHER_WORK = "other_work"
    PARENT = "parent"
    RELATIVE = "relative"
    TRUSTED = "trusted"
    OTHER_TIE = "other_tie"


class SurveyObstacle(StrEnum):
    """What prevents a survey from opening."""

    NO_WHY = "no_why"
    NO_WHAT_NEXT = "no_what_next"
    NO_QUESTION = "no_question"
    NO_LAST_DAY = "no_last_day"
    LAST_DAY_PAST = "last_day_past"
    LAST_DAY_FAR = "last_day_far"


_WORK = ("ase", "homes", "foster", "school", "health", "justice", "other_work")
CATEGORIES: dict[SurveyAudience, tuple[SurveyCategory, ...]] = {
    SurveyAudience.PROFESSIONALS: tuple(SurveyCategory(code) for code in _WORK),
    SurveyAudience.FAMILIES: tuple(each for each in SurveyCategory if each not in _WORK),
}
"""Who is asked, by audience. The last of each takes in those that are too few to be told apart."""

MOST_CROSSED = 4
"""Questions told by category: all of them are protected together, which takes seconds."""
LONGEST_OPEN = 92  # days: addresses are kept no longer than that
WORDS_KEPT = 180  # days after the closing: then free answers go
