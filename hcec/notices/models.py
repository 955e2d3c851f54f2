"""What each member of staff asked to be written to about (no row: nothing is sent), and what a child has seen."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from hcec.accounts.models import YOUTH_TABLE
from hcec.db import Base
from hcec.notices.enums import NoticeKind


class NoticeChoice(Base):
    """One kind of notice that one person asked for, and the last day that it told of."""

    __tablename__ = "notice_choice"

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    kind: Mapped[NoticeKind] = mapped_column(primary_key=True)
    told_on: Mapped[date]  # what was due by then is told; on asking, the day it was asked
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]  # after a mail server that did not take it


class AnswerSeen(Base):
    """A young person opened what the département answered. The tag is computed under their key: it finds nobody."""

    __tablename__ = "answer_seen"
    __table_args__ = YOUTH_TABLE

    tag: Mapped[bytes] = mapped_column(primary_key=True)
