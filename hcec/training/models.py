"""Training: needs, the multi-year programme and its lines, sessions. No row names a person who was trained.

Hours and sums of money are whole hundredths: what is added up stays exact.
"""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, backref, mapped_column, relationship

from hcec.db import Base
from hcec.scheme.models import SchemeAction
from hcec.syntheses.enums import Theme
from hcec.syntheses.models import Release
from hcec.training.enums import Asked, NeedState, Opinion, Priority, Profession, ProgrammeState, SessionState, Urgency


class TrainingNeed(Base):
    """What somebody says professionals should learn: the observatory after a synthesis, or a partner."""

    __tablename__ = "training_need"
    __table_args__ = (
        CheckConstraint("(state = 'merged') = (merged_into_id IS NOT NULL)", name="merged_says_into_which"),
        CheckConstraint("state <> 'set_aside' OR answer <> ''", name="set_aside_says_why"),
        CheckConstraint("(state = 'raised') = (answered_on IS NULL)", name="answered_has_day"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    title: Mapped[str]
    words: Mapped[str]
    theme: Mapped[Theme | None]
    audiences: Mapped[list[str]] = mapped_column(JSON, default=list)
    urgency: Mapped[Urgency]
    raised_by_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    raised_on: Mapped[date]
    institution_id: Mapped[UUID | None] = mapped_column(index=True)  # no key: the words below outlive the institution
    institution_name: Mapped[str] = mapped_column(default="")  # empty: the observatory
    release_id: Mapped[UUID | None] = mapped_column(ForeignKey("release.id"), index=True)
    release_part: Mapped[str] = mapped_column(default="")  # the title of a question, or a theme in words
    state: Mapped[NeedState] = mapped_column(default=NeedState.RAISED)
    answer: Mapped[str] = mapped_column(default="")  # read by whoever raised it
    answered_on: Mapped[date | None]
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("training_need.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    release: Mapped[Release | None] = relationship(
        lazy="selectin", backref=backref("training_needs", order_by="TrainingNeed.raised_on, TrainingNeed.id")
    )
    merged_into: Mapped["TrainingNeed | None"] = relationship(remote_side="TrainingNeed.id", back_populates="merged")
    merged: Mapped[list["TrainingNeed"]] = relationship(
        back_populates="merged_into", order_by="TrainingNeed.raised_on, TrainingNeed.id"
    )
    lines: Mapped[list["TrainingLine"]] = relationship(
        secondary="training_line_need", back_populates="needs", lazy="selectin"
    )


class TrainingProgramme(Base):
    """What will be taught over some years. Adopted, it stays as it was; a revision is another row that replaces it."""

    __tablename__ = "training_programme"
    __table_args__ = (
        CheckConstraint("to_year >= from_year", name="ends_after_it_starts"),
        CheckConstraint("(state = 'draft') = (adopted_on IS NULL)", name="adopted_has_day"),
        CheckConstraint("state = 'draft' OR adopted_by <> ''", name="adopted_says_by_whom"),
        UniqueConstraint("replaces_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    title: Mapped[str]
    from_year: Mapped[int]
    to_year: Mapped[int]
    objectives: Mapped[str] = mapped_column(default="")
    state: Mapped[ProgrammeState] = mapped_column(default=ProgrammeState.DRAFT)
    adopted_on: Mapped[date | None]
    adopted_by: Mapped[str] = mapped_column(default="")  # which assembly, in words
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("training_programme.id"))
    version: Mapped[int] = mapped_column(default=1)

    lines: Mapped[list["TrainingLine"]] = relationship(
        cascade="all, delete-orphan", order_by="TrainingLine.number", lazy="selectin", back_populates="programme"
    )
    replaces: Mapped["TrainingProgramme | None"] = relationship(
        remote_side="TrainingProgramme.id", back_populates="replaced_by"
    )
    replaced_by: Mapped["TrainingProgramme | None"] = relationship(back_populates="replaces", uselist=False)

    @property
    def years(self) -> range:
        """Every year that it covers."""
        return range(self.from_year, self.to_year + 1)


class TrainingLine(Base):
    """One line of a programme: what is taught, to whom, how many places each year, by which function it is led."""

    __tablename__ = "training_line"
    __table_args__ = (
        UniqueConstraint("programme_id", "number"),
        CheckConstraint("number > 0", name="number_is_positive"),
        CheckConstraint("hours >= 0", name="no_negative_hours"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("training_programme.id", ondelete="CASCADE"))
    root_id: Mapped[UUID] = mapped_column(index=True)  # the same in every revision: what was held stays with it
    number: Mapped[int]
    title: Mapped[str]
    theme: Mapped[Theme | None]
    audiences: Mapped[list[str]] = mapped_column(JSON, default=list)
    priority: Mapped[Priority]
    hours: Mapped[int]  # for one person, in hundredths
    body: Mapped[str] = mapped_column(default="")  # who trains
    pilot: Mapped[str] = mapped_column(default="")  # a function, never a name
    version: Mapped[int] = mapped_column(default=1)

    programme: Mapped[TrainingProgramme] = relationship(back_populates="lines", lazy="selectin")
    years: Mapped[list["LineYear"]] = relationship(
        cascade="all, delete-orphan", order_by="LineYear.year", lazy="selectin"
    )
    needs: Mapped[list[TrainingNeed]] = relationship(
        secondary="training_line_need",
        back_populates="lines",
        lazy="selectin",
        order_by="TrainingNeed.raised_on, TrainingNeed.title, TrainingNeed.id",
    )
    actions: Mapped[list[SchemeAction]] = relationship(
        secondary="training_line_action",
        lazy="selectin",
        order_by="SchemeAction.number, SchemeAction.id",
        backref=backref("training_lines", order_by="TrainingLine.number, TrainingLine.id"),
    )


class LineYear(Base):
    """How many places a line has one year, and what it may cost. In cents."""

    __tablename__ = "training_line_year"
    __table_args__ = (CheckConstraint("places >= 0 AND budget >= 0", name="nothing_negative"),)

    line_id: Mapped[UUID] = mapped_column(ForeignKey("training_line.id", ondelete="CASCADE"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    places: Mapped[int]
    budget: Mapped[int] = mapped_column(BigInteger)


class LineNeed(Base):
    """A need that a line answers."""

    __tablename__ = "training_line_need"

    line_id: Mapped[UUID] = mapped_column(ForeignKey("training_line.id", ondelete="CASCADE"), primary_key=True)
    need_id: Mapped[UUID] = mapped_column(ForeignKey("training_need.id"), primary_key=True)


class LineAction(Base):
    """An action of the schéma départemental that a line serves."""

    __tablename__ = "training_line_action"

    line_id: Mapped[UUID] = mapped_column(ForeignKey("training_line.id", ondelete="CASCADE"), primary_key=True)
    action_id: Mapped[UUID] = mapped_column(ForeignKey("scheme_action.id", ondelete="CASCADE"), primary_key=True)


class TrainingSession(Base):
    """One session, of a line of the programme or outside of it."""

    __tablename__ = "training_session"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_it_starts"),
        CheckConstraint("hours >= 0 AND cost >= 0", name="nothing_negative"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    line_id: Mapped[UUID | None] = mapped_column(ForeignKey("training_line.id"), index=True)
    title: Mapped[str]
    body: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    hours: Mapped[int]  # for one person, in hundredths
    cost: Mapped[int] = mapped_column(BigInteger)  # in cents
    state: Mapped[SessionState]
    version: Mapped[int] = mapped_column(default=1)

    line: Mapped[TrainingLine | None] = relationship(lazy="selectin")
    attendances: Mapped[list["Attendance"]] = relationship(
        cascade="all, delete-orphan", order_by="Attendance.profession, Attendance.employer", lazy="selectin"
    )
    opinions: Mapped[list["SessionOpinion"]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    @property
    def participants(self) -> int:
        """How many came."""
        return sum(each.people for each in self.attendances)


class Attendance(Base):
    """How many of a profession came from a kind of institution."""

    __tablename__ = "training_attendance"
    __table_args__ = (CheckConstraint("people > 0", name="somebody_came"),)

    session_id: Mapped[UUID] = mapped_column(ForeignKey("training_session.id", ondelete="CASCADE"), primary_key=True)
    profession: Mapped[Profession] = mapped_column(primary_key=True)
    employer: Mapped[str] = mapped_column(primary_key=True)  # the code of a kind of institution
    people: Mapped[int]


class SessionOpinion(Base):
    """How many gave an answer to a closed question after a session. Leaves only added up, and protected."""

    __tablename__ = "training_opinion"
    __table_args__ = (CheckConstraint("people > 0", name="somebody_answered"),)

    session_id: Mapped[UUID] = mapped_column(ForeignKey("training_session.id", ondelete="CASCADE"), primary_key=True)
    asked: Mapped[Asked] = mapped_column(primary_key=True)
    opinion: Mapped[Opinion] = mapped_column(primary_key=True)
    people: Mapped[int]
