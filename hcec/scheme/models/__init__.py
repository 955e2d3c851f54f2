"""The schéma départemental, and the contract with the State over the same actions. No row names a person.

Numbers and sums of money are whole hundredths: what is added up stays exact.
"""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hcec.council.models import WorkingGroup
from hcec.db import Base
from hcec.followup.models import Proposal
from hcec.scheme.enums import ActionState, CommitmentKind, CommitmentState
from hcec.scheme.models.contracts import Contract as Contract
from hcec.scheme.models.contracts import ContractDeadline as ContractDeadline
from hcec.scheme.models.contracts import ContractEvaluation as ContractEvaluation
from hcec.scheme.models.contracts import ContractIndicator as ContractIndicator
from hcec.scheme.models.contracts import ContractIndicatorYear as ContractIndicatorYear
from hcec.scheme.models.contracts import ContractSignature as ContractSignature
from hcec.scheme.models.contracts import CriterionEvidence as CriterionEvidence
from hcec.scheme.models.contracts import Funding as Funding
from hcec.syntheses.models import Release


class Scheme(Base):
    """What the département decided for children and families, over some years."""

    __tablename__ = "scheme"
    __table_args__ = (CheckConstraint("to_year >= from_year", name="ends_after_it_starts"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    title: Mapped[str]
    from_year: Mapped[int]
    to_year: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)

    axes: Mapped[list["SchemeAxis"]] = relationship(
        cascade="all, delete-orphan", order_by="SchemeAxis.number", lazy="selectin", back_populates="scheme"
    )

    @property
    def years(self) -> range:
        """Every year that it covers."""
        return range(self.from_year, self.to_year + 1)


class SchemeAxis(Base):
    """One direction of a scheme, that its actions follow."""

    __tablename__ = "scheme_axis"
    __table_args__ = (UniqueConstraint("scheme_id", "number"), CheckConstraint("number > 0", name="number_is_positive"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    scheme_id: Mapped[UUID] = mapped_column(ForeignKey("scheme.id"))
    number: Mapped[int]
    title: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)

    scheme: Mapped[Scheme] = relationship(back_populates="axes", lazy="selectin")
    actions: Mapped[list["SchemeAction"]] = relationship(
        cascade="all, delete-orphan", order_by="SchemeAction.number", lazy="selectin", back_populates="axis"
    )


class SchemeAction(Base):
    """A fiche action: what is done, for whom, by which function, until when."""

    __tablename__ = "scheme_action"
    __table_args__ = (
        UniqueConstraint("axis_id", "number"),
        CheckConstraint("number > 0", name="number_is_positive"),
        CheckConstraint("starts_on IS NULL OR ends_on IS NULL OR ends_on >= starts_on", name="ends_after_it_starts"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    axis_id: Mapped[UUID] = mapped_column(ForeignKey("scheme_axis.id"))
    number: Mapped[int]
    title: Mapped[str]
    aim: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = mapped_column(default="")
    pilot: Mapped[str] = mapped_column(default="")  # a function, never a name
    partners: Mapped[str] = mapped_column(default="")  # an institution on each line
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    state: Mapped[ActionState] = mapped_column(default=ActionState.PLANNED)
    engagements: Mapped[list[str]] = mapped_column(JSON, default=list)
    version: Mapped[int] = mapped_column(default=1)

    axis: Mapped[SchemeAxis] = relationship(back_populates="actions", lazy="selectin")
    indicators: Mapped[list["SchemeIndicator"]] = relationship(
        cascade="all, delete-orphan", order_by="SchemeIndicator.name", lazy="selectin", back_populates="action"
    )
    reviews: Mapped[list["ActionReview"]] = relationship(
        cascade="all, delete-orphan", order_by="ActionReview.year.desc()", lazy="selectin"
    )
    proposals: Mapped[list[Proposal]] = relationship(
        secondary="scheme_action_proposal",
        lazy="selectin",
        order_by="Proposal.adopted_on, Proposal.consultation_id, Proposal.position",
        backref="scheme_actions",
    )
    releases: Mapped[list[Release]] = relationship(
        secondary="scheme_action_release", lazy="selectin", order_by="Release.published_on, Release.id"
    )
    groups: Mapped[list[WorkingGroup]] = relationship(
        secondary="scheme_action_group", lazy="selectin", order_by="WorkingGroup.name"
    )

    @property
    def code(self) -> str:
        """How people call it: the axis, then its place there."""
        return f"{self.axis.number}.{self.number}"


class SchemeIndicator(Base):
    """What tells whether an action works: where it stood, where it should come, year by year. In hundredths."""

    __tablename__ = "scheme_indicator"
    __table_args__ = (UniqueConstraint("action_id", "name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    action_id: Mapped[UUID] = mapped_column(ForeignKey("scheme_action.id", ondelete="CASCADE"))
    name: Mapped[str]
    unit: Mapped[str] = mapped_column(default="")
    baseline: Mapped[int | None] = mapped_column(BigInteger)
    target: Mapped[int | None] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column(default=1)

    action: Mapped[SchemeAction] = relationship(back_populates="indicators")
    values: Mapped[list["IndicatorValue"]] = relationship(
        cascade="all, delete-orphan", order_by="IndicatorValue.year", lazy="selectin"
    )

    @property
    def by_year(self) -> dict[int, int]:
        """What was measured each year."""
        return {each.year: each.value for each in self.values}


class IndicatorValue(Base):
    """What an indicator was one year, in hundredths."""

    __tablename__ = "indicator_value"

    indicator_id: Mapped[UUID] = mapped_column(ForeignKey("scheme_indicator.id", ondelete="CASCADE"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)


class ActionReview(Base):
    """Where an action stood at the end of a year, and what was done: what the yearly document tells."""

    __tablename__ = "scheme_action_review"

    action_id: Mapped[UUID] = mapped_column(ForeignKey("scheme_action.id", ondelete="CASCADE"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[ActionState]
    words: Mapped[str]


class ActionProposal(Base):
    """A proposition or an avis of the council that bears on an action (F3)."""

    __tablename__ = "scheme_action_proposal"

    action_id: Mapped[UUID] = mapped_column(ForeignKey("scheme_action.id", ondelete="CASCADE"), primary_key=True)
    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"), primary_key=True)


class ActionRelease(Base):
    """A synthesis that bears on an action."""

    __tablename__ = "scheme_action_release"

    action_id: Mapped[UUID] = mapped_column(ForeignKey("scheme_action.id", ondelete="CASCADE"), primary_key=True)
    release_id: Mapped[UUID] = mapped_column(ForeignKey("release.id", ondelete="CASCADE"), primary_key=True)


class ActionGroup(Base):
    """A working group that wrote an action, or follows it."""

    __tablename__ = "scheme_action_group"

    action_id: Mapped[UUID] = mapped_column(ForeignKey("scheme_action.id", ondelete="CASCADE"), primary_key=True)
    group_id: Mapped[UUID] = mapped_column(ForeignKey("working_group.id", ondelete="CASCADE"), primary_key=True)


class Commitment(Base):
    """A charter or a protocol between institutions (actes usuels, detection…), followed until its review."""

    __tablename__ = "commitment"
    __table_args__ = (
        CheckConstraint("state = 'draft' OR signed_on IS NOT NULL", name="signed_has_day"),
        CheckConstraint(
            "review_due_on IS NULL OR signed_on IS NULL OR review_due_on >= signed_on", name="review_later"
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kind: Mapped[CommitmentKind]
    title: Mapped[str]
    about: Mapped[str] = mapped_column(default="")
    parties: Mapped[str] = mapped_column(default="")  # an institution on each line
    state: Mapped[CommitmentState] = mapped_column(default=CommitmentState.DRAFT)
    signed_on: Mapped[date | None]
    review_due_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
