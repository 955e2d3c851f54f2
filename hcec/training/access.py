"""Which needs who looks may open."""

from uuid import UUID

from sqlalchemy import Select

from hcec.training.models import TrainingNeed
from hcec.training.queries import needs


def raised_by(institution_id: UUID | None) -> Select[TrainingNeed]:
    """Return the needs that an institution raised; nobody's institution raised none."""
    return needs().where(TrainingNeed.institution_id == institution_id, TrainingNeed.institution_id.is_not(None))
