"""What an institution is; where a plenary and an immersion stand."""

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


class PlenaryState(StrEnum):
    """Where a plenary of the observatory stands."""

    PLANNED = "planned"
    HELD = "held"
    CALLED_OFF = "called_off"


class Presence(StrEnum):
    """Whether an institution came."""

    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"


class Side(StrEnum):
    """Who welcomes, who comes."""

    OFFER = "offer"
    REQUEST = "request"


class ImmersionTheme(StrEnum):
    """What one comes to see. A closed list: what is free text matches nothing."""

    DAILY_LIFE = "daily_life"
    CONCERNS = "concerns"
    HEARING = "hearing"
    INQUIRY = "inquiry"
    SCHOOL = "school"
    HEALTH = "health"
    HOME_SUPPORT = "home_support"
    AUTONOMY = "autonomy"
    OTHER = "other"


class Answer(StrEnum):
    """What one side says of a day that is proposed."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Outcome(StrEnum):
    """What became of a day."""

    COMING = "coming"
    HELD = "held"
    CANCELLED = "cancelled"


class Usefulness(StrEnum):
    """First question of the feedback: did it help to understand the other's work?"""

    MUCH = "much"
    SOMEWHAT = "somewhat"
    LITTLE = "little"
    NOT = "not"


class Effect(StrEnum):
    """Second question: will something change in how you work?"""

    YES = "yes"
    PERHAPS = "perhaps"
    NO = "no"


class Advice(StrEnum):
    """Third question: would you advise it to a colleague?"""

    YES = "yes"
    WITH_CHANGES = "with_changes"
    NO = "no"
