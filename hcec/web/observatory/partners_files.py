"""Institutions and mandates out to a spreadsheet, and back."""

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.documents.odf import SPREADSHEET
from hcec.documents.odt_reading import NotReadable
from hcec.partners.interchange import SHAPES
from hcec.partners.services import exchanging
from hcec.permissions import Permission
from hcec.web.access import requires
from hcec.web.forms import ActForm
from hcec.web.observatory.imports import UNREADABLE, Said, given_tables, tell, told
from hcec.web.releases import attachment
from hcec.web.viewer import current_staff

bp = Blueprint("partners_files", __name__, url_prefix="/observatoire/partenaires")


@bp.get("/fichiers")
@requires(Permission.PARTNERS_KEEP)
def index() -> ResponseReturnValue:
    """What may be taken away, and how to bring a table back."""
    return _page(told())


@bp.post("/importer")
@requires(Permission.PARTNERS_KEEP)
def load() -> ResponseReturnValue:
    """Keep what fits of a table; say the line and the column of the rest."""
    if not ActForm(formdata=request.form).validate_on_submit():
        abort(400)
    try:
        given = given_tables()
    except NotReadable as refusal:
        return make_response(_page([], _(UNREADABLE[refusal.fault])), 400)
    tell(exchanging.load(db.session, actor=current_staff(), given=given, today=clock.today()))
    return redirect(url_for(".index"), code=303)


@bp.get("/<any(institutions,mandats):name>.csv")
@requires(Permission.PARTNERS_KEEP)
def as_csv(name: str) -> ResponseReturnValue:
    """Send one table as CSV."""
    return attachment(exchanging.as_csv(db.session, name), "text/csv; charset=utf-8", f"{name}.csv")


@bp.get("/partenaires.ods")
@requires(Permission.PARTNERS_KEEP)
def as_ods() -> ResponseReturnValue:
    """Send both tables as a workbook."""
    return attachment(exchanging.as_ods(db.session), SPREADSHEET, "partenaires.ods")


def _page(faults: list[Said], refusal: str = "") -> str:
    names = [shape.name for shape in SHAPES]
    return render_template("observatory/partners_files/index.html", names=names, faults=faults, refusal=refusal)
