"""Consultations, questions and choices."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hcec.accounts.enums import AgeBand
from hcec.accounts.models import Staff
from hcec.consultations.enums import ConsultationStatus, QuestionKind
from hcec.db import Base


class Consultation(Base):
    """What the council asks. Once closed, its sheets are frozen: that is the snapshot (D5)."""

    __tablename__ = "consultation"
    __table_args__ = (
        CheckConstraint("status = 'draft' OR (opens_on IS NOT NULL AND closes_on IS NOT NULL)", name="open_has_dates"),
        CheckConstraint("status = 'draft' OR on_call_id IS NOT NULL", name="open_has_on_call"),
        CheckConstraint("(status IN ('closed', 'archived')) = (closed_on IS NOT NULL)", name="closed_has_day"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    why: Mapped[str]
    who_reads: Mapped[str]
    what_next: Mapped[str]
    answer_due_on: Mapped[date | None]
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    status: Mapped[ConsultationStatus] = mapped_column(default=ConsultationStatus.DRAFT)
    is_safety_topic: Mapped[bool] = mapped_column(default=False)
    on_call_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    version: Mapped[int] = mapped_column(default=1)

    on_call: Mapped[Staff | None] = relationship()
    edition: Mapped["Edition | None"] = relationship(back_populates="consultation")
    audience: Mapped[list["AudienceBand"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    questions: Mapped[list["Question"]] = relationship(
        back_populates="consultation", cascade="all, delete-orphan", order_by="Question.position", lazy="selectin"
    )
    postponements: Mapped[list["Postponement"]] = relationship(
        cascade="all, delete-orphan", order_by="Postponement.closed_before"
    )


class Postponement(Base):
    """What was promised before the last day was put off, and why: children read it beside the new date."""

    __tablename__ = "postponement"
    __table_args__ = (UniqueConstraint("consultation_id", "closed_before"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultation.id"))
    closed_before: Mapped[date]
    due_before: Mapped[date]
    reason: Mapped[str]
    decided_on: Mapped[date]


class Snapshot(Base):
    """What the sheets were at closing: a release is refused if they are anything else (D5)."""

    __tablename__ = "snapshot"

    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultation.id"), primary_key=True)
    sheets: Mapped[int]
    fingerprint: Mapped[bytes]


class Edition(Base):
    """Some whole months of the idea box, closed like a consultation that nobody was asked (D5)."""

    __tablename__ = "edition"
    __table_args__ = (CheckConstraint("last_month >= first_month", name="months_in_order"),)

    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultation.id"), primary_key=True)
    first_month: Mapped[date]
    last_month: Mapped[date]

    consultation: Mapped[Consultation] = relationship(back_populates="edition")


class AudienceBand(Base):
    """An age band that the consultation is for."""

    __tablename__ = "audience_band"

    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultation.id"), primary_key=True)
    age_band: Mapped[AgeBand] = mapped_column(primary_key=True)


class Question(Base):
    """One question, one screen; none is mandatory (S8)."""

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("consultation_id", "position"), CheckConstraint("position > 0", name="position"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultation.id"))
    position: Mapped[int]
    kind: Mapped[QuestionKind]
    label: Mapped[str]
    hint: Mapped[str] = mapped_column(default="")
    is_sensitive: Mapped[bool] = mapped_column(default=False)

    consultation: Mapped[Consultation] = relationship(back_populates="questions")
    choices: Mapped[list["Choice"]] = relationship(
        cascade="all, delete-orphan", order_by="Choice.position", lazy="selectin"
    )


class Choice(Base):
    """A choice offered, or the word under a face; what a sheet keeps is its position."""

    __tablename__ = "choice"

    question_id: Mapped[UUID] = mapped_column(ForeignKey("question.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]
