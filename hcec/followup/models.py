"""What the council asks, what the département answers, and what comes of it. No row knows a young person."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hcec.consultations.models import Consultation
from hcec.council.models import Session as CouncilSession
from hcec.db import Base
from hcec.followup.enums import AnswerStage, ProposalKind, ProposalState


class Proposal(Base):
    """A proposition or an avis, addressed to a named function. Once adopted, its words never change."""

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("consultation_id", "position"),
        CheckConstraint("(state = 'draft') = (adopted_on IS NULL)", name="adopted_has_day"),
        CheckConstraint("state = 'draft' OR due_on IS NOT NULL", name="adopted_is_due"),
        CheckConstraint("state = 'draft' OR (what <> '' AND of_whom <> '')", name="adopted_is_addressed"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kind: Mapped[ProposalKind]
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultation.id"))
    release_id: Mapped[UUID | None] = mapped_column(ForeignKey("release.id"), index=True)  # what it was drafted from
    position: Mapped[int]
    what: Mapped[str]
    why: Mapped[str] = mapped_column(default="")
    of_whom: Mapped[str] = mapped_column(default="")
    answerer_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))  # none: whoever answers here
    engagements: Mapped[list[str]] = mapped_column(JSON, default=list)
    scheme_action: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    adopted_on: Mapped[date | None]  # the day of a plenary
    state: Mapped[ProposalState] = mapped_column(default=ProposalState.DRAFT)
    version: Mapped[int] = mapped_column(default=1)

    consultation: Mapped[Consultation] = relationship(lazy="selectin")
    plenary: Mapped[CouncilSession | None] = relationship(secondary="proposal_plenary", lazy="selectin")
    answer: Mapped["PublicAnswer | None"] = relationship(back_populates="proposal", lazy="selectin")
    steps: Mapped[list["ProposalStep"]] = relationship(
        cascade="all, delete-orphan", order_by="ProposalStep.position", lazy="selectin"
    )


class ProposalPlenary(Base):
    """The plenary of the council that adopted a proposal, where it is in the council's calendar."""

    __tablename__ = "proposal_plenary"

    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"), primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("council_session.id", ondelete="CASCADE"), index=True)


class ProposalStep(Base):
    """One state that a proposal came to, on which day, and what was said of it. Never changed."""

    __tablename__ = "proposal_step"

    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[ProposalState]
    on_day: Mapped[date]
    words: Mapped[str] = mapped_column(default="")


class PublicAnswer(Base):
    """The answer to one consultation or to one proposal, by a named function (F1)."""

    __tablename__ = "public_answer"
    __table_args__ = (
        CheckConstraint("(consultation_id IS NULL) <> (proposal_id IS NULL)", name="answers_one_thing"),
        CheckConstraint("validated_on IS NULL OR sent_on IS NOT NULL", name="validated_was_sent"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID | None] = mapped_column(ForeignKey("consultation.id"), unique=True)
    proposal_id: Mapped[UUID | None] = mapped_column(ForeignKey("proposal.id"), unique=True)
    by_function: Mapped[str]
    said: Mapped[str]
    will_do: Mapped[str]
    by_whom: Mapped[str] = mapped_column(default="", server_default="")
    by_when: Mapped[date | None]
    will_study: Mapped[str] = mapped_column(default="", server_default="")
    cannot_do: Mapped[str]
    remark: Mapped[str] = mapped_column(default="", server_default="")  # what the observatory asks to say better
    sent_on: Mapped[date | None]
    validated_on: Mapped[date | None]
    published_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    proposal: Mapped[Proposal | None] = relationship(back_populates="answer")
    corrections: Mapped[list["AnswerCorrection"]] = relationship(
        cascade="all, delete-orphan", order_by="AnswerCorrection.position", lazy="selectin"
    )

    @property
    def stage(self) -> AnswerStage:
        """Where it stands."""
        if self.published_on:
            return AnswerStage.PUBLISHED
        if self.validated_on:
            return AnswerStage.VALIDATED
        return AnswerStage.SENT if self.sent_on else AnswerStage.DRAFT


class AnswerCorrection(Base):
    """What a published answer said before it was corrected, on which day and why: nothing changes silently."""

    __tablename__ = "answer_correction"

    answer_id: Mapped[UUID] = mapped_column(ForeignKey("public_answer.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    corrected_on: Mapped[date]
    reason: Mapped[str]
    before: Mapped[dict[str, str]] = mapped_column(JSON)


class AnswerReminder(Base):
    """Somebody who must answer was reminded that day; one e-mail a day, whatever they owe."""

    __tablename__ = "answer_reminder"

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
