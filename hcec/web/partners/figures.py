"""Departmental data as they leave: protected figures only, over the years, and the yearbook's files."""

from typing import NamedTuple

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from hcec import db
from hcec.disclosure.values import Cell, Release, from_bytes
from hcec.documents.outline import Figure, crossing_figure
from hcec.documents.words import share
from hcec.permissions import Permission
from hcec.web.access import one_or_404, requires
from hcec.yearbook.models import FigureYear
from hcec.yearbook.queries import the_year
from hcec.yearbook.services import releasing, yearbooks
from hcec.yearbook.services.yearbooks import FORMATS
from hcec.yearbook.tables import FAMILIES, table_of
from hcec.yearbook.trends import change, told, trends

bp = Blueprint("figures", __name__, url_prefix="/partenaires/donnees")

Bars = list[tuple[str, str, float | None]]


class Shown(NamedTuple):
    """One family of a version: its tables as bars, its crossings as drawn."""

    family: str
    size: int
    tables: list[tuple[str, str, Bars]]
    crossings: list[tuple[str, Figure]]


@bp.get("/")
@requires(Permission.PARTNERS_READ)
def index() -> ResponseReturnValue:
    """Every published year, and how each family moved."""
    out = releasing.latest(db.session)
    seen = trends([from_bytes(each.content) for each in out])
    return render_template(
        "partners/figures/index.html", releases=out[::-1], trends=seen, told=told, change=change, formats=list(FORMATS)
    )


@bp.get("/<int:year>")
@requires(Permission.PARTNERS_READ)
def show(year: int) -> ResponseReturnValue:
    """What left of one year."""
    row = _published(year)
    release = from_bytes(row.releases[-1].content)
    return render_template(
        "partners/figures/show.html", year=row, release=release, shown=shown(release), formats=list(FORMATS)
    )


def shown(release: Release) -> list[Shown]:
    """Return a version family by family, as a page draws it."""
    words, found = yearbooks.words(), []
    for family in FAMILIES:
        tables = [table for table in release.tables if table.variable.partition(".")[0] == family]
        crossings = [table for table in release.crossings if table_of(table.code).family == family]
        if tables:
            bars = [(each.code, each.title, [_bar(cell, each.base) for cell in each.cells]) for each in tables]
            drawn = [(each.code, crossing_figure(each, words)) for each in crossings]
            found.append(Shown(family, tables[0].base, bars, drawn))
    return found


def _bar(cell: Cell, base: int) -> tuple[str, str, float | None]:
    if cell.count is None:
        return cell.category.label, "", None
    value = str(cell.count) if cell.percent is None else f"{cell.count} · {share(cell.percent)}"
    return cell.category.label, value, cell.count / base


def _published(year: int) -> FigureYear:
    found: FigureYear = one_or_404(db.session, the_year(year))
    if not found.releases:
        abort(404)
    return found
