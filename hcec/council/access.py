"""What a young person supports: found by tags that only their key computes (A4)."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Select, select

from hcec.accounts.access import Youth
from hcec.council.models import TopicSupport


def support_tag(youth: Youth, topic_id: UUID) -> bytes:
    """Return the tag of one's support of a topic: two topics of one person have nothing in common."""
    return youth.tag("support", topic_id.bytes)


def supported_by(youth: Youth, topic_ids: Iterable[UUID]) -> Select[UUID]:
    """Return which of these topics this person supports."""
    own = [support_tag(youth, each) for each in topic_ids]
    return select(TopicSupport.testimony_id).where(TopicSupport.tag.in_(own))
