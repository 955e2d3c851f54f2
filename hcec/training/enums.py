"""Closed lists of training."""

from enum import StrEnum


class Profession(StrEnum):
    """Whom training is for. What people do, never who they are."""

    SOCIAL_WORKER = "social_worker"
    FOSTER_CARER = "foster_carer"
    RESIDENTIAL_WORKER = "residential_worker"
    EARLY_YEARS = "early_years"
    TEACHER = "teacher"
    HEALTH = "health"
    MAGISTRATE = "magistrate"
    POLICE = "police"
    LAWYER = "lawyer"
    SPORT_AND_LEISURE = "sport_and_leisure"
    MANAGER = "manager"
    VOLUNTEER = "volunteer"
    OTHER = "other"


class Urgency(StrEnum):
    """How soon something is needed, as whoever raises it sees it."""

    NOW = "now"
    THIS_YEAR = "this_year"
    LATER = "later"


class NeedState(StrEnum):
    """What became of a need."""

    RAISED = "raised"
    KEPT = "kept"
    MERGED = "merged"
    SET_ASIDE = "set_aside"


class ProgrammeState(StrEnum):
    """A programme's life: once adopted it is never changed, another one takes its place."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    REPLACED = "replaced"


class Priority(StrEnum):
    """What comes first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class SessionState(StrEnum):
    """Whether a session took place."""

    PLANNED = "planned"
    HELD = "held"
    CALLED_OFF = "called_off"


class Asked(StrEnum):
    """The three closed questions put to those who came."""

    USEFUL = "useful"
    CLEAR = "clear"
    WILL_CHANGE = "will_change"


class Opinion(StrEnum):
    """What may be answered."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
