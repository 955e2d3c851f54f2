"""Look-ups around a young person's words."""

from uuid import UUID

from sqlalchemy import Select, func, select

from hcec.accounts.access import Youth
from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation, Question
from hcec.testimonies.access import draft_tag, sheet_tag
from hcec.testimonies.models import AnswerSheet, Draft, PaperBatch, SheetEntered


def asked_consultations() -> Select[UUID]:
    """Return the identifier of every consultation that ever took answers."""
    return select(Consultation.id).where(Consultation.status != ConsultationStatus.DRAFT)


def questions_asked() -> Select[UUID, str, str, str, ConsultationStatus]:
    """Return (identifier, question, title, slug, status) of every question of a consultation that is not a draft."""
    return (
        select(Question.id, Question.label, Consultation.title, Consultation.slug, Consultation.status)
        .join(Consultation, Consultation.id == Question.consultation_id)
        .where(Consultation.status != ConsultationStatus.DRAFT)
    )


def sheet_tags_among(youth: Youth, consultation_ids: list[UUID]) -> Select[bytes]:
    """Return the tags of this person's sheets in these consultations."""
    return select(AnswerSheet.tag).where(AnswerSheet.tag.in_([sheet_tag(youth, each) for each in consultation_ids]))


def draft_tags_among(youth: Youth, consultation_ids: list[UUID]) -> Select[bytes]:
    """Return the tags of this person's drafts in these consultations."""
    return select(Draft.tag).where(Draft.tag.in_([draft_tag(youth, each) for each in consultation_ids]))


def paper_sheets_of(consultation_id: UUID) -> Select[int]:
    """Return how many sheets came on paper. Never told as it is: see `wording.at_least`."""
    entered = select(func.count()).select_from(SheetEntered).join(PaperBatch, PaperBatch.id == SheetEntered.batch_id)
    return entered.where(PaperBatch.consultation_id == consultation_id)


def numbers_entered(batch_id: UUID) -> Select[int]:
    """Return the numbers of a batch that were entered, in order."""
    return select(SheetEntered.number).where(SheetEntered.batch_id == batch_id).order_by(SheetEntered.number)
