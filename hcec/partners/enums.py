"""What an institution is; where a mandate, a plenary, an immersion stands."""

from enum import StrEnum


class InstitutionKind(StrEnum):
    """Which family an institution belongs to (CASF L226-3-1 and D226-3-2, then who works with children)."""

    DEPARTMENT = "department"
    PREFECTURE = "prefecture"
    JUSTICE = "justice"
    EDUCATION = "education"
    POLICE = "police"
    GENDARMERIE = "gendarmerie"
    HEALTH_AGENCY = "health_agency"
    FAMILY_FUND = "family_fund"
    BAR = "bar"
    PHYSICIANS = "physicians"
    ASSOCIATION = "association"
    ESTABLISHMENT = "establishment"
    OTHER = "other"
