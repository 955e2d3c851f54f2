"""Look-ups of consultations."""

from datetime import date
from uuid import UUID

from sqlalchemy import Select, select

from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation, Edition, Question


def open_consultations(today: date) -> Select[Consultation]:
    """Return what takes answers today, the first to close first."""
    return (
        select(Consultation)
        .where(
            Consultation.status == ConsultationStatus.OPEN,
            Consultation.opens_on <= today,
            Consultation.closes_on >= today,
        )
        .order_by(Consultation.closes_on, Consultation.slug)
    )


def every_consultation() -> Select[Consultation]:
    """Return all that were asked, the latest to open first, drafts before. Editions of the idea box are not asked."""
    return (
        select(Consultation)
        .where(~Consultation.edition.has())
        .order_by(Consultation.opens_on.desc().nulls_first(), Consultation.slug)
    )


def editions() -> Select[Edition]:
    """Return the editions of the idea box, the latest first."""
    return select(Edition).order_by(Edition.first_month.desc())


def consultation_with_slug(slug: str) -> Select[Consultation]:
    """Return the consultation at this address."""
    return select(Consultation).where(Consultation.slug == slug)


def past_closing(today: date) -> Select[Consultation]:
    """Return open consultations whose last day has passed."""
    return select(Consultation).where(Consultation.status == ConsultationStatus.OPEN, Consultation.closes_on < today)


def question_of(consultation: Consultation, question_id: UUID) -> Select[Question]:
    """Return this question, if it is one of the consultation's."""
    return select(Question).where(Question.id == question_id, Question.consultation_id == consultation.id)


def drafts() -> Select[Consultation]:
    """Return what is being prepared, the first to open first, those without a day last."""
    return (
        select(Consultation)
        .where(Consultation.status == ConsultationStatus.DRAFT)
        .order_by(Consultation.opens_on.asc().nulls_last(), Consultation.slug)
    )


def opened() -> Select[Consultation]:
    """Return what was opened and not closed, whether its first day has come or not, the first to close first."""
    return (
        select(Consultation)
        .where(Consultation.status == ConsultationStatus.OPEN)
        .order_by(Consultation.closes_on, Consultation.slug)
    )
