"""Departmental data of each year as they are known inside, and what left of them. No row is about one person."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hcec.db import Base
from hcec.yearbook.enums import FigureState
from hcec.yearbook.tables import Place

FIRST_YEAR, LAST_YEAR = 2000, 2100


class FigureYear(Base):
    """A year that figures are kept of, on its own: no other year moves with it."""

    __tablename__ = "figure_year"
    __table_args__ = (CheckConstraint(f"year BETWEEN {FIRST_YEAR} AND {LAST_YEAR}", name="year_of_this_century"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    year: Mapped[int] = mapped_column(unique=True)
    note: Mapped[str] = mapped_column(default="")  # how this year was counted, printed in the yearbook
    version: Mapped[int] = mapped_column(default=1)

    tables: Mapped[list["YearTable"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", back_populates="figure_year"
    )
    releases: Mapped[list["FigureRelease"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="FigureRelease.number", back_populates="figure_year"
    )

    def table(self, code: str) -> "YearTable | None":
        """Return what is kept of a declared table, nothing before it was first typed."""
        return next((each for each in self.tables if each.code == code), None)

    @property
    def numbers(self) -> dict[str, dict[Place, int]]:
        """Every number that is known, by table and place."""
        return {each.code: each.numbers for each in self.tables}

    @property
    def release(self) -> "FigureRelease | None":
        """What is out now: the last one."""
        return self.releases[-1] if self.releases else None


class YearTable(Base):
    """One declared table of one year: where it comes from, how far it was checked."""

    __tablename__ = "figure_table"
    __table_args__ = (UniqueConstraint("year_id", "code"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    year_id: Mapped[UUID] = mapped_column(ForeignKey("figure_year.id"))
    code: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    state: Mapped[FigureState] = mapped_column(default=FigureState.DRAFT)
    version: Mapped[int] = mapped_column(default=1)

    figure_year: Mapped[FigureYear] = relationship(back_populates="tables", lazy="selectin")
    figures: Mapped[list["Figure"]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    @property
    def numbers(self) -> dict[Place, int]:
        """Every number that is known, by place; what is not there is not known."""
        return {(each.row_code, each.column_code): each.number for each in self.figures}


class Figure(Base):
    """A number that is known, zero included. One that is not known has no row."""

    __tablename__ = "figure"
    __table_args__ = (CheckConstraint("number >= 0", name="counts_somebody_or_nobody"),)

    table_id: Mapped[UUID] = mapped_column(ForeignKey("figure_table.id", ondelete="CASCADE"), primary_key=True)
    row_code: Mapped[str] = mapped_column(primary_key=True)
    column_code: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]


class FigureRelease(Base):
    """What left of a year: canonical bytes that every file is made from. Never changed; a later one replaces it."""

    __tablename__ = "figure_release"
    __table_args__ = (
        UniqueConstraint("year_id", "number"),
        CheckConstraint("number = 1 OR reason <> ''", name="correction_says_why"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    year_id: Mapped[UUID] = mapped_column(ForeignKey("figure_year.id"))
    number: Mapped[int]
    content: Mapped[bytes]
    content_hash: Mapped[bytes]
    counted: Mapped[list[list[str | int]]] = mapped_column(JSON)  # the numbers behind it: table, line, column, count
    reason: Mapped[str] = mapped_column(default="")
    earlier: Mapped[list[str]] = mapped_column(JSON, default=list)  # the releases that its yearbook compares with
    published_on: Mapped[date]

    figure_year: Mapped[FigureYear] = relationship(back_populates="releases", lazy="selectin")
