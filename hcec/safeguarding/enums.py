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


class UntoldCause(StrEnum):
    """Why a child is told nothing: there is nobody, or nobody any more, under whose message it could be said (A6)."""

    MESSAGE_WITHDRAWN = "message_withdrawn"
    ACCOUNT_ERASED = "account_erased"
    WRITTEN_ON_PAPER = "written_on_paper"


OPEN_ALERTS = frozenset({AlertState.SIGNALLED, AlertState.TAKEN, AlertState.TRANSMITTED})


class LimitKind(StrEnum):
    """What must be done in time (PRODUCT §5)."""

    READ = "read"
    TAKEN = "taken"
    TRANSMITTED = "transmitted"


class Obstacle(StrEnum):
    """What still prevents a consultation from opening (S3)."""

    NO_TITLE = "no_title"
    NO_WHY = "no_why"
    NO_WHO_READS = "no_who_reads"
    NO_WHAT_NEXT = "no_what_next"
    NO_AUDIENCE = "no_audience"
    NO_QUESTION = "no_question"
    NO_DATES = "no_dates"
    CLOSES_BEFORE_OPENING = "closes_before_opening"
    CLOSES_IN_THE_PAST = "closes_in_the_past"
    ANSWER_BEFORE_CLOSING = "answer_before_closing"
    NO_ON_CALL = "no_on_call"
    NO_CRIP_KEY = "no_crip_key"
    NO_CRIP_ACCOUNT = "no_crip_account"
    NO_ON_CALL_COVER = "no_on_call_cover"
    NO_DEPUTY = "no_deputy"
    NO_HOURS = "no_hours"


class CoverGap(StrEnum):
    """Why nobody could answer on a day (S3)."""

    NO_ON_CALL = "no_on_call"
    NO_DEPUTY = "no_deputy"
    NO_HOURS = "no_hours"


class EnvelopeState(StrEnum):
    """A request to open an envelope (A6)."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    HANDED_OUT = "handed_out"
