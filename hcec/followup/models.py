"""What the département answers."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from hcec.db import Base


class PublicAnswer(Base):
    """The answer to one consultation, by a named function, in three parts (F1)."""

    __tablename__ = "public_answer"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultation.id"), unique=True)
    by_function: Mapped[str]
    said: Mapped[str]
    will_do: Mapped[str]
    cannot_do: Mapped[str]
    published_on: Mapped[date | None]
