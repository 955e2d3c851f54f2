"""The journal's table."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hcec.db import Base


class JournalEntry(Base):
    """One act of a member of staff or of the platform. It holds no word of a young person and no act of theirs."""

    __tablename__ = "journal_entry"
    __table_args__ = (CheckConstraint("seq > 0", name="starts_at_one"),)

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str]
    role: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[str]
    previous: Mapped[bytes]
    mac: Mapped[bytes]
