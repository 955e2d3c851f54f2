"""Answers under way, sealed under the child's own key: nobody else opens them, the platform included."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import Youth
from hcec.testimonies.access import draft_tag
from hcec.testimonies.models import Draft
from hcec.testimonies.questionnaire import Answer, Questionnaire, from_json, to_json


def hold_draft(session: Session, *, youth: Youth, consultation_id: UUID) -> None:
    """Let one request at a time read and write this draft: two tabs lose nothing to each other."""
    db.lock(session, f"draft {draft_tag(youth, consultation_id).hex()}")


def load_draft(session: Session, *, youth: Youth, consultation_id: UUID) -> Questionnaire | None:
    """Return the answers under way, or None. Raises Unreadable when the box was tampered with."""
    tag = draft_tag(youth, consultation_id)
    row = session.get(Draft, tag)
    return from_json(youth.unseal(row.box, place=_place(tag))) if row else None


def save_draft(
    session: Session, *, youth: Youth, consultation_id: UUID, questionnaire: Questionnaire, today: date, days: int
) -> None:
    """Keep answers under way for `days` days from today."""
    tag = draft_tag(youth, consultation_id)
    row = _held(session, youth, consultation_id)
    if row is None:
        session.add(row := Draft(tag=tag))
    row.box, row.expires_on = youth.seal(to_json(questionnaire), place=_place(tag)), today + timedelta(days=days)
    session.flush()


def drop_draft(session: Session, *, youth: Youth, consultation_id: UUID) -> None:
    """Delete the answers under way, once nobody else is writing them."""
    hold_draft(session, youth=youth, consultation_id=consultation_id)
    session.execute(delete(Draft).where(Draft.tag == draft_tag(youth, consultation_id)))


def forget_answer(session: Session, *, youth: Youth, consultation_id: UUID, question_id: UUID) -> None:
    """Take one answer out of the draft, so that what was withdrawn is not sent again with the rest."""
    row = _held(session, youth, consultation_id)
    held = load_draft(session, youth=youth, consultation_id=consultation_id)
    if held and row:
        row.box = youth.seal(to_json(held.with_answer(question_id, Answer())), place=_place(row.tag))


def _held(session: Session, youth: Youth, consultation_id: UUID) -> Draft | None:
    """Return the row as it is once nobody else is writing it."""
    hold_draft(session, youth=youth, consultation_id=consultation_id)
    return session.get(Draft, draft_tag(youth, consultation_id), populate_existing=True)


def _place(tag: bytes) -> str:
    return f"draft.box.{tag.hex()}"
