"""Giving a document its file, then its next versions; each stays as it came."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hcec import db
from hcec.accounts.access import StaffMember
from hcec.council.services.acting import note
from hcec.shelf.formats import Examined
from hcec.shelf.models import ShelfItem, ShelfVersion
from hcec.shelf.services.keeping import index

MOST_BYTES = 100 * 1024 * 1024
"""Of every file together: backups hold them whole, in memory while they are made. Beyond, a link does as well."""


class ShelfFull(Exception):
    """There is no room left for this file."""


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A file that was looked at, and what changed since the one before."""

    file: Examined
    what_changed: str = ""


def give(
    session: Session, *, row_id: UUID, actor: StaffMember, item: ShelfItem, new: NewVersion, today: date
) -> ShelfVersion:
    """Keep a file as the newest version; the same form gives the same one. Raises ShelfFull."""
    db.lock(session, "shelf")
    session.refresh(item, with_for_update=True)
    if existing := session.get(ShelfVersion, row_id):
        return existing
    held = session.scalar(select(func.sum(ShelfVersion.size))) or 0
    if held + len(new.file.content) > MOST_BYTES:
        raise ShelfFull
    made = ShelfVersion(
        id=row_id,
        number=max((each.number for each in item.versions), default=0) + 1,
        given_on=today,
        what_changed=new.what_changed,
        format=new.file.format,
        size=len(new.file.content),
        content=new.file.content,
        text=new.file.text,
    )
    item.versions.insert(0, made)
    _settle(session, actor, item, "give_file")
    return made


def drop_version(session: Session, *, actor: StaffMember, item: ShelfItem, version_id: UUID) -> None:
    """Delete a file given by mistake: the one before is the newest again. Nothing happens when it is gone already."""
    session.refresh(item, with_for_update=True)
    found = next((each for each in item.versions if each.id == version_id), None)
    if found is not None:
        item.versions.remove(found)
        _settle(session, actor, item, "drop_file")


def _settle(session: Session, actor: StaffMember, item: ShelfItem, act: str) -> None:
    item.version += 1
    session.flush()
    index(session, item)
    note(session, actor, item, act)
