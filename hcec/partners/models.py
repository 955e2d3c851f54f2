"""Institutions that work with the observatory, and the accounts that act for them."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from hcec.db import Base
from hcec.partners.enums import InstitutionKind


class Institution(Base):
    """A body that takes part in the observatory's work. What it signed is a day, never a person."""

    __tablename__ = "institution"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[InstitutionKind]
    charter_signed_on: Mapped[date | None]  # the charter of immersion
    version: Mapped[int] = mapped_column(default=1)


class Representative(Base):
    """A partner's account acts for one institution, and for one only."""

    __tablename__ = "representative"

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    institution_id: Mapped[UUID] = mapped_column(ForeignKey("institution.id"), index=True)
