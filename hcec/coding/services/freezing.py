"""The freeze at the first release: the codes of a consultation, detached from its messages (D5)."""

import secrets
from collections import defaultdict

from sqlalchemy.orm import Session

from hcec.coding import queries
from hcec.coding.models import CodingFreeze, FrozenTheme
from hcec.coding.services.themes import list_version
from hcec.consultations.models import Consultation


def freeze(session: Session, consultation: Consultation) -> CodingFreeze:
    """Freeze the codes of a consultation; once frozen, return what is frozen and change nothing.

    Each child gets a number drawn for this alone: what is withdrawn afterwards moves no published number.
    """
    known = session.get(CodingFreeze, consultation.id)
    if known is not None:
        return known
    made = CodingFreeze(
        consultation_id=consultation.id,
        voices=session.scalar(queries.live_voices(consultation.id)) or 0,
        list_version=list_version(session),
    )
    session.add(made)
    session.flush()
    numbers: defaultdict[bytes, bytes] = defaultdict(lambda: secrets.token_bytes(16))
    session.add_all(
        FrozenTheme(consultation_id=consultation.id, tag=numbers[tag], theme=theme)
        for theme, tag in session.execute(queries.live_themes(consultation.id))
    )
    session.execute(queries.drop_proposals(consultation.id))  # they could change nothing any more
    session.flush()
    return made
