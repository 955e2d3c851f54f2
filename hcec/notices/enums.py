"""Closed lists of notices."""

from enum import StrEnum


class NoticeKind(StrEnum):
    """What a person may ask to be written to about. Alerts are written to whoever must know, asked or not (S4)."""

    QUEUE = "queue"
    CLOSING = "closing"
    ANSWER_DUE = "answer_due"
    REVIEW = "review"
