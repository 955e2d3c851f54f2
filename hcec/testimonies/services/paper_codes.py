"""A sheet's own code, written on the paper alone: who holds the paper finds again what was entered from it (A4).

Nothing of it is kept. The tags of a sheet and of its words are what the code opens; without it nothing joins them, and
no number of a batch leads to either.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hcec import db, keys, tombstones
from hcec.accounts.access import StaffMember
from hcec.audit import services as audit
from hcec.consultations.models import Consultation
from hcec.testimonies.models import AnswerSheet, PaperBatch, SheetEntered, Testimony
from hcec.testimonies.services.closing import hold_open
from hcec.testimonies.services.messages import hide


class NoSuchSheet(Exception):
    """No sheet of this batch was entered with this number and this code, or it was taken back already."""


def key_of(code: str, batch_id: UUID) -> bytes:
    """Return the key that a code opens in a batch. Slow: never inside a transaction."""
    return keys.current().derive_key(code.encode(), salt=batch_id.bytes)


def sheet_tag(key: bytes, number: int) -> bytes:
    """Return the tag of the choices of a sheet."""
    return keys.mac(key, "paper choices", number.to_bytes(4, "big"))


def words_tag(key: bytes, number: int) -> bytes:
    """Return the tag of the words of a sheet: of no use to find its choices."""
    return keys.mac(key, "paper words", number.to_bytes(4, "big"))


def take_back_sheet(
    session: Session, *, actor: StaffMember, batch: PaperBatch, number: int, key: bytes, today: date
) -> None:
    """Uncount a sheet and hide its words, as their author would; its number can be entered again.

    Until the closing only: then tags are drawn anew (D5). Raises ConsultationClosed, NoSuchSheet.
    """
    consultation = session.get_one(Consultation, batch.consultation_id)
    hold_open(session, consultation=consultation, today=today)
    db.lock(session, f"paper {consultation.id.hex}")
    of_it = AnswerSheet.consultation_id == consultation.id, AnswerSheet.tag == sheet_tag(key, number)
    sheet = session.scalar(select(AnswerSheet).where(*of_it))
    if sheet is None:
        raise NoSuchSheet
    tombstones.mark(session, "answer_sheet", sheet.id.bytes)
    session.delete(sheet)
    for text in session.scalars(select(Testimony).where(Testimony.tag == words_tag(key, number))).all():
        hide(session, testimony=text)
    session.execute(delete(SheetEntered).where(SheetEntered.batch_id == batch.id, SheetEntered.number == number))
    session.flush()
    # Mistakes are few and tell nothing of how many sheets there are (D1).
    audit.record(
        session, actor=actor.id.hex, role=actor.role, action="paper:uncount", subject=f"paper_batch:{batch.id.hex}"
    )
