"""Look-ups of answers and of what can be shown in public."""

from sqlalchemy import Row, Select, select

from hcec.consultations.models import Consultation
from hcec.followup.models import PublicAnswer


def latest_results(most: int = 3) -> Select[Row[tuple[str, str, str]]]:
    """Return (title, slug, what will be done) of the latest published answers."""
    return (
        select(Consultation.title, Consultation.slug, PublicAnswer.will_do.label("summary"))
        .join(PublicAnswer, PublicAnswer.consultation_id == Consultation.id)
        .where(PublicAnswer.published_on.is_not(None))
        .order_by(PublicAnswer.published_on.desc())
        .limit(most)
    )
