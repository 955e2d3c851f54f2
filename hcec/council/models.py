"""The council's life. No row names a person: seats have numbers, members of groups have functions."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hcec.accounts.enums import AgeBand
from hcec.accounts.models import YOUTH_TABLE
from hcec.council.enums import DecisionState, SessionKind, SessionState, TopicState
from hcec.db import Base


class Session(Base):
    """The council met, or will: a working session or a plenary, with what came of it in plain words."""

    __tablename__ = "council_session"
    __table_args__ = (
        CheckConstraint("attended >= 0", name="attendance_is_a_number"),
        CheckConstraint("state = 'planned' OR attended IS NOT NULL", name="held_has_attendance"),
        CheckConstraint("(state = 'published') = (published_on IS NOT NULL)", name="published_has_day"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kind: Mapped[SessionKind]
    state: Mapped[SessionState] = mapped_column(default=SessionState.PLANNED)
    held_on: Mapped[date] = mapped_column(index=True)
    place: Mapped[str]
    agenda: Mapped[str]  # a point on each line
    attended: Mapped[int | None]  # how many young people came; told in words in public when they are few (D1)
    minutes: Mapped[str] = mapped_column(default="")
    published_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    decisions: Mapped[list["CouncilDecision"]] = relationship(
        cascade="all, delete-orphan", order_by="CouncilDecision.position", lazy="selectin", back_populates="session"
    )


class CouncilDecision(Base):
    """One thing that the council decided, and what became of it."""

    __tablename__ = "council_decision"
    __table_args__ = (UniqueConstraint("session_id", "position"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("council_session.id", ondelete="CASCADE"))
    position: Mapped[int]
    words: Mapped[str]
    state: Mapped[DecisionState] = mapped_column(default=DecisionState.TO_DO)
    told: Mapped[str] = mapped_column(default="")  # what became of it, in plain words
    changed_on: Mapped[date]
    version: Mapped[int] = mapped_column(default=1)

    session: Mapped[Session] = relationship(back_populates="decisions")


class Mandate(Base):
    """Somebody holds a seat for a while. Who it is stands in no database."""

    __tablename__ = "mandate"
    __table_args__ = (
        UniqueConstraint("seat", "from_month"),
        CheckConstraint("seat > 0", name="seat_is_a_number"),
        CheckConstraint("to_month > from_month", name="ends_after_it_starts"),
        CheckConstraint(
            "ended_month IS NULL OR (ended_month >= from_month AND ended_month < to_month)", name="ended_early"
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    seat: Mapped[int]
    age_band: Mapped[AgeBand | None]
    from_month: Mapped[date]
    to_month: Mapped[date]
    ended_month: Mapped[date | None]  # when the seat was left before its end; nobody writes why
    is_renewal: Mapped[bool] = mapped_column(default=False)


class TopicSupport(Base):
    """ "Je soutiens": one tag an account and topic, that only the child's key computes (A4). No date, no other word."""

    __tablename__ = "topic_support"
    __table_args__ = YOUTH_TABLE

    testimony_id: Mapped[UUID] = mapped_column(ForeignKey("testimony.id", ondelete="CASCADE"), primary_key=True)
    tag: Mapped[bytes] = mapped_column(primary_key=True)


class Topic(Base):
    """A topic that enough children support. Under five the database itself refuses the row."""

    __tablename__ = "council_topic"
    __table_args__ = (
        CheckConstraint("reached >= 5", name="enough_support_it"),
        CheckConstraint("state <> 'planned' OR session_id IS NOT NULL", name="planned_has_session"),
        YOUTH_TABLE,
    )

    testimony_id: Mapped[UUID] = mapped_column(ForeignKey("testimony.id", ondelete="CASCADE"), primary_key=True)
    reached: Mapped[int]  # a step ("at least"), counted once a week: never the number itself
    state: Mapped[TopicState] = mapped_column(default=TopicState.SUPPORTED)
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("council_session.id"))
    told: Mapped[str] = mapped_column(default="")  # what the council says of it
    version: Mapped[int] = mapped_column(default=1)


class WorkingGroup(Base):
    """Adults and young people who work on one thing between two sessions."""

    __tablename__ = "working_group"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str] = mapped_column(unique=True)
    aim: Mapped[str]
    outcome: Mapped[str] = mapped_column(default="")  # what it led to, once it is over
    is_over: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    members: Mapped[list["GroupMember"]] = relationship(
        cascade="all, delete-orphan", order_by="GroupMember.institution, GroupMember.function", lazy="selectin"
    )
    meetings: Mapped[list["GroupMeeting"]] = relationship(
        cascade="all, delete-orphan", order_by="GroupMeeting.held_on.desc()", lazy="selectin"
    )


class GroupMember(Base):
    """A member by institution and function, never by name."""

    __tablename__ = "group_member"
    __table_args__ = (UniqueConstraint("group_id", "institution", "function"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    group_id: Mapped[UUID] = mapped_column(ForeignKey("working_group.id", ondelete="CASCADE"))
    institution: Mapped[str]
    function: Mapped[str]


class GroupMeeting(Base):
    """A meeting of the group, and what came of it."""

    __tablename__ = "group_meeting"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    group_id: Mapped[UUID] = mapped_column(ForeignKey("working_group.id", ondelete="CASCADE"), index=True)
    held_on: Mapped[date]
    outcome: Mapped[str]
