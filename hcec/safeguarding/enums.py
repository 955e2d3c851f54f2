"""Closed lists of safeguarding."""

from enum import StrEnum


class AlertState(StrEnum):
    """An alert's life (S4)."""

    SIGNALLED = "signalled"
    TAKEN = "taken"
    TRANSMITTED = "transmitted"
    CLOSED = "closed"
    DISMISSED = "dismissed"


class Recipient(StrEnum):
    """To whom an alert is transmitted (S4)."""

    CRIP = "crip"
    PROSECUTOR = "prosecutor"
    OTHER_DEPARTMENT = "other_department"
    EMERGENCY = "emergency"


OPEN_ALERTS = frozenset({AlertState.SIGNALLED, AlertState.TAKEN, AlertState.TRANSMITTED})
