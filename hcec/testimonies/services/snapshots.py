"""What the sheets of a closed consultation are, in one hash: no newcomer, no correction passes unseen (D5)."""

import hashlib
import json

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hcec.consultations.models import Consultation, Snapshot
from hcec.testimonies.models import AnswerSheet, SheetAnswer


def keep_snapshot(session: Session, consultation: Consultation) -> Snapshot:
    """Keep what the sheets are, unless that was kept before: then it is what they were."""
    kept = session.get(Snapshot, consultation.id)
    if kept is None:
        sheets, fingerprint = _read(session, consultation)
        kept = Snapshot(consultation_id=consultation.id, sheets=sheets, fingerprint=fingerprint)
        session.add(kept)
        session.flush()
    return kept


def is_intact(session: Session, consultation: Consultation) -> bool:
    """Return whether the sheets are what they were at closing, or nobody noted what they were."""
    kept = session.get(Snapshot, consultation.id)
    return kept is None or (kept.sheets, kept.fingerprint) == _read(session, consultation)


def _read(session: Session, consultation: Consultation) -> tuple[int, bytes]:
    """Return how many sheets there are, and the hash of which they are and of every answer counted.

    Their tags are random numbers by then: nobody who has the hash can try sheets against it.
    """
    mine = AnswerSheet.consultation_id == consultation.id
    sheets = sorted(
        (row.id.hex, row.tag.hex()) for row in session.execute(select(AnswerSheet.id, AnswerSheet.tag).where(mine))
    )
    traits = AnswerSheet.age_band, AnswerSheet.placement_type
    who = session.execute(select(*traits, func.count()).where(mine).group_by(*traits))
    answer = SheetAnswer.question_id, SheetAnswer.choice, SheetAnswer.rank
    said = session.execute(
        select(*answer, *traits, func.count())
        .join(AnswerSheet, AnswerSheet.id == SheetAnswer.sheet_id)
        .where(mine)
        .group_by(*answer, *traits)
    )
    counts = [sorted([str(value) for value in row] for row in rows) for rows in (who, said)]
    return len(sheets), hashlib.sha256(json.dumps([sheets, *counts]).encode()).digest()
