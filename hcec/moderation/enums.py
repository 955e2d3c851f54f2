"""Closed lists of moderation."""

from enum import StrEnum


class DecisionKind(StrEnum):
    """What a reader decides; the values are the form's (INTERFACE). `approve` is a second reader's `publish`."""

    KEEP = "keep"
    PUBLISH = "publish"
    REFUSE = "refuse"
    SECOND_READER = "second-reader"
    ALERT = "alert"
    RECUSE = "recuse"
    APPROVE = "approve"


class RefusalReason(StrEnum):
    """Why a message is not published. Danger, anger and criticism of the service are never reasons (M4)."""

    NO_WAY_TO_HIDE = "no_way_to_hide"
    NAMES_OTHERS = "names_others"
    INSULTS_A_PERSON = "insults_a_person"
    NOT_ABOUT_TOPIC = "not_about_topic"
    UNREADABLE = "unreadable"
    ASKS_FOR_A_PERSON_ANSWER = "asks_for_a_person_answer"


class ChildAgreement(StrEnum):
    """How the child agreed to be quoted (M2)."""

    YES = "yes"
    SILENCE = "silence"
