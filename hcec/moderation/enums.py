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


class Opinion(StrEnum):
    """What somebody would have decided, reading a refused message anew."""

    KEEP = "keep"
    PUBLISH = "publish"
    REFUSE = "refuse"


class HardTheme(StrEnum):
    """What a reader may ask to leave to others (M6): the kinds of danger that the aids know."""

    SUICIDE_SELFHARM = "suicide_selfharm"
    SEXUAL_VIOLENCE = "sexual_violence"
    PHYSICAL_VIOLENCE = "physical_violence"
    NEGLECT = "neglect"
    PROSTITUTION_EXPLOITATION = "prostitution_exploitation"
    RUNAWAY = "runaway"
    BULLYING_CYBER = "bullying_cyber"
    DRUGS = "drugs"
    THREAT_TO_OTHERS = "threat_to_others"
    FORCED_MARRIAGE_TRAFFICKING = "forced_marriage_trafficking"


class ChildAgreement(StrEnum):
    """How the child agreed to be quoted (M2)."""

    YES = "yes"
    SILENCE = "silence"
