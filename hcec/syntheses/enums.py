"""Closed lists of syntheses."""

from enum import StrEnum


class Level(StrEnum):
    """Who a release is for (D1)."""

    INTERNAL = "internal"
    PUBLIC = "public"


class SynthesisState(StrEnum):
    """A synthesis' life."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Stage(StrEnum):
    """Where a synthesis stands for whoever opens it: a draft that waits for its second reader is in review."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Engagement(StrEnum):
    """The four national engagements (F3)."""

    ACT_EARLY = "act_early"
    SECURE_PATH = "secure_path"
    POWER_AND_RIGHTS = "power_and_rights"
    ADULT_LIFE = "adult_life"


class Theme(StrEnum):
    """Themes of PRODUCT §5, first version."""

    LIEU = "LIEU"
    ADULTES = "ADULTES"
    REFERENT = "REFERENT"
    FAMILLE = "FAMILLE"
    FRATRIE = "FRATRIE"
    HISTOIRE = "HISTOIRE"
    PARCOURS = "PARCOURS"
    DECISIONS = "DECISIONS"
    ECOLE = "ECOLE"
    SANTE = "SANTE"
    AMIS = "AMIS"
    ARGENT = "ARGENT"
    NUMERIQUE = "NUMERIQUE"
    REGARD = "REGARD"
    SECURITE = "SECURITE"
    MAJORITE = "MAJORITE"
    MNA = "MNA"
    DROITS = "DROITS"
    BIEN = "BIEN"
    AUTRE = "AUTRE"


class Crossing(StrEnum):
    """Tables that a synthesis may hold: by question, by age band, by place, by theme of the messages."""

    QUESTIONS = "questions"
    AGE_BAND = "age_band"
    PLACEMENT_TYPE = "placement_type"
    THEMES = "themes"


class Trait(StrEnum):
    """Who answered, as far as it is counted: what a question may be crossed with."""

    AGE_BAND = "age_band"
    PLACEMENT_TYPE = "placement_type"


OF_SHEETS = (Crossing.QUESTIONS, Crossing.AGE_BAND, Crossing.PLACEMENT_TYPE)
"""What a synthesis holds unless told otherwise: themes need messages that were coded."""
