"""One row a decision of the département; and how many children it has in care."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hcec.db import Base
from hcec.department.enums import PopulationTrait


class DepartmentSetting(Base):
    """A decision that differs from the default, by name."""

    __tablename__ = "department_setting"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)


class PopulationYear(Base):
    """How many children are in care at the end of a year: administrative figures, nobody's answers."""

    __tablename__ = "population_year"
    __table_args__ = (
        CheckConstraint("year BETWEEN 2000 AND 2100", name="year_is_one"),
        CheckConstraint("children > 0", name="somebody_is_in_care"),
    )

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    children: Mapped[int]
    source: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)

    figures: Mapped[list["PopulationFigure"]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class PopulationFigure(Base):
    """How many of them are of one age band, or live in one kind of place."""

    __tablename__ = "population_figure"
    __table_args__ = (CheckConstraint("children >= 0", name="is_a_count"),)

    year: Mapped[int] = mapped_column(ForeignKey("population_year.year"), primary_key=True)
    trait: Mapped[PopulationTrait] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    children: Mapped[int]
