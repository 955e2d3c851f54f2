"""Every code's French label, a subject a file: web, mail, documents and commands read it, catalogues translate it."""

from enum import StrEnum

from hcec.labels.alerts import ALERTS
from hcec.labels.asking import ASKING
from hcec.labels.figuring import FIGURING
from hcec.labels.following import FOLLOWING
from hcec.labels.marking import N_ as N_
from hcec.labels.partnering import PARTNERING
from hcec.labels.people import PEOPLE
from hcec.labels.reaching import REACHING
from hcec.labels.reading import READING
from hcec.labels.releases import RELEASES
from hcec.labels.settling import SETTLING
from hcec.labels.shelving import SHELVING
from hcec.labels.surveying import SURVEYING
from hcec.labels.training import TRAINING
from hcec.text.words import AIDS

LABELS: dict[str, dict[str, str]] = {
    **PEOPLE,
    **ASKING,
    **READING,
    **ALERTS,
    **RELEASES,
    **FOLLOWING,
    **REACHING,
    **FIGURING,
    **TRAINING,
    **PARTNERING,
    **SETTLING,
    **SHELVING,
    **SURVEYING,
    **AIDS,
}


def label(kind: str, code: StrEnum | str | int) -> str:
    """Return the French label of a code; raises KeyError for a code that has none (a defect, not bad input)."""
    return LABELS[kind][str(code)]


def options(kind: str) -> list[tuple[str, str]]:
    """Return (code, French label) pairs in the list's own order."""
    return list(LABELS[kind].items())
