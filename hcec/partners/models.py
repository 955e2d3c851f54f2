"""Institutions that work with the observatory, its plenaries, immersions. People are accounts, or nobody is named."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hcec.accounts.models import Staff
from hcec.db import Base
from hcec.partners.enums import (
    Advice,
    Answer,
    Effect,
    ImmersionTheme,
    InstitutionKind,
    Outcome,
    PlenaryState,
    Presence,
    Side,
    Usefulness,
)


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


class ObservatoryMandate(Base):
    """A function that sits in the observatory for an institution. Who holds it is an account, or nobody is named."""

    __tablename__ = "observatory_mandate"
    __table_args__ = (CheckConstraint("to_on IS NULL OR to_on >= from_on", name="ends_after_it_starts"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    institution_id: Mapped[UUID] = mapped_column(ForeignKey("institution.id"), index=True)
    function: Mapped[str]
    is_deputy: Mapped[bool] = mapped_column(default=False)
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    institution: Mapped[Institution] = relationship(lazy="selectin")
    holder: Mapped[Staff | None] = relationship(lazy="selectin")

    def runs_on(self, day: date) -> bool:
        """Return whether it runs on a day."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


class Plenary(Base):
    """The observatory met, or will: institutions, not children; the council has its own sessions."""

    __tablename__ = "plenary"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    held_on: Mapped[date] = mapped_column(index=True)
    place: Mapped[str]
    agenda: Mapped[str]  # a point on each line, with the address of a page of ours after a bar (see agenda.py)
    state: Mapped[PlenaryState] = mapped_column(default=PlenaryState.PLANNED)
    minutes: Mapped[str] = mapped_column(default="")  # cleaned rich text
    version: Mapped[int] = mapped_column(default=1)

    attendances: Mapped[list["PlenaryAttendance"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    decisions: Mapped[list["PlenaryDecision"]] = relationship(
        cascade="all, delete-orphan", order_by="PlenaryDecision.position", lazy="selectin", back_populates="plenary"
    )


class PlenaryAttendance(Base):
    """Whether an institution came to a plenary."""

    __tablename__ = "plenary_attendance"

    plenary_id: Mapped[UUID] = mapped_column(ForeignKey("plenary.id", ondelete="CASCADE"), primary_key=True)
    institution_id: Mapped[UUID] = mapped_column(ForeignKey("institution.id"), primary_key=True)
    presence: Mapped[Presence]

    institution: Mapped[Institution] = relationship(lazy="selectin")


class PlenaryDecision(Base):
    """What a plenary decided: which function does it, until when, and the day it was done."""

    __tablename__ = "plenary_decision"
    __table_args__ = (UniqueConstraint("plenary_id", "position"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    plenary_id: Mapped[UUID] = mapped_column(ForeignKey("plenary.id", ondelete="CASCADE"))
    position: Mapped[int]
    words: Mapped[str]
    who: Mapped[str] = mapped_column(default="")  # a function, never a name
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    told: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)

    plenary: Mapped[Plenary] = relationship(back_populates="decisions")

    def is_late(self, today: date) -> bool:
        """Return whether its day went by without it."""
        return self.done_on is None and self.due_on is not None and self.due_on < today


class ImmersionWish(Base):
    """Days when an institution welcomes, or would like to come: where, to see what, how many, of which profession."""

    __tablename__ = "immersion_wish"
    __table_args__ = (
        CheckConstraint("to_on >= from_on", name="ends_after_it_starts"),
        CheckConstraint("places > 0", name="has_places"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    institution_id: Mapped[UUID] = mapped_column(ForeignKey("institution.id"), index=True)
    side: Mapped[Side]
    theme: Mapped[ImmersionTheme]
    place: Mapped[str] = mapped_column(default="")  # a town; none: anywhere
    from_on: Mapped[date]
    to_on: Mapped[date]
    places: Mapped[int]
    profession: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    is_withdrawn: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    institution: Mapped[Institution] = relationship(lazy="selectin")


class Immersion(Base):
    """A day that joins an offer and a request: each side says yes or no once, then it is held or cancelled."""

    __tablename__ = "immersion"
    __table_args__ = (
        CheckConstraint("places > 0", name="has_places"),
        CheckConstraint(
            "outcome <> 'held' OR (host_answer = 'accepted' AND guest_answer = 'accepted')", name="held_was_agreed"
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("immersion_wish.id"), index=True)
    request_id: Mapped[UUID] = mapped_column(ForeignKey("immersion_wish.id"), index=True)
    day: Mapped[date]
    places: Mapped[int]
    host_answer: Mapped[Answer] = mapped_column(default=Answer.WAITING)
    host_words: Mapped[str] = mapped_column(default="")
    guest_answer: Mapped[Answer] = mapped_column(default=Answer.WAITING)
    guest_words: Mapped[str] = mapped_column(default="")
    outcome: Mapped[Outcome] = mapped_column(default=Outcome.COMING)
    outcome_words: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)

    offer: Mapped[ImmersionWish] = relationship(foreign_keys=[offer_id], lazy="selectin")
    request: Mapped[ImmersionWish] = relationship(foreign_keys=[request_id], lazy="selectin")
    feedbacks: Mapped[list["ImmersionFeedback"]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    @property
    def is_agreed(self) -> bool:
        """Whether both sides said yes."""
        return self.host_answer is self.guest_answer is Answer.ACCEPTED

    @property
    def is_declined(self) -> bool:
        """Whether a side said no."""
        return Answer.DECLINED in (self.host_answer, self.guest_answer)

    @property
    def takes_places(self) -> bool:
        """Whether its places are taken: neither declined nor cancelled."""
        return not self.is_declined and self.outcome is not Outcome.CANCELLED


class ImmersionFeedback(Base):
    """Three questions after a day, answered once by each side: for the two institutions and the observatory."""

    __tablename__ = "immersion_feedback"

    immersion_id: Mapped[UUID] = mapped_column(ForeignKey("immersion.id", ondelete="CASCADE"), primary_key=True)
    side: Mapped[Side] = mapped_column(primary_key=True)
    usefulness: Mapped[Usefulness]
    effect: Mapped[Effect]
    advice: Mapped[Advice]
    words: Mapped[str] = mapped_column(default="")
