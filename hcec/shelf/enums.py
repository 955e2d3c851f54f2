"""Closed lists of shared documents and of evaluations."""

from enum import StrEnum


class ItemKind(StrEnum):
    """What is put on the shelf."""

    DOCUMENT = "document"
    LEGAL_WATCH = "legal_watch"
    PRACTICE = "practice"


class FileFormat(StrEnum):
    """What a file of the shelf may be. Its content says it, never its name."""

    PDF = "pdf"
    ODT = "odt"
    ODS = "ods"
    DOCX = "docx"
    XLSX = "xlsx"
    PNG = "png"
    TXT = "txt"


class EvaluationNature(StrEnum):
    """Who evaluated: an authorised body, or the establishment itself."""

    EXTERNAL = "external"
    INTERNAL = "internal"


class EstablishmentKind(StrEnum):
    """What was evaluated."""

    CHILDRENS_HOME = "childrens_home"
    EMERGENCY_HOME = "emergency_home"
    FOSTER_SERVICE = "foster_service"
    SMALL_UNIT = "small_unit"
    VILLAGE = "village"
    OPEN_SETTING = "open_setting"
    PREVENTION = "prevention"
    PARENT_CHILD = "parent_child"
    INDEPENDENT_LIVING = "independent_living"
    MEDICO_SOCIAL = "medico_social"
    OTHER = "other"


class FollowUpState(StrEnum):
    """Where an action that follows an evaluation stands."""

    TO_DO = "to_do"
    UNDER_WAY = "under_way"
    DONE = "done"
    GIVEN_UP = "given_up"
