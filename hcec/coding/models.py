"""Codes of messages, and what a first release froze (D5). No word of a message is here."""

from datetime import date
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hcec.accounts.models import YOUTH_TABLE
from hcec.coding.enums import Tone
from hcec.db import Base


class LocalTheme(Base):
    """A theme that the département added to those of the house. Retired, never deleted: codes keep their meaning."""

    __tablename__ = "local_theme"
    __table_args__ = (CheckConstraint("retired_in IS NULL OR retired_in > added_in", name="retired_after_added"),)

    code: Mapped[str] = mapped_column(primary_key=True)
    words: Mapped[str]
    added_in: Mapped[int]  # version of the list
    retired_in: Mapped[int | None]


class Coding(Base):
    """What one reader made of one message. The second is made blind to the first, and never counted."""

    __tablename__ = "coding"
    __table_args__ = (
        CheckConstraint("place IN (1, 2)", name="first_or_second"),
        CheckConstraint("place = 1 OR NOT is_drawn", name="first_is_drawn"),
        UniqueConstraint("testimony_id", "staff_id"),  # nobody checks their own coding
        YOUTH_TABLE,
    )

    testimony_id: Mapped[UUID] = mapped_column(ForeignKey("testimony.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    list_version: Mapped[int]  # themes added later were not on the page
    is_drawn: Mapped[bool]  # chance wants a second coding
    coded_on: Mapped[date]  # the month, as the message's (A4)

    themes: Mapped[list["ThemeCode"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    tones: Mapped[list["ToneCode"]] = relationship(cascade="all, delete-orphan", lazy="selectin")


def _of_coding(name: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["testimony_id", "place"],
        ["coding.testimony_id", "coding.place"],
        name=f"fk_{name}_coding",
        ondelete="CASCADE",
    )


class ThemeCode(Base):
    """A theme that somebody confirmed. What the machine only suggests is never a row."""

    __tablename__ = "theme_code"
    __table_args__ = (_of_coding("theme_code"), YOUTH_TABLE)

    testimony_id: Mapped[UUID] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    theme: Mapped[str] = mapped_column(primary_key=True)
    was_suggested: Mapped[bool]


class ToneCode(Base):
    """A tone that somebody heard in a message."""

    __tablename__ = "tone_code"
    __table_args__ = (_of_coding("tone_code"), YOUTH_TABLE)

    testimony_id: Mapped[UUID] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    tone: Mapped[Tone] = mapped_column(primary_key=True)


class CodeProposal(Base):
    """Themes that the observatory would give to words approved for quotation. Nothing counts before a reader agrees."""

    __tablename__ = "code_proposal"
    __table_args__ = YOUTH_TABLE

    testimony_id: Mapped[UUID] = mapped_column(
        ForeignKey("approval.testimony_id", ondelete="CASCADE"), primary_key=True
    )
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    themes: Mapped[list[str]] = mapped_column(JSON)
    proposed_on: Mapped[date]  # the month, as the coding's (A4)


class CodingFreeze(Base):
    """The codes of one consultation stand as they were: later changes move no published number (D5)."""

    __tablename__ = "coding_freeze"
    __table_args__ = (CheckConstraint("voices >= 0", name="voices_are_counted"),)

    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultation.id"), primary_key=True)
    voices: Mapped[int]  # distinct children among the messages coded
    list_version: Mapped[int]


class FrozenTheme(Base):
    """One child spoke of one theme. The tag is drawn for the freeze: it finds no message and no account."""

    __tablename__ = "frozen_theme"
    __table_args__ = YOUTH_TABLE

    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("coding_freeze.consultation_id"), primary_key=True)
    tag: Mapped[bytes] = mapped_column(primary_key=True)
    theme: Mapped[str] = mapped_column(primary_key=True)
