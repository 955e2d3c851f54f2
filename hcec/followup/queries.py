"""Look-ups of answers and of what can be shown in public."""

from uuid import UUID

from sqlalchemy import Select, func, select

from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation
from hcec.followup.models import PublicAnswer
from hcec.syntheses.models import Release
from hcec.testimonies.models import AnswerSheet


def latest_results(most: int = 3) -> Select[str, str, str]:
    """Return (title, slug, what will be done) of the latest published answers."""
    return (
        select(Consultation.title, Consultation.slug, PublicAnswer.will_do.label("summary"))
        .join(PublicAnswer, PublicAnswer.consultation_id == Consultation.id)
        .where(PublicAnswer.published_on.is_not(None))
        .order_by(PublicAnswer.published_on.desc())
        .limit(most)
    )


def answer_to(consultation: Consultation) -> Select[PublicAnswer]:
    """Return the answer to a consultation, published or not."""
    return select(PublicAnswer).where(PublicAnswer.consultation_id == consultation.id)


def awaiting_answer() -> Select[Consultation]:
    """Return what is closed and was never answered in public, the answer due first (F1)."""
    answered = select(PublicAnswer.consultation_id).where(PublicAnswer.published_on.is_not(None))
    return (
        select(Consultation)
        .where(Consultation.status == ConsultationStatus.CLOSED, Consultation.id.not_in(answered))
        .order_by(Consultation.answer_due_on, Consultation.slug)
    )


def awaiting_release() -> Select[Consultation]:
    """Return what is closed and of which nothing was released, the first closed first."""
    released = select(Release.consultation_id).where(Release.withdrawn_on.is_(None))
    return (
        select(Consultation)
        .where(Consultation.status == ConsultationStatus.CLOSED, Consultation.id.not_in(released))
        .order_by(Consultation.closed_on, Consultation.slug)
    )


def sheet_counts() -> Select[UUID, int]:
    """Return (consultation, how many sheets). Never shown as it is: see `wording.at_least`."""
    return select(AnswerSheet.consultation_id, func.count()).group_by(AnswerSheet.consultation_id)
