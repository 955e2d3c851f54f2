"""Tables of the contract with the State, over the actions of a scheme. No row names a person.

Numbers and sums of money are whole hundredths: what is added up stays exact.
"""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hcec.db import Base
from hcec.scheme.enums import Criterion, FundingSource, Signatory

if TYPE_CHECKING:
    from hcec.scheme.models import Scheme, SchemeAction


class Contract(Base):
    """The contract of the département with the State: the same actions, seen by the four engagements."""

    __tablename__ = "state_contract"
    __table_args__ = (CheckConstraint("to_year >= from_year", name="ends_after_it_starts"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    scheme_id: Mapped[UUID] = mapped_column(ForeignKey("scheme.id"))
    title: Mapped[str]
    from_year: Mapped[int]
    to_year: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)

    scheme: Mapped["Scheme"] = relationship(lazy="selectin")
    signatures: Mapped[list["ContractSignature"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    deadlines: Mapped[list["ContractDeadline"]] = relationship(
        cascade="all, delete-orphan", order_by="ContractDeadline.due_on, ContractDeadline.id", lazy="selectin"
    )
    fundings: Mapped[list["Funding"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    evidence: Mapped[list["CriterionEvidence"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    indicators: Mapped[list["ContractIndicator"]] = relationship(
        cascade="all, delete-orphan", order_by="ContractIndicator.name", lazy="selectin", back_populates="contract"
    )
    evaluations: Mapped[list["ContractEvaluation"]] = relationship(
        cascade="all, delete-orphan", order_by="ContractEvaluation.year", lazy="selectin"
    )

    @property
    def years(self) -> range:
        """Every year that it covers."""
        return range(self.from_year, self.to_year + 1)


class ContractSignature(Base):
    """Who signs by which function, and the day it was signed."""

    __tablename__ = "contract_signature"

    contract_id: Mapped[UUID] = mapped_column(ForeignKey("state_contract.id", ondelete="CASCADE"), primary_key=True)
    signatory: Mapped[Signatory] = mapped_column(primary_key=True)
    function: Mapped[str] = mapped_column(default="")
    signed_on: Mapped[date | None]


class ContractDeadline(Base):
    """What is due under the contract, until when, and the day it was done."""

    __tablename__ = "contract_deadline"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    contract_id: Mapped[UUID] = mapped_column(ForeignKey("state_contract.id", ondelete="CASCADE"), index=True)
    what: Mapped[str]
    due_on: Mapped[date]
    done_on: Mapped[date | None]


class Funding(Base):
    """What one source gives to an action one year: planned, committed, paid. In cents."""

    __tablename__ = "contract_funding"
    __table_args__ = (
        UniqueConstraint("contract_id", "action_id", "year", "source"),
        CheckConstraint("planned >= 0 AND committed >= 0 AND paid >= 0", name="no_negative_sum"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    contract_id: Mapped[UUID] = mapped_column(ForeignKey("state_contract.id", ondelete="CASCADE"))
    action_id: Mapped[UUID] = mapped_column(ForeignKey("scheme_action.id"), index=True)
    year: Mapped[int]
    source: Mapped[FundingSource]
    planned: Mapped[int] = mapped_column(BigInteger, default=0)
    committed: Mapped[int] = mapped_column(BigInteger, default=0)
    paid: Mapped[int] = mapped_column(BigInteger, default=0)
    version: Mapped[int] = mapped_column(default=1)

    action: Mapped["SchemeAction"] = relationship(lazy="selectin")


class CriterionEvidence(Base):
    """What shows that a criterion of the application is met."""

    __tablename__ = "contract_criterion"

    contract_id: Mapped[UUID] = mapped_column(ForeignKey("state_contract.id", ondelete="CASCADE"), primary_key=True)
    criterion: Mapped[Criterion] = mapped_column(primary_key=True)
    is_met: Mapped[bool]
    evidence: Mapped[str] = mapped_column(default="")


class ContractEvaluation(Base):
    """What the yearly evaluation sheet says in words beside its figures."""

    __tablename__ = "contract_evaluation"

    contract_id: Mapped[UUID] = mapped_column(ForeignKey("state_contract.id", ondelete="CASCADE"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    achieved: Mapped[str] = mapped_column(default="")
    difficulties: Mapped[str] = mapped_column(default="")
    next_steps: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)


class ContractIndicator(Base):
    """What the parties agreed to measure: where it stood, then year by year where it should come and where it came."""

    __tablename__ = "contract_indicator"
    __table_args__ = (UniqueConstraint("contract_id", "name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    contract_id: Mapped[UUID] = mapped_column(ForeignKey("state_contract.id", ondelete="CASCADE"))
    name: Mapped[str]
    unit: Mapped[str] = mapped_column(default="")
    baseline: Mapped[int | None] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column(default=1)

    contract: Mapped[Contract] = relationship(back_populates="indicators")
    years: Mapped[list["ContractIndicatorYear"]] = relationship(
        cascade="all, delete-orphan", order_by="ContractIndicatorYear.year", lazy="selectin"
    )

    @property
    def targets(self) -> dict[int, int]:
        """Where it should come, each year for which that was agreed."""
        return {each.year: each.target for each in self.years if each.target is not None}

    @property
    def values(self) -> dict[int, int]:
        """Where it came, each year that was measured."""
        return {each.year: each.value for each in self.years if each.value is not None}


class ContractIndicatorYear(Base):
    """One year of an indicator of the contract, in hundredths; what is not known is empty, which is not zero."""

    __tablename__ = "contract_indicator_year"
    __table_args__ = (CheckConstraint("target IS NOT NULL OR value IS NOT NULL", name="says_something"),)

    indicator_id: Mapped[UUID] = mapped_column(
        ForeignKey("contract_indicator.id", ondelete="CASCADE"), primary_key=True
    )
    year: Mapped[int] = mapped_column(primary_key=True)
    target: Mapped[int | None] = mapped_column(BigInteger)
    value: Mapped[int | None] = mapped_column(BigInteger)
