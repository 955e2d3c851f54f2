"""Look-ups of years and of what left of them."""

from sqlalchemy import Select, select

from hcec.yearbook.models import FigureRelease, FigureYear, YearTable


def years() -> Select[FigureYear]:
    """Return every year that figures are kept of, the latest first."""
    return select(FigureYear).order_by(FigureYear.year.desc())


def the_year(year: int) -> Select[FigureYear]:
    """Return one year."""
    return select(FigureYear).where(FigureYear.year == year)


def the_table(year: int, code: str) -> Select[YearTable]:
    """Return what is kept of one table of a year."""
    return select(YearTable).join(FigureYear).where(FigureYear.year == year, YearTable.code == code)


def releases_up_to(year: int) -> Select[FigureRelease]:
    """Return what left of this year and of those before it, the oldest year first, its last version last."""
    return (
        select(FigureRelease)
        .join(FigureYear)
        .where(FigureYear.year <= year)
        .order_by(FigureYear.year, FigureRelease.number)
    )
