"""The yearly count of immersions: a page, CSV, ODS, and a sheet. Answers are always protected."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from hcec import clock, db
from hcec.documents.odf import SPREADSHEET, TEXT
from hcec.documents.report import render_report_odt, render_report_pdf
from hcec.partners.counting import Year
from hcec.partners.services import yearly
from hcec.permissions import Permission
from hcec.web.access import requires
from hcec.web.application import platform
from hcec.web.releases import attachment

bp = Blueprint("immersion_count", __name__, url_prefix="/partenaires/immersions/bilan-<int:year>")

FIRST_YEAR, NUMBERS_FROM = 2020, 2


@bp.get("/")
@requires(Permission.PARTNERS_READ)
def show(year: int) -> ResponseReturnValue:
    """What happened in a year."""
    counted = _year(year)
    tables = [
        (name, [(head.capitalize(), place >= NUMBERS_FROM) for place, head in enumerate(rows[0])], rows[1:])
        for name, rows in yearly.tables_of(counted).items()
    ]
    last = clock.today().year
    return render_template("partners/immersion_count/show.html", year=counted, tables=tables, last=last)


@bp.get("/<any(immersions,retours):name>.csv")
@requires(Permission.PARTNERS_READ)
def as_csv(year: int, name: str) -> ResponseReturnValue:
    """Send one table as CSV."""
    return attachment(yearly.as_csv(_year(year), name), "text/csv; charset=utf-8", f"{name}-{year}.csv")


@bp.get("/immersions.ods")
@requires(Permission.PARTNERS_READ)
def as_ods(year: int) -> ResponseReturnValue:
    """Send both tables as a workbook."""
    return attachment(yearly.as_ods(_year(year)), SPREADSHEET, f"immersions-{year}.ods")


@bp.get("/immersions.<any(odt,pdf):kind>")
@requires(Permission.PARTNERS_READ)
def sheet(year: int, kind: str) -> ResponseReturnValue:
    """Send the yearly sheet."""
    report = yearly.sheet_of(_year(year), department=platform().department())
    if kind == "pdf":
        return attachment(render_report_pdf(report), "application/pdf", f"immersions-{year}.pdf")
    return attachment(render_report_odt(report), TEXT, f"immersions-{year}.odt")


def _year(year: int) -> Year:
    if not FIRST_YEAR <= year <= clock.today().year:
        abort(404)
    return yearly.year_of(db.session, year, threshold=platform().department().threshold_public, today=clock.today())
