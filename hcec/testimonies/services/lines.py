"""Lines of a short exchange with a child: each sent once, in order, sealed. Alerts and messages have each their own."""

from datetime import date
from typing import Any, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hcec import db
from hcec.testimonies.services.messages import NotYours


class Line(Protocol):
    """What every line has, whatever it hangs from."""

    id: Any
    position: Any
    staff_id: Any
    written_on: Any
    body: Any

    def __init__(self, **columns: Any) -> None: ...


L = TypeVar("L", bound=Line)


def sent_before(session: Session, model: type[L], row_id: UUID, *, staff_id: UUID | None, **thread: UUID) -> L | None:
    """Return the line that this one-time form made already; `thread` names what it hangs from. Raises NotYours."""
    db.lock(session, str(row_id))
    existing = session.get(model, row_id)
    if existing is None:
        return None
    if existing.staff_id != staff_id or any(getattr(existing, name) != value for name, value in thread.items()):
        raise NotYours
    return existing


def add_line(
    session: Session, model: type[L], row_id: UUID, words: str, *, staff_id: UUID | None, today: date, **thread: UUID
) -> L:
    """Write the next line; None is the child. Who writes holds the thread, so that no two take one place."""
    last = session.scalar(select(func.max(model.position)).filter_by(**thread))
    line = model(id=row_id, position=(last or 0) + 1, staff_id=staff_id, written_on=today, **thread)
    line.body = words
    session.add(line)
    session.flush()
    return line
