"""Adding to the journal, checking that nothing in it was touched, letting a month go without breaking the chain."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from hcec import clock, db, keys
from hcec.audit.models import JournalEntry, JournalHead, JournalSegment

GENESIS = b"\x00" * 32
PLATFORM = "platform"


class JournalBroken(Exception):
    """The chain does not hold; `seq` is the first entry that is wrong, or the first that is missing."""

    def __init__(self, seq: int) -> None:
        super().__init__(f"the journal is broken at entry {seq}")
        self.seq = seq


class JournalCut(JournalBroken):
    """The chain holds and ends too early: a head that was sent is beyond its end. `seq` is the first missing entry."""


@dataclass(frozen=True, slots=True)
class Head:
    """A number and a fingerprint, as the data-protection officer received them."""

    seq: int
    mac: bytes


def record(session: Session, *, actor: str, role: str, action: str, subject: str, detail: str = "") -> JournalEntry:
    """Add one line, in the transaction of the act itself. No content, no name of a child, no code.

    `actor` is a staff identifier or "platform"; `action` is `<thing>:<act>`; `subject` is `<table>:<id>`.
    """
    db.lock(session, "journal")
    last = _last(session)
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


def verify(session: Session, heads: Iterable[Head] = ()) -> int:
    """Walk the whole chain, erased months included, and return the number of its last entry.

    `heads` come from outside; those kept here are checked too. Raises JournalBroken at the first bad entry, JournalCut.
    """
    last, previous = _check_segments(session)
    sent = {head.seq: head.mac for head in (*session.scalars(select(JournalHead)), *heads) if head.seq > last}
    for entry in session.scalars(select(JournalEntry).order_by(JournalEntry.seq).execution_options(yield_per=500)):
        is_next = entry.seq == last + 1 and entry.previous == previous and entry.mac == _mac(entry, entry.at)
        if not is_next or sent.get(entry.seq, entry.mac) != entry.mac:
            raise JournalBroken(last + 1)
        last, previous = entry.seq, entry.mac
    if any(seq > last for seq in sent):
        raise JournalCut(last + 1)
    return last


def note_head(session: Session, *, day: date) -> JournalHead | None:
    """Keep where the chain stood at the end of a day; once a day, nothing while the journal is empty."""
    last = _last(session)
    if last is None or session.get(JournalHead, day) is not None:
        return None
    head = JournalHead(day=day, seq=last.seq, mac=last.mac)
    session.add(head)
    session.flush()
    return head


def erase_month(session: Session, *, before: date) -> int:
    """Delete the oldest month if it ended before this first of a month; return how many lines went.

    The chain goes on: the segment keeps where it went through, and the deletion is itself a line.
    """
    oldest = session.scalars(select(JournalEntry).order_by(JournalEntry.seq).limit(1)).first()
    if oldest is None or oldest.at.date() >= before:
        return 0
    month = clock.month_of(oldest.at.date())
    ends = datetime.combine(clock.month_of(month + timedelta(days=31)), datetime.min.time(), UTC)
    record(session, actor=PLATFORM, role=PLATFORM, action="journal:erase", subject=f"journal_segment:{month:%Y-%m}")
    after = session.scalars(select(func.min(JournalEntry.seq)).where(JournalEntry.at >= ends)).one()
    last = session.get_one(JournalEntry, after - 1)
    segment = JournalSegment(month=month, first_seq=oldest.seq, last_seq=last.seq, last_mac=last.mac)
    segment.erased_on = clock.today()
    segment.mac = _segment_mac(segment)
    session.add(segment)
    gone = session.execute(delete(JournalEntry).where(JournalEntry.seq <= last.seq))
    session.execute(delete(JournalHead).where(JournalHead.seq <= last.seq))
    return db.rows_touched(gone)


def _check_segments(session: Session) -> tuple[int, bytes]:
    """Return where the entries still here start from."""
    last, previous = 0, GENESIS
    for segment in session.scalars(select(JournalSegment).order_by(JournalSegment.first_seq)):
        if segment.first_seq != last + 1 or segment.mac != _segment_mac(segment):
            raise JournalBroken(last + 1)
        last, previous = segment.last_seq, segment.last_mac
    return last, previous


def _last(session: Session) -> JournalEntry | None:
    return session.scalars(select(JournalEntry).order_by(JournalEntry.seq.desc()).limit(1)).first()


def _mac(entry: JournalEntry, at: datetime) -> bytes:
    parts = (str(entry.seq), at.isoformat(), entry.actor, entry.role, entry.action, entry.subject, entry.detail)
    return keys.current().keyed_hash("journal", keys.mac(entry.previous, "entry", *(part.encode() for part in parts)))


def _segment_mac(segment: JournalSegment) -> bytes:
    parts = (f"{segment.month:%Y-%m}", str(segment.first_seq), str(segment.last_seq), segment.erased_on.isoformat())
    inside = keys.mac(segment.last_mac, "segment", *(part.encode() for part in parts))
    return keys.current().keyed_hash("journal segment", inside)
