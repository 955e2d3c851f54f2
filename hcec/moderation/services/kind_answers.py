"""The kind answers: the house's, with what the département changed or added. Each change is journalled."""

from dataclasses import replace
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.audit import services as audit
from hcec.i18n import translate
from hcec.moderation.kind_answers import HOUSE, KindWords
from hcec.moderation.models import KindAnswer
from hcec.text.normalise import plain


class UnknownAnswer(Exception):
    """No kind answer has this code."""


class NoKindWords(Exception):
    """A kind answer has a title and words."""


def every_answer(session: Session) -> list[KindWords]:
    """Return the whole list, the house's first, in its order; then those of the département by their titles."""
    rows = {row.code: _of(row) for row in session.scalars(select(KindAnswer))}
    house = [rows.pop(each.code, _said(each)) for each in HOUSE]
    return house + sorted(rows.values(), key=lambda each: (each.title, each.code))


def offered(session: Session) -> list[KindWords]:
    """Return what a reader may begin an answer from."""
    return [each for each in every_answer(session) if each.is_offered]


def answer_with(session: Session, code: str) -> KindWords:
    """Return one of the list. Raises UnknownAnswer."""
    found = next((each for each in every_answer(session) if each.code == code), None)
    if found is None:
        raise UnknownAnswer
    return found


def is_house(code: str) -> bool:
    """Return whether the house has words of its own for this code."""
    return any(each.code == code for each in HOUSE)


def write_answer(
    session: Session, *, actor: StaffMember, code: str | None, title: str, body: str, is_offered: bool
) -> KindAnswer:
    """Change a kind answer, or add one when `code` is None. Raises UnknownAnswer, NoKindWords."""
    if code is not None:
        answer_with(session, code)
    words = KindWords(code or uuid4().hex, plain(title).strip(), plain(body).strip(), is_offered)
    if not words.title or not words.body:
        raise NoKindWords
    row = session.merge(KindAnswer(code=words.code, title=words.title, body=words.body, is_offered=is_offered))
    _journal(session, actor, row.code, "change")
    return row


def restore_answer(session: Session, *, actor: StaffMember, code: str) -> None:
    """Take the house's words again, or delete what the département added. Raises UnknownAnswer."""
    answer_with(session, code)
    row = session.get(KindAnswer, code)
    if row is not None:
        session.delete(row)
        _journal(session, actor, code, "restore")


def _of(row: KindAnswer) -> KindWords:
    return KindWords(row.code, row.title, row.body, row.is_offered)


def _said(words: KindWords) -> KindWords:
    return replace(words, title=translate(words.title), body=translate(words.body))


def _journal(session: Session, actor: StaffMember, code: str, act: str) -> None:
    audit.record(
        session, actor=actor.id.hex, role=actor.role, action=f"kind_answer:{act}", subject=f"kind_answer:{code}"
    )
    session.flush()
