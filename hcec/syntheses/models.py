"""Syntheses being written, and releases, frozen."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hcec.accounts.models import YOUTH_TABLE
from hcec.consultations.models import Consultation
from hcec.db import Base
from hcec.syntheses.enums import Engagement, Level, Stage, SynthesisState, Theme


class Synthesis(Base):
    """A draft that the observatory writes over one closed consultation."""

    __tablename__ = "synthesis"
    __table_args__ = (CheckConstraint("state = 'draft' OR NOT in_review", name="review_is_of_a_draft"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultation.id"))
    level: Mapped[Level]
    title: Mapped[str]
    text: Mapped[str] = mapped_column(default="")  # cleaned rich text
    crossings: Mapped[list[str]] = mapped_column(JSON, default=list)
    state: Mapped[SynthesisState] = mapped_column(default=SynthesisState.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))  # who began it; once sent to be reread, who sent it
    in_review: Mapped[bool] = mapped_column(default=False, server_default=false())
    embargo_on: Mapped[date | None]  # the day of the plenary: the note and the public level wait for it

    consultation: Mapped[Consultation] = relationship(lazy="joined")
    quotations: Mapped[list["ChosenQuotation"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    sections: Mapped[list["SynthesisSection"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="SynthesisSection.position, SynthesisSection.id"
    )
    asks: Mapped[list["SynthesisAsk"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="SynthesisAsk.position, SynthesisAsk.id"
    )
    reviews: Mapped[list["SynthesisReview"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="SynthesisReview.version"
    )
    release: Mapped["Release | None"] = relationship(back_populates="synthesis")

    @property
    def stage(self) -> Stage:
        """Where it stands."""
        return Stage.REVIEW if self.in_review else Stage(self.state)


class SynthesisSection(Base):
    """A part of the document: own text, and which tables, crossings and themes of quotations stand in it."""

    __tablename__ = "synthesis_section"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    synthesis_id: Mapped[UUID] = mapped_column(ForeignKey("synthesis.id"), index=True)
    position: Mapped[int]
    title: Mapped[str]
    text: Mapped[str] = mapped_column(default="")  # cleaned rich text
    tables: Mapped[list[str]] = mapped_column(JSON, default=list)
    themes: Mapped[list[str]] = mapped_column(JSON, default=list)
    shows_coverage: Mapped[bool] = mapped_column(default=False)  # who took part, beside who is in care


class SynthesisAsk(Base):
    """What is asked, of which function, for which of the four engagements (F3)."""

    __tablename__ = "synthesis_ask"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    synthesis_id: Mapped[UUID] = mapped_column(ForeignKey("synthesis.id"), index=True)
    position: Mapped[int]
    what: Mapped[str]
    of_whom: Mapped[str]
    engagement: Mapped[Engagement]


class SynthesisReview(Base):
    """What a second reader said of one exact version; agreeing holds for these bytes and no others."""

    __tablename__ = "synthesis_review"
    __table_args__ = (CheckConstraint("is_agreed OR note <> ''", name="sent_back_says_why"),)

    synthesis_id: Mapped[UUID] = mapped_column(ForeignKey("synthesis.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    content_hash: Mapped[bytes]
    reader_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    is_agreed: Mapped[bool]
    note: Mapped[str] = mapped_column(default="")
    reviewed_on: Mapped[date]


class ChosenQuotation(Base):
    """An approved message, chosen for a synthesis under a theme (D6)."""

    __tablename__ = "chosen_quotation"

    synthesis_id: Mapped[UUID] = mapped_column(ForeignKey("synthesis.id"), primary_key=True)
    testimony_id: Mapped[UUID] = mapped_column(
        ForeignKey("approval.testimony_id", ondelete="CASCADE"), primary_key=True
    )
    theme: Mapped[Theme]


class FrozenQuotation(Base):
    """A message that could be quoted when the first release left: those approved later never enter (D5).

    One that is withdrawn or erased leaves.
    """

    __tablename__ = "frozen_quotation"
    __table_args__ = YOUTH_TABLE

    testimony_id: Mapped[UUID] = mapped_column(
        ForeignKey("approval.testimony_id", ondelete="CASCADE"), primary_key=True
    )
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultation.id"))


class DeclaredCrossing(Base):
    """A crossing that was chosen before any number was out: later releases take these and no others (D5)."""

    __tablename__ = "declared_crossing"

    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultation.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)


class Release(Base):
    """What left: canonical bytes that every file is made from. Never changed, only withdrawn (D5)."""

    __tablename__ = "release"
    __table_args__ = (CheckConstraint("attack_passed", name="survived_attack"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    synthesis_id: Mapped[UUID] = mapped_column(ForeignKey("synthesis.id"), unique=True)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultation.id"), index=True)
    level: Mapped[Level]
    content: Mapped[bytes]
    content_hash: Mapped[bytes]
    attack_passed: Mapped[bool]
    published_on: Mapped[date]
    embargo_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    withdrawal_reason: Mapped[str | None]

    synthesis: Mapped[Synthesis] = relationship(back_populates="release")
    files: Mapped[list["ReleaseFile"]] = relationship(cascade="all, delete-orphan")


class ReleaseFile(Base):
    """A file made from a release, kept so that what is downloaded is always the same bytes."""

    __tablename__ = "release_file"
    __table_args__ = (UniqueConstraint("release_id", "format"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    release_id: Mapped[UUID] = mapped_column(ForeignKey("release.id"))
    format: Mapped[str]
    content: Mapped[bytes]
    content_hash: Mapped[bytes]
