"""Erasing the words of a decided message: its state, its decision and what may be quoted remain (PRODUCT §5)."""

from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from hcec.moderation.models import Decision, Exchange, Rereading
from hcec.moderation.services.changes import forget_copies
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony

NOTHING = b""


def erase_words(session: Session, testimony_id: UUID) -> None:
    """Erase what the child wrote, its envelope, and what readers noted about it; an approved quotation stays."""
    testimony = session.get_one(Testimony, testimony_id)
    testimony.original, testimony.urgency, testimony.hints = None, 0, None
    forget_copies(session, testimony)
    testimony.envelope = NOTHING
    testimony.objection, testimony.objection_answer = None, None
    if testimony.state != TestimonyState.APPROVED:
        testimony.proposed = None
    session.execute(delete(Exchange).where(Exchange.testimony_id == testimony_id))
    decisions = select(Decision.id).where(Decision.testimony_id == testimony_id)
    session.execute(update(Rereading).where(Rereading.decision_id.in_(decisions)).values(reason_box=None))
    session.execute(update(Decision).where(Decision.testimony_id == testimony_id).values(note_box=None))
    session.flush()
