"""Adding to the journal, and checking that nothing in it was touched."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec import clock, db, keys
from hcec.audit.models import JournalEntry

GENESIS = b"\x00" * 32


class JournalBroken(Exception):
    """The chain does not hold; `seq` is the first entry that is wrong."""

    def __init__(self, seq: int) -> None:
        super().__init__(f"the journal is broken at entry {seq}")
        self.seq = seq


def record(session: Session, *, actor: str, role: str, action: str, subject: str, detail: str = "") -> JournalEntry:
    """Add one line, in the transaction of the act itself. No content, no name of a child, no code.

    `actor` is a staff identifier or "platform"; `action` is `<thing>:<act>`; `subject` is `<table>:<id>`.
    """
    db.lock(session, "journal")
    last = session.scalars(select(JournalEntry).order_by(JournalEntry.seq.desc()).limit(1)).first()
    entry = JournalEntry(
        seq=last.seq + 1 if last else 1,
        at=clock.now().replace(microsecond=0),
        actor=actor,
        role=role,
        action=action,
        subject=subject,
        detail=detail,
        previous=last.mac if last else GENESIS,
    )
    entry.mac = _mac(entry, entry.at)
    session.add(entry)
    session.flush()
    return entry


def verify(session: Session) -> int:
    """Walk the whole chain and return its length. Raises JournalBroken at the first bad entry."""
    previous, expected = GENESIS, 1
    for entry in session.scalars(select(JournalEntry).order_by(JournalEntry.seq).execution_options(yield_per=500)):
        if entry.seq != expected or entry.previous != previous or entry.mac != _mac(entry, entry.at):
            raise JournalBroken(expected)
        previous, expected = entry.mac, expected + 1
    return expected - 1


def _mac(entry: JournalEntry, at: datetime) -> bytes:
    parts = (str(entry.seq), at.isoformat(), entry.actor, entry.role, entry.action, entry.subject, entry.detail)
    return keys.current().keyed_hash("journal", keys.mac(entry.previous, "entry", *(part.encode() for part in parts)))
