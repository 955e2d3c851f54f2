"""Putting something on the shelf, changing it, withdrawing it, taking it away for good."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.council.services.acting import ChangedMeanwhile as ChangedMeanwhile
from hcec.council.services.acting import create, discard, note, write
from hcec.council.services.revising import advance
from hcec.shelf.enums import ItemKind
from hcec.shelf.models import ShelfItem, ShelfTag, ShelfVersion
from hcec.text.normalise import fold
from hcec.text.searching import index_of

MOST_TAGS = 12


class StillShared(Exception):
    """What readers may still open is not taken away: it is withdrawn first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPlan:
    """What is shared, said by whoever keeps the shelf."""

    kind: ItemKind
    title: str
    summary: str = ""
    source: str = ""
    dated_on: date | None = None
    link: str = ""


def shelve(
    session: Session, *, row_id: UUID, actor: StaffMember, plan: ItemPlan, tags: Iterable[str], today: date
) -> ShelfItem:
    """Put something on the shelf; the same form gives the same thing."""
    db.lock(session, "shelf")
    if existing := session.get(ShelfItem, row_id):
        return existing
    made = ShelfItem(id=row_id, added_on=today)
    write(made, plan)
    _tag(made, tags)
    create(session, actor=actor, row=made)
    index(session, made)
    return made


def change_item(
    session: Session, *, actor: StaffMember, item: ShelfItem, version: int, plan: ItemPlan, tags: Iterable[str]
) -> None:
    """Say it otherwise. Raises ChangedMeanwhile."""
    advance(session, item, version)
    before = item.tags
    changed = write(item, plan)
    _tag(item, tags)
    changed += ["tags"] if item.tags != before else []
    session.flush()
    index(session, item)
    if changed:
        note(session, actor, item, "change", ", ".join(changed))


def withdraw(session: Session, *, actor: StaffMember, item: ShelfItem, version: int, reason: str, today: date) -> None:
    """Close it to readers, who are told why. Raises ChangedMeanwhile."""
    advance(session, item, version)
    item.withdrawn_on, item.withdrawn_why = today, reason
    session.flush()
    note(session, actor, item, "withdraw")


def put_back(session: Session, *, actor: StaffMember, item: ShelfItem) -> None:
    """Open it to readers again."""
    session.refresh(item, with_for_update=True)
    if item.withdrawn_on is None:
        return
    item.withdrawn_on, item.withdrawn_why, item.version = None, "", item.version + 1
    session.flush()
    note(session, actor, item, "put_back")


def take_away(session: Session, *, actor: StaffMember, item: ShelfItem) -> None:
    """Delete it with every file of it. Raises StillShared while readers may open it."""
    if item.withdrawn_on is None:
        raise StillShared
    discard(session, actor=actor, row=item)


def index(session: Session, item: ShelfItem) -> None:
    """Index what is shown of it, and what can be read of its newest file: nothing else is ever indexed."""
    newest = select(ShelfVersion.text).where(ShelfVersion.item_id == item.id).order_by(ShelfVersion.number.desc())
    text = session.scalar(newest.limit(1)) or ""
    item.words = index_of((item.title, item.summary, item.source, *item.tags, text))
    session.flush()


def _tag(item: ShelfItem, tags: Iterable[str]) -> None:
    """Give it these tags, each once whatever its case and its accents, in the order of the alphabet."""
    wanted = {fold(tag): tag for tag in reversed([*tags][:MOST_TAGS])}
    held = {row.tag: row for row in item.tag_rows}
    item.tag_rows = [held.get(tag) or ShelfTag(tag=tag) for tag in sorted(wanted.values())]
