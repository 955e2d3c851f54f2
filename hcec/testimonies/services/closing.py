"""The end of a consultation: the snapshot that every release is built from (D5)."""

import secrets
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation
from hcec.testimonies.models import AnswerSheet
from hcec.testimonies.services.snapshots import keep_snapshot

TAG_BYTES = 32


class ConsultationClosed(Exception):
    """The consultation takes no answer today: not yet open, past its last day, or closed."""


def takes_answers(consultation: Consultation, today: date) -> bool:
    """Return whether the consultation can be answered today."""
    return (
        consultation.status == ConsultationStatus.OPEN
        and consultation.opens_on is not None
        and consultation.closes_on is not None
        and consultation.opens_on <= today <= consultation.closes_on
    )


def hold_open(session: Session, *, consultation: Consultation, today: date) -> None:
    """Keep the consultation from closing until this transaction ends: no sheet can slip in after the snapshot (D5).

    Raises ConsultationClosed.
    """
    session.refresh(consultation, with_for_update={"read": True}, attribute_names=["status", "opens_on", "closes_on"])
    if not takes_answers(consultation, today):
        raise ConsultationClosed


def close_consultation(session: Session, *, consultation: Consultation, today: date) -> None:
    """Close for ever: every sheet's tag becomes random, so that nobody finds or withdraws a sheet any more (D5).

    Messages keep their tag: their author follows them and may still withdraw them. Raises ConsultationClosed when it
    is not open.
    """
    session.refresh(consultation, with_for_update=True, attribute_names=["status", "version"])
    if consultation.status != ConsultationStatus.OPEN:
        raise ConsultationClosed
    consultation.status, consultation.closed_on = ConsultationStatus.CLOSED, today
    consultation.version += 1
    sheets = select(AnswerSheet.id).where(AnswerSheet.consultation_id == consultation.id).order_by(AnswerSheet.id)
    detached = [{"id": sheet, "tag": secrets.token_bytes(TAG_BYTES)} for sheet in session.scalars(sheets)]
    if detached:
        session.execute(update(AnswerSheet), detached)
    session.flush()
    keep_snapshot(session, consultation)
