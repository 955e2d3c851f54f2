"""Files of evaluations: their tables out and in, the summary of a year."""

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.documents.odf import SPREADSHEET, TEXT
from hcec.documents.odt_reading import NotReadable
from hcec.documents.report import render_report_odt, render_report_pdf
from hcec.permissions import Permission
from hcec.shelf import queries
from hcec.shelf.interchange import ACTIONS, EVALUATIONS
from hcec.shelf.services import exchanging
from hcec.shelf.services.reporting import yearly_summary
from hcec.tables.cells import FIRST_YEAR
from hcec.web.access import requires
from hcec.web.application import platform
from hcec.web.forms import ActForm
from hcec.web.observatory.imports import UNREADABLE, Said, given_tables, tell, told
from hcec.web.releases import attachment
from hcec.web.viewer import current_staff

bp = Blueprint("evaluations_files", __name__, url_prefix="/observatoire/evaluations")

NAMES = {"recues": EVALUATIONS.name, "suites": ACTIONS.name}


@bp.get("/fichiers")
@requires(Permission.SHELF_KEEP)
def index() -> ResponseReturnValue:
    """What may be taken away, and how to bring a table back."""
    return _page(told())


@bp.post("/fichiers/importer")
@requires(Permission.SHELF_KEEP)
def load() -> ResponseReturnValue:
    """Keep what fits of a table; say the line and the column of the rest."""
    if not ActForm(formdata=request.form).validate_on_submit():
        abort(400)
    try:
        given = given_tables()
    except NotReadable as refusal:
        return make_response(_page([], _(UNREADABLE[refusal.fault])), 400)
    loaded = exchanging.load(db.session, actor=current_staff(), given=given, today=clock.today())
    tell(loaded)
    return redirect(url_for(".index"), code=303)


@bp.get("/<any(recues,suites):name>.csv")
@requires(Permission.SHELF_KEEP)
def as_csv(name: str) -> ResponseReturnValue:
    """Send one table as CSV."""
    return attachment(exchanging.as_csv(db.session, NAMES[name]), "text/csv; charset=utf-8", f"evaluations-{name}.csv")


@bp.get("/evaluations.ods")
@requires(Permission.SHELF_KEEP)
def as_ods() -> ResponseReturnValue:
    """Send both tables as a workbook."""
    return attachment(exchanging.as_ods(db.session), SPREADSHEET, "evaluations.ods")


@bp.get("/bilan-<int:year>.<any(odt,pdf):kind>")
@requires(Permission.SHELF_KEEP)
def summary(year: int, kind: str) -> ResponseReturnValue:
    """Send the summary of a year."""
    today = clock.today()
    if not FIRST_YEAR <= year <= today.year:
        abort(404)
    rows = db.session.scalars(queries.evaluations()).all()
    report = yearly_summary(rows, year=year, today=today, department=platform().department())
    if kind == "pdf":
        return attachment(render_report_pdf(report), "application/pdf", f"evaluations-{year}.pdf")
    return attachment(render_report_odt(report), TEXT, f"evaluations-{year}.odt")


def _page(faults: list[Said], refusal: str = "") -> str:
    rows, this_year = db.session.scalars(queries.evaluations()).all(), clock.today().year
    return render_template(
        "observatory/evaluations_files/index.html",
        names=NAMES,
        years=sorted({one.received_on.year for one in rows if one.received_on.year >= FIRST_YEAR} | {this_year})[::-1],
        faults=faults,
        refusal=refusal,
    )
