"""Closed lists of what is measured."""

from enum import StrEnum


class Condition(StrEnum):
    """What a child's right to be heard takes.

    L. Lundy, "Voice is not enough", British Educational Research Journal 33 (2007), 927-942.
    """

    SPACE = "space"
    VOICE = "voice"
    AUDIENCE = "audience"
    INFLUENCE = "influence"


class Measure(StrEnum):
    """One figure. Its label and its definition are in `hcec/labels.py`, and are printed together."""

    OPENED = "opened"
    SERVICES_REACHED = "services_reached"
    CONTRIBUTORS = "contributors"
    COVERAGE = "coverage"
    MONTHS_TO_DECIDE = "months_to_decide"
    READERS_TRAINED = "readers_trained"
    ANSWERED = "answered"
    DAYS_TO_ANSWER = "days_to_answer"
    LATE = "late"
    PROPOSALS_DONE = "proposals_done"


class Due(StrEnum):
    """What a coming day brings."""

    OPENS = "opens"
    CLOSES = "closes"
    ANSWER = "answer"
    PROPOSAL = "proposal"
    COUNCIL = "council"
    PLENARY = "plenary"
    EMBARGO = "embargo"
