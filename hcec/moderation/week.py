"""A reader's own week, counted from what the journal already holds of them (M6). Pure; nobody is compared."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from hcec.moderation.enums import DecisionKind

LONGEST_PAUSE = timedelta(minutes=10)  # a longer silence between two acts is no reading
READING = "testimony:read"
DECISIONS = frozenset(f"testimony:{kind}" for kind in DecisionKind)


@dataclass(frozen=True, slots=True)
class Act:
    """One line of one's own in the journal."""

    at: datetime
    action: str
    subject: str


@dataclass(frozen=True, slots=True)
class OwnWeek:
    """How many messages were opened, what was decided, about how long it took, how many were hard."""

    opened: int
    decisions: Mapping[str, int]
    minutes: int
    hard: int


def count_week(acts: Iterable[Act], hard: Iterable[str]) -> OwnWeek:
    """Count a week's acts, in order; `hard` are the subjects that worry. An alert is hard whatever the aids say."""
    acts = list(acts)
    kinds = Counter(act.action.partition(":")[2] for act in acts if act.action in DECISIONS)
    pauses = (later.at - earlier.at for earlier, later in pairwise(acts))
    spent = sum((pause for pause in pauses if pause <= LONGEST_PAUSE), timedelta())
    opened = {act.subject for act in acts if act.action == READING}
    alerted = {act.subject for act in acts if act.action == "testimony:alert"}
    return OwnWeek(
        opened=len(opened),
        decisions=dict(kinds),
        minutes=round(spent.total_seconds() / 60),
        hard=len(opened & set(hard) | alerted),
    )
