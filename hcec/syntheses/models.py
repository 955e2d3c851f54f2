"""Syntheses being written, and releases, frozen."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hcec.consultations.models import Consultation
from hcec.db import Base
from hcec.syntheses.enums import Level, SynthesisState, Theme


class Synthesis(Base):
    """A draft that the observatory writes over one closed consultation."""

    __tablename__ = "synthesis"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultation.id"))
    level: Mapped[Level]
    title: Mapped[str]
    text: Mapped[str] = mapped_column(default="")  # cleaned rich text
    crossings: Mapped[list[str]] = mapped_column(JSON, default=list)
    state: Mapped[SynthesisState] = mapped_column(default=SynthesisState.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))

    consultation: Mapped[Consultation] = relationship(lazy="joined")
    quotations: Mapped[list["ChosenQuotation"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    release: Mapped["Release | None"] = relationship(back_populates="synthesis")


class ChosenQuotation(Base):
    """An approved message, chosen for a synthesis under a theme (D6)."""

    __tablename__ = "chosen_quotation"

    synthesis_id: Mapped[UUID] = mapped_column(ForeignKey("synthesis.id"), primary_key=True)
    testimony_id: Mapped[UUID] = mapped_column(
        ForeignKey("approval.testimony_id", ondelete="CASCADE"), primary_key=True
    )
    theme: Mapped[Theme]


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
