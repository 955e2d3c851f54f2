"""The journal's table."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hcec.db import Base


class JournalEntry(Base):
    """One act of a member of staff or of the platform. It holds no word of a young person and no act of theirs."""

    __tablename__ = "journal_entry"
    __table_args__ = (CheckConstraint("seq > 0", name="starts_at_one"),)

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str]
    role: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    detail: Mapped[str]
    previous: Mapped[bytes]
    mac: Mapped[bytes]


class JournalHead(Base):
    """The chain's last link at the end of a day, sent to the data-protection officer: a cut tail shows (ATTACKS 36)."""

    __tablename__ = "journal_head"

    day: Mapped[date] = mapped_column(primary_key=True)
    seq: Mapped[int]
    mac: Mapped[bytes]
    sent_at: Mapped[datetime | None]


class JournalSegment(Base):
    """A month of the journal, deleted after its retention: where the chain went through it."""

    __tablename__ = "journal_segment"

    month: Mapped[date] = mapped_column(primary_key=True)
    first_seq: Mapped[int]
    last_seq: Mapped[int]
    last_mac: Mapped[bytes]
    erased_on: Mapped[date]
    mac: Mapped[bytes]  # keyed: nobody invents a segment to hide lines taken away
