"""The tables of a year taken to a spreadsheet and brought back."""

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import db
from hcec.documents.odf import SPREADSHEET
from hcec.documents.odt_reading import NotReadable
from hcec.permissions import Permission
from hcec.web.access import requires
from hcec.web.forms import ActForm
from hcec.web.observatory.figures import find
from hcec.web.observatory.imports import UNREADABLE, Said, given_tables, tell, told
from hcec.web.releases import attachment
from hcec.web.viewer import current_staff
from hcec.yearbook.services import keeping

bp = Blueprint("figures_files", __name__, url_prefix="/observatoire/donnees/<int:year>")


@bp.get("/fichiers")
@requires(Permission.FIGURES_KEEP)
def index(year: int) -> ResponseReturnValue:
    """What may be taken away, and how to bring it back."""
    return _page(year, told())


@bp.get("/donnees.<any(csv,ods):kind>")
@requires(Permission.FIGURES_KEEP)
def download(year: int, kind: str) -> ResponseReturnValue:
    """Send every table of a year as it is known inside: not to be given away."""
    row = find(year)
    if kind == "csv":
        return attachment(keeping.as_csv(row), "text/csv; charset=utf-8", f"interne-{year}.csv")
    return attachment(keeping.as_ods(row), SPREADSHEET, f"interne-{year}.ods")


@bp.post("/importer")
@requires(Permission.FIGURES_KEEP)
def load(year: int) -> ResponseReturnValue:
    """Keep what fits of a file; say the line and the column of the rest."""
    if not ActForm(formdata=request.form).validate_on_submit():
        abort(400)
    try:
        given = given_tables()
    except NotReadable as refusal:
        return make_response(_page(year, [], _(UNREADABLE[refusal.fault])), 400)
    tell(keeping.load(db.session, actor=current_staff(), year=find(year), given=given))
    return redirect(url_for(".index", year=year), code=303)


def _page(year: int, faults: list[Said], refusal: str = "") -> str:
    return render_template("observatory/figures_files/index.html", year=find(year), faults=faults, refusal=refusal)
