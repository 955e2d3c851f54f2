"""What was said. Nothing in these rows says which account wrote them; sheet and messages cannot be joined (A4)."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hcec.accounts.enums import AgeBand, PlacementType
from hcec.accounts.models import YOUTH_TABLE
from hcec.db import Base
from hcec.keys import Sealed, SealedBytes
from hcec.testimonies.enums import TestimonyKind, TestimonyState


class Agreement(Base):
    """The contract accepted for one consultation or for the idea box, with its version and month (S8)."""

    __tablename__ = "agreement"
    __table_args__ = YOUTH_TABLE

    tag: Mapped[bytes] = mapped_column(primary_key=True)
    contract_version: Mapped[int]
    accepted_on: Mapped[date]


class Draft(Base):
    """Answers under way, sealed under the account key: only the signed-in child's request can open them."""

    __tablename__ = "draft"
    __table_args__ = YOUTH_TABLE

    tag: Mapped[bytes] = mapped_column(primary_key=True)
    box: Mapped[bytes]
    expires_on: Mapped[date] = mapped_column(index=True)


class AnswerSheet(Base):
    """The choices of one young person in one consultation, detached from any account (A4).

    At closing the tag is replaced by random bytes (D5), and the sheet can be found by nobody.
    """

    __tablename__ = "answer_sheet"
    __table_args__ = (UniqueConstraint("tag", "consultation_id"), YOUTH_TABLE)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    tag: Mapped[bytes]
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultation.id"), index=True)
    age_band: Mapped[AgeBand | None]
    placement_type: Mapped[PlacementType | None]
    was_alone: Mapped[bool | None]
    month: Mapped[date]

    answers: Mapped[list["SheetAnswer"]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class SheetAnswer(Base):
    """One choice of a sheet; a ranking keeps the rank of each choice."""

    __tablename__ = "sheet_answer"
    __table_args__ = YOUTH_TABLE

    sheet_id: Mapped[UUID] = mapped_column(ForeignKey("answer_sheet.id", ondelete="CASCADE"), primary_key=True)
    question_id: Mapped[UUID] = mapped_column(ForeignKey("question.id"), primary_key=True)
    choice: Mapped[int] = mapped_column(primary_key=True)
    rank: Mapped[int | None]


class Testimony(Base):
    """A message: words of one young person, found again by its tag alone."""

    __test__ = False  # not a test class, whatever its name starts with
    __tablename__ = "testimony"
    __table_args__ = (
        CheckConstraint("state <> 'claimed' OR claimed_by IS NOT NULL", name="claimed_has_reader"),
        CheckConstraint("state <> 'proposed' OR proposed_box IS NOT NULL", name="proposed_has_text"),
        CheckConstraint("state <> 'refused' OR refusal_reason IS NOT NULL", name="refused_has_reason"),
        CheckConstraint(
            "state <> 'approved' OR (agreed_version IS NOT NULL AND agreed_version = version)",
            name="approved_was_agreed",
        ),
        CheckConstraint("kind <> 'help' OR consultation_id IS NULL", name="help_stands_alone"),
        CheckConstraint("kind = 'answer' OR age_band IS NULL", name="idea_has_no_age"),
        CheckConstraint("NOT is_topic OR kind = 'idea'", name="topic_is_an_idea"),
        CheckConstraint("NOT is_paper OR kind = 'answer'", name="paper_is_an_answer"),
        Index("ix_testimony_tag", "tag"),
        Index("ix_testimony_state_written_on", "state", "written_on"),
        YOUTH_TABLE,
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    tag: Mapped[bytes]
    kind: Mapped[TestimonyKind]
    consultation_id: Mapped[UUID | None] = mapped_column(ForeignKey("consultation.id"), index=True)
    question_id: Mapped[UUID | None] = mapped_column(ForeignKey("question.id"))
    age_band: Mapped[AgeBand | None]
    is_about_adult: Mapped[bool] = mapped_column(default=False)
    may_quote: Mapped[bool] = mapped_column(default=False)
    original_box: Mapped[bytes | None]  # erased at the end of its retention
    envelope_box: Mapped[bytes]
    state: Mapped[TestimonyState] = mapped_column(default=TestimonyState.SUBMITTED)
    version: Mapped[int] = mapped_column(default=1)  # of the words: original or proposed; a claim changes nothing
    written_on: Mapped[date]  # the day while undecided, then the month (A4)
    read_on: Mapped[date | None]  # the same
    claimed_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    claimed_until: Mapped[date | None]
    unfinished_box: Mapped[bytes | None]  # a redaction under way (M3)
    proposed_box: Mapped[bytes | None]  # what could be quoted, shown to the child (M2)
    agreed_version: Mapped[int | None]
    agreed_by_silence: Mapped[bool] = mapped_column(default=False)
    seen_on: Mapped[date | None]  # the day the child saw what is proposed: silence counts from then (M2)
    refusal_reason: Mapped[str | None]
    objected_version: Mapped[int | None]  # the words that the child refused: from then on silence is a no (M2)
    objection_box: Mapped[bytes | None]  # why, if they said it
    objection_answer_box: Mapped[bytes | None]  # what a second reader answered
    # What the aids suspected in the words (testimonies/urgency.py); it goes with them.
    urgency: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    hints_box: Mapped[bytes | None]  # what a language model saw in them (moderation/hints.py); None: it did not look
    is_topic: Mapped[bool] = mapped_column(default=False, server_default=false())  # offered to the other children
    is_paper: Mapped[bool] = mapped_column(default=False, server_default=false())  # its author never comes back

    original = Sealed("original_box")
    hints = Sealed("hints_box")
    envelope = SealedBytes("envelope_box")  # closed to everyone but the CRIP, and kept sealed here too
    unfinished = Sealed("unfinished_box")
    proposed = Sealed("proposed_box")
    objection = Sealed("objection_box")
    objection_answer = Sealed("objection_answer_box")
    circles: Mapped[list["TestimonyCircle"]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class TestimonyCircle(Base):
    """A circle whose staff never see this message (A5)."""

    __test__ = False
    __tablename__ = "testimony_circle"
    __table_args__ = YOUTH_TABLE

    testimony_id: Mapped[UUID] = mapped_column(ForeignKey("testimony.id", ondelete="CASCADE"), primary_key=True)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"), primary_key=True)


class PaperBatch(Base):
    """Paper sheets that one person received and enters; its number is written on each of them.

    Which sheet became which answers is kept nowhere: `sheet_entered` only tells that a number was entered.
    """

    __tablename__ = "paper_batch"
    __table_args__ = (UniqueConstraint("consultation_id", "number"), CheckConstraint("number > 0", name="number"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultation.id"))
    number: Mapped[int]
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))

    circles: Mapped[list["PaperBatchCircle"]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class PaperBatchCircle(Base):
    """A territory that the sheets came from: its staff read none of their words (A5)."""

    __tablename__ = "paper_batch_circle"

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("paper_batch.id", ondelete="CASCADE"), primary_key=True)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"), primary_key=True)


class SheetEntered(Base):
    """A number of a batch, entered once. It names no answer sheet and no message (A4)."""

    __tablename__ = "sheet_entered"
    __table_args__ = (UniqueConstraint("batch_id", "number"), CheckConstraint("number > 0", name="number"), YOUTH_TABLE)

    id: Mapped[UUID] = mapped_column(primary_key=True)  # the form's own: sent twice, it is one
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("paper_batch.id", ondelete="CASCADE"))
    number: Mapped[int]
