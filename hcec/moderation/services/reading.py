"""Opening a message, taking it in hand, giving it back (M3, A7)."""

from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.audit import services as audit
from hcec.audit.models import JournalEntry
from hcec.moderation import queries, working_days
from hcec.moderation.services.changes import ChangedMeanwhile, latest, move
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony

TRIES = 5
READING = "testimony:read"


class NotReadyToRead(Exception):
    """The charter is not signed, or no training is dated (A7)."""


class HeldByAnother(Exception):
    """Somebody else is reading this message, or it no longer waits for this reader."""


def note_reading(session: Session, *, actor: StaffMember, testimony: Testimony, today: date) -> None:
    """Tell the child "Lu" from the first time on (F2), and journal that these words were opened.

    The message first, then the journal, as every act here: two readers never wait for each other in a circle.
    """
    session.execute(
        update(Testimony).where(Testimony.id == testimony.id, Testimony.read_on.is_(None)).values(read_on=today)
    )
    record(session, actor, READING, testimony)


def has_opened(session: Session, *, actor: StaffMember, testimony: Testimony) -> bool:
    """Return whether the journal holds that this person opened these words: a form sent back shows them again."""
    mine = (JournalEntry.actor == actor.id.hex, JournalEntry.action == READING)
    lines = select(JournalEntry.seq).where(*mine, JournalEntry.subject == f"testimony:{testimony.id.hex}")
    return session.scalar(lines.limit(1)) is not None


def claim(session: Session, *, actor: StaffMember, testimony: Testimony, today: date) -> Testimony:
    """Take a message in hand until 24 hours beyond the next working day (M3).

    Raises NotReadyToRead, HeldByAnother, ChangedMeanwhile.
    """
    if not actor.is_ready_to_read:
        raise NotReadyToRead
    held = latest(session, testimony)
    if not is_takable(session, actor=actor, testimony=held, today=today):
        raise HeldByAnother
    held.claimed_by, held.claimed_until = actor.id, working_days.claim_ends(today)
    held.read_on = held.read_on or today
    if held.state == TestimonyState.SUBMITTED:
        held.state = TestimonyState.CLAIMED
    record(session, actor, "testimony:claim", held)
    session.flush()
    return held


def claim_next(session: Session, *, actor: StaffMember, today: date) -> Testimony | None:
    """Take in hand what comes first for this person; None when nothing waits. Raises NotReadyToRead.

    Somebody may take it at the same moment: then the one after.
    """
    for _ in range(TRIES):
        first = session.scalar(queries.queue_of(actor, today).limit(1).execution_options(populate_existing=True))
        if first is None:
            return None
        try:
            return claim(session, actor=actor, testimony=first, today=today)
        except (HeldByAnother, ChangedMeanwhile):
            continue
    return None


def give_back(session: Session, *, actor: StaffMember, testimony: Testimony) -> None:
    """Leave a message to whoever comes next; a redaction under way stays. Raises ChangedMeanwhile."""
    held = latest(session, testimony)
    if held.claimed_by != actor.id:
        raise ChangedMeanwhile(held)
    move(held, TestimonyState.SUBMITTED if held.state == TestimonyState.CLAIMED else held.state)
    record(session, actor, "testimony:give_back", held)
    session.flush()


def is_takable(session: Session, *, actor: StaffMember, testimony: Testimony, today: date) -> bool:
    """Return whether this person may claim this message now."""
    takable = queries.takable_by(actor, today).where(Testimony.id == testimony.id)
    return session.scalar(takable.with_only_columns(Testimony.id)) is not None


def record(session: Session, actor: StaffMember, action: str, testimony: Testimony) -> None:
    """Add the act to the journal, in its own transaction's hands."""
    audit.record(session, actor=actor.id.hex, role=actor.role, action=action, subject=f"testimony:{testimony.id.hex}")
