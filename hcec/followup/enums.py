"""Closed lists of what follows a synthesis."""

from enum import StrEnum

from hcec.syntheses.enums import Engagement as Engagement


class ProposalKind(StrEnum):
    """What the council addresses to somebody who decides."""

    PROPOSAL = "proposal"
    OPINION = "opinion"


class ProposalState(StrEnum):
    """A proposal's life, to its end (F3)."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    ANSWERED = "answered"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CANNOT = "cannot_be_done"


OVER = frozenset({ProposalState.DONE, ProposalState.CANNOT})
UNDER_WAY = frozenset({ProposalState.ANSWERED, ProposalState.IN_PROGRESS})
NEWS = (ProposalState.IN_PROGRESS, ProposalState.DONE, ProposalState.CANNOT)
"""What a piece of news may lead to, once there is an answer."""


class AnswerStage(StrEnum):
    """Where an answer stands: written by who answers, read by the observatory, published."""

    DRAFT = "draft"
    SENT = "sent"
    VALIDATED = "validated"
    PUBLISHED = "published"
