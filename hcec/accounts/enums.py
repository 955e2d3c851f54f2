"""Closed lists of accounts."""

from enum import StrEnum


class AgeBand(StrEnum):
    """Asked per consultation, never kept on the account (A4)."""

    UNDER_11 = "under_11"
    FROM_11_TO_14 = "11_14"
    FROM_15_TO_17 = "15_17"
    FROM_18_TO_21 = "18_21"


class PlacementType(StrEnum):
    """Where I live (PRODUCT §5)."""

    FOSTER_FAMILY = "foster_family"
    CHILDRENS_HOME = "childrens_home"
    EMERGENCY_HOME = "emergency_home"
    VILLAGE = "village"
    SMALL_UNIT = "small_unit"
    INDEPENDENT = "independent"
    RELATIVE = "relative"
    AT_HOME = "at_home"
    MEDICO_SOCIAL = "medico_social"
    HOTEL = "hotel"
    OTHER = "other"
    UNKNOWN = "unknown"
    UNSAID = "unsaid"


class Appointment(StrEnum):
    """Who is called when an alert is raised (S4)."""

    ON_CALL = "on_call"
    DEPUTY = "deputy"
    HEAD = "head"


class Audience(StrEnum):
    """Whose session it is."""

    VISITOR = "visitor"
    YOUTH = "youth"
    STAFF = "staff"


class Channel(StrEnum):
    """How a batch of cards reaches young people."""

    IN_PERSON = "in_person"
    LETTER = "letter"
    POSTER = "poster"
