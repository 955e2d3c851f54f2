"""The yearly review as tables: a workbook of all of them, and one long CSV."""

from datetime import date

from hcec.department.services import Department
from hcec.documents.outline import Grid
from hcec.documents.tabular import csv_of, ods_of
from hcec.i18n import translate as _
from hcec.labels import N_
from hcec.scheme.amounts import NotAnAmount, plain_amount, read_amount
from hcec.training.services.reviewing import YearReview
from hcec.training.services.telling import left_grid, lines_grid, money_grid, needs_grid, opinions_grid, people_grid

LONG = (N_("tableau"), N_("intitulé"), N_("mesure"), N_("valeur"))


def review_tables(review: YearReview, *, department: Department, today: date) -> dict[str, list[list[str]]]:
    """Return the tables of a year by name: numbers as a file holds them, opinions once the year is over, protected."""
    professions = {str(code): sums for code, sums in review.by_profession.items()}
    grids = {
        _("lignes"): lines_grid(review),
        _("budget"): money_grid(review),
        _("métiers"): people_grid("profession", _("Métier"), professions),
        _("institutions"): people_grid("institution_kind", _("Institution"), review.by_employer),
        _("besoins"): needs_grid(review.needs),
        _("reste"): left_grid(review),
    }
    if review.year < today.year and review.answers:
        grids[_("avis")] = opinions_grid(review, department)
    return {name: _table(grid) for name, grid in grids.items()}


def review_ods(review: YearReview, *, department: Department, today: date) -> bytes:
    """Return every table as one workbook."""
    tables = review_tables(review, department=department, today=today)
    return ods_of(tables, title=_("Bilan des formations %(year)s", year=review.year))


def review_csv(review: YearReview, *, department: Department, today: date) -> bytes:
    """Return every number, one a line: which table, which line of it, which measure."""
    rows = [list(map(_, LONG))]
    for name, (heads, *lines) in review_tables(review, department=department, today=today).items():
        rows += [
            [name, line[0], head, value] for line in lines for head, value in zip(heads[1:], line[1:], strict=True)
        ]
    return csv_of(rows)


def _table(grid: Grid) -> list[list[str]]:
    return [list(grid.heads), *([row[0], *map(_bare, row[1:])] for row in grid.rows)]


def _bare(cell: str) -> str:
    """Return a number without what people put around it; other words as they are."""
    try:
        return plain_amount(read_amount(cell))
    except NotAnAmount:
        return cell
