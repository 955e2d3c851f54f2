""" "Ta parole a compté": what the département answered, until the child who wrote has opened it (F2, S7)."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import Youth
from hcec.followup.queries import counted_and_answered
from hcec.notices.models import AnswerSeen
from hcec.testimonies.access import message_tag
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from hcec.testimonies.queries import asked_consultations


def unseen(session: Session, *, youth: Youth, today: date) -> set[UUID]:
    """Return the consultations that this person wrote in, that are answered, and whose answer they did not open."""
    answered = [each for each, _words in session.execute(counted_and_answered(today)) if each]
    if not answered:
        return set()
    mine = {message_tag(youth, each): each for each in answered}
    wrote = select(Testimony.tag).where(Testimony.tag.in_(mine), Testimony.state != TestimonyState.WITHDRAWN)
    found = {mine[tag] for tag in session.scalars(wrote)}
    tags = {_tag(youth, each): each for each in found}
    opened = session.scalars(select(AnswerSeen.tag).where(AnswerSeen.tag.in_(tags)))
    return found - {tags[tag] for tag in opened}


def note_seen(session: Session, *, youth: Youth, consultation_id: UUID) -> None:
    """Keep that this person opened the answer to a consultation, under a tag that only their key computes."""
    tag = _tag(youth, consultation_id)
    db.lock(session, f"answer seen {tag.hex()}")
    session.merge(AnswerSeen(tag=tag))
    session.flush()


def forget(session: Session, *, youth: Youth) -> None:
    """Delete what this person had seen."""
    session.execute(delete(AnswerSeen).where(AnswerSeen.tag.in_(_tags(youth, session.scalars(asked_consultations())))))


def _tags(youth: Youth, consultation_ids: Iterable[UUID]) -> list[bytes]:
    return [_tag(youth, each) for each in consultation_ids]


def _tag(youth: Youth, consultation_id: UUID) -> bytes:
    return youth.tag("answer seen", consultation_id.bytes)
