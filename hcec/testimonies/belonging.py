"""Which messages a consultation gathers; an edition gathers the ideas of its months (D5)."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased

from hcec.consultations.models import Consultation, Edition
from hcec.testimonies.enums import TestimonyKind
from hcec.testimonies.models import Testimony


def belongs_to(consultation_id: UUID) -> ColumnElement[bool]:
    """Tell whether a message was written in this consultation, or in the idea box in the months of this edition."""
    months = aliased(Consultation)
    in_its_months = exists().where(
        Edition.consultation_id == consultation_id,
        months.id == Edition.consultation_id,
        Testimony.written_on.between(months.opens_on, months.closes_on),
    )
    is_idea = and_(Testimony.kind == TestimonyKind.IDEA, Testimony.consultation_id.is_(None), ~Testimony.is_topic)
    return or_(Testimony.consultation_id == consultation_id, and_(is_idea, in_its_months))
