"""Closed lists of the schéma départemental and of the contract with the State."""

from enum import StrEnum


class ActionState(StrEnum):
    """Where an action stands."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    LATE = "late"
    GIVEN_UP = "given_up"


class Signatory(StrEnum):
    """Who signs the contract with the State."""

    DEPARTMENT = "department"
    PREFECT = "prefect"
    HEALTH_AGENCY = "health_agency"


class FundingSource(StrEnum):
    """Where the money of an action comes from."""

    STATE = "state"
    HEALTH_FUND = "health_fund"
    HEALTH_INSURANCE = "health_insurance"
    DEPARTMENT = "department"
    OTHER = "other"


class Criterion(StrEnum):
    """What the State looked at when départements applied for a contract."""

    NEEDS = "needs"
    PREVENTION = "prevention"
    CARE = "care"
    INNOVATION = "innovation"
    TERRITORY = "territory"


class CommitmentKind(StrEnum):
    """What a followed document is."""

    CHARTER = "charter"
    PROTOCOL = "protocol"


class CommitmentState(StrEnum):
    """Where a charter or a protocol stands."""

    DRAFT = "draft"
    SIGNED = "signed"
    IN_REVIEW = "in_review"
    ENDED = "ended"
