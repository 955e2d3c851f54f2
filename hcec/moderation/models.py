"""Decisions and approvals. What may be quoted is a row of `approval`; the database refuses one without its proofs."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hcec.accounts.models import YOUTH_TABLE
from hcec.db import Base
from hcec.keys import Sealed
from hcec.moderation.enums import ChildAgreement, DecisionKind, HardTheme, Opinion

_PROOF = ("id", "testimony_id", "version", "kind", "staff_id", "text_hash")


class Decision(Base):
    """A reader's recorded decision on one exact version (M1, M3). Dated by month, as the message then is (A4)."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint(*_PROOF, name="uq_decision_proof"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    testimony_id: Mapped[UUID] = mapped_column(ForeignKey("testimony.id", ondelete="CASCADE"), index=True)
    version: Mapped[int]
    kind: Mapped[DecisionKind]
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    text_hash: Mapped[bytes]  # keyed hash of the text decided on
    reason: Mapped[str | None]
    note_box: Mapped[bytes | None]
    decided_on: Mapped[date]
    suggested: Mapped[int | None]  # how many passages the aids marked in words that were proposed
    followed: Mapped[int | None]  # and how many of these the copy hides

    note = Sealed("note_box")


class Approval(Base):
    """Words that may be quoted (M1, M2): two different readers decided on this text, and the child agreed to it."""

    __tablename__ = "approval"
    __table_args__ = (
        ForeignKeyConstraint(
            ["first_decision_id", "testimony_id", "version", "first_kind", "first_reader_id", "text_hash"],
            [f"decision.{column}" for column in _PROOF],
            name="fk_approval_first_decision",
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            ["second_decision_id", "testimony_id", "version", "second_kind", "second_reader_id", "text_hash"],
            [f"decision.{column}" for column in _PROOF],
            name="fk_approval_second_decision",
            ondelete="CASCADE",
        ),
        CheckConstraint("first_kind = 'publish' AND second_kind = 'approve'", name="proposed_then_approved"),
        CheckConstraint("first_reader_id <> second_reader_id", name="two_readers"),
    )

    testimony_id: Mapped[UUID] = mapped_column(primary_key=True)
    text_box: Mapped[bytes]
    text_hash: Mapped[bytes]
    version: Mapped[int]
    agreement: Mapped[ChildAgreement]
    first_decision_id: Mapped[UUID]
    first_kind: Mapped[DecisionKind]
    first_reader_id: Mapped[UUID]
    second_decision_id: Mapped[UUID]
    second_kind: Mapped[DecisionKind]
    second_reader_id: Mapped[UUID]

    text = Sealed("text_box")

    @property
    def id(self) -> UUID:
        """The row that the sealed text is bound to."""
        return self.testimony_id


class EarlierCopies(Base):
    """The copies kept before the one under way, so that going back outlives a reload (M3); gone once decided."""

    __tablename__ = "earlier_copies"
    __table_args__ = YOUTH_TABLE

    testimony_id: Mapped[UUID] = mapped_column(ForeignKey("testimony.id", ondelete="CASCADE"), primary_key=True)
    steps_box: Mapped[bytes]  # a JSON list, the latest last

    steps = Sealed("steps_box")

    @property
    def id(self) -> UUID:
        """The row that the sealed steps are bound to."""
        return self.testimony_id


class Recusal(Base):
    """ "Je reconnais": this reader never sees this message again (M3)."""

    __tablename__ = "recusal"

    testimony_id: Mapped[UUID] = mapped_column(ForeignKey("testimony.id", ondelete="CASCADE"), primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)


class StaffAvoidance(Base):
    """A theme that this reader leaves to others, as long as there are others (M6). Nobody asks why."""

    __tablename__ = "staff_avoidance"

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    theme: Mapped[HardTheme] = mapped_column(primary_key=True)


class DeskPreference(Base):
    """How this reader likes the desk: one-key shortcuts (WCAG 2.1.4), and going on to the next message by itself."""

    __tablename__ = "desk_preference"

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    has_shortcuts: Mapped[bool] = mapped_column(default=True)
    reads_on: Mapped[bool] = mapped_column(default=False)


class Exchange(Base):
    """A short exchange under a message that a reader answered: closed by either, erased with the words."""

    __tablename__ = "exchange"
    __table_args__ = YOUTH_TABLE

    testimony_id: Mapped[UUID] = mapped_column(ForeignKey("testimony.id", ondelete="CASCADE"), primary_key=True)
    answered_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    is_over: Mapped[bool] = mapped_column(default=False)


class ExchangeLine(Base):
    """A line of the exchange. It keeps its day until the other side has read it, then the month (A4)."""

    __tablename__ = "exchange_line"
    __table_args__ = (UniqueConstraint("testimony_id", "position"), YOUTH_TABLE)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    testimony_id: Mapped[UUID] = mapped_column(ForeignKey("exchange.testimony_id", ondelete="CASCADE"))
    position: Mapped[int]
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))  # None: the child
    written_on: Mapped[date]
    read_on: Mapped[date | None]  # the month in which the other side opened it: "Lu" (F2)
    body_box: Mapped[bytes]

    body = Sealed("body_box")


class KindAnswer(Base):
    """A kind answer that the département wrote, or changed: those of the house stay in the code (kind_answers.py)."""

    __tablename__ = "kind_answer"

    code: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    body: Mapped[str]
    is_offered: Mapped[bool] = mapped_column(default=True)


class Rereading(Base):
    """A refusal drawn to be read again by another service, who does not know why it was refused (M4)."""

    __tablename__ = "rereading"
    __table_args__ = (
        CheckConstraint("(staff_id IS NULL) = (opinion IS NULL)", name="opinion_is_somebodys"),
        CheckConstraint("(staff_id IS NULL) = (done_on IS NULL)", name="opinion_is_dated"),
    )

    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id", ondelete="CASCADE"), primary_key=True)
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    opinion: Mapped[Opinion | None]
    reason_box: Mapped[bytes | None]
    done_on: Mapped[date | None]  # the month, as the decision's

    reason = Sealed("reason_box")

    @property
    def id(self) -> UUID:
        """The row that the sealed text is bound to."""
        return self.decision_id
