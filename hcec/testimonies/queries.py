"""Look-ups around a young person's words."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from hcec.accounts.access import Youth
from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation, Edition, Question
from hcec.testimonies.access import draft_tag, sheet_tag
from hcec.testimonies.enums import TestimonyKind
from hcec.testimonies.models import AnswerSheet, Draft, PaperBatch, SheetEntered, Testimony


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


def belongs_to(consultation_id: UUID) -> ColumnElement[bool]:
    """Tell whether a message was written in this consultation, or in the idea box in those of this edition (D5)."""
    months = aliased(Consultation)
    in_its_months = exists().where(
        Edition.consultation_id == consultation_id,
        months.id == Edition.consultation_id,
        Testimony.written_on.between(months.opens_on, months.closes_on),
    )
    is_idea = and_(Testimony.kind == TestimonyKind.IDEA, Testimony.consultation_id.is_(None), ~Testimony.is_topic)
    return or_(Testimony.consultation_id == consultation_id, and_(is_idea, in_its_months))
