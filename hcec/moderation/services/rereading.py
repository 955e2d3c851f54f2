"""Refusals read again by another service, who does not know why they were refused (M4)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec.moderation.enums import DecisionKind, Opinion
from hcec.moderation.models import Decision, Rereading
from hcec.testimonies.models import Testimony


def reread_otherwise(session: Session, testimonies: Sequence[Testimony]) -> set[UUID]:
    """Return which of these messages somebody from another service would not have refused as they were."""
    ids = [testimony.id for testimony in testimonies]
    found = (
        select(Testimony.id)
        .join(Decision, Decision.testimony_id == Testimony.id)
        .join(Rereading, Rereading.decision_id == Decision.id)
        .where(Testimony.id.in_(ids), Decision.version == Testimony.version, Decision.kind == DecisionKind.REFUSE)
        .where(Rereading.opinion.is_not(None), Rereading.opinion != Opinion.REFUSE)
    )
    return set(session.scalars(found))
