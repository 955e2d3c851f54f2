""" "Qui a lu mon message ?": answered in roles, from the journal; never a name."""

from typing import NamedTuple

from hcec import db
from hcec.audit.queries import HANDED_OUT, roles_that_read
from hcec.i18n import translate
from hcec.labels import LABELS
from hcec.safeguarding import queries
from hcec.testimonies.enums import TestimonyKind
from hcec.testimonies.models import Testimony


class Readers(NamedTuple):
    """Who opened the words, and who opened the envelope, as the child is told."""

    of_words: list[str]
    of_envelope: list[str]


def readers_of(testimony: Testimony) -> Readers:
    """Return who read this message. What the child is not told yet of an alert is not told here either (A6)."""
    alerts = db.session.scalars(queries.alerts_on([testimony.id])).all()
    known = [alert for alert in alerts if alert.told_on is not None or testimony.kind == TestimonyKind.HELP]
    told = [f"alert:{alert.id.hex}" for alert in known if alert.told_on is not None]
    subjects = [f"testimony:{testimony.id.hex}", *(f"alert:{alert.id.hex}" for alert in known)]
    return Readers(
        _in_words(roles_that_read(db.session, subjects)),
        _in_words(roles_that_read(db.session, told, HANDED_OUT)) if told else [],
    )


def _in_words(roles: list[str]) -> list[str]:
    words = LABELS["reader_role"]
    return [translate(each) for each in dict.fromkeys(words.get(role, words["appointed"]) for role in roles)]
