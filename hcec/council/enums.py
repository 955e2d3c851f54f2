"""Closed lists of the council's life."""

from enum import StrEnum


class SessionKind(StrEnum):
    """What the council meets for: a plenary adopts, a session works."""

    SESSION = "session"
    PLENARY = "plenary"


class SessionState(StrEnum):
    """A session's life. Once published, it is on the public page of the council."""

    PLANNED = "planned"
    HELD = "held"
    PUBLISHED = "published"


class DecisionState(StrEnum):
    """What became of a decision of the council."""

    TO_DO = "to_do"
    UNDER_WAY = "under_way"
    DONE = "done"
    GIVEN_UP = "given_up"


class TopicState(StrEnum):
    """What the council does with a topic that enough children support."""

    SUPPORTED = "supported"
    PLANNED = "planned"
    DISCUSSED = "discussed"
