"""Files of a scheme: its tables out and in, its yearly follow-up."""

from uuid import UUID

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.documents.odf import SPREADSHEET, TEXT
from hcec.documents.odt_reading import NotReadable
from hcec.documents.report import render_report_odt, render_report_pdf
from hcec.followup.models import Proposal
from hcec.followup.queries import told_proposals
from hcec.permissions import Permission
from hcec.scheme.interchange import SHAPES
from hcec.scheme.services import exchanging
from hcec.scheme.services.reporting import yearly_report
from hcec.web.access import requires
from hcec.web.application import platform
from hcec.web.forms import ActForm
from hcec.web.observatory.imports import UNREADABLE, Said, given_tables, tell, told
from hcec.web.observatory.scheme import find, is_inside
from hcec.web.releases import attachment
from hcec.web.viewer import current_staff

bp = Blueprint("scheme_files", __name__, url_prefix="/observatoire/schema/<ref>")

NAMES = [shape.name for shape in SHAPES]


@bp.get("/fichiers")
@requires(Permission.SCHEME_READ)
def index(ref: str) -> ResponseReturnValue:
    """What may be taken away, and how to bring a table back."""
    return _page(ref, told())


@bp.post("/importer")
@requires(Permission.SCHEME_EDIT)
def load(ref: str) -> ResponseReturnValue:
    """Keep what fits of a table; say the line and the column of the rest."""
    if not ActForm(formdata=request.form).validate_on_submit():
        abort(400)
    try:
        given = given_tables()
    except NotReadable as refusal:
        return make_response(_page(ref, [], _(UNREADABLE[refusal.fault])), 400)
    loaded = exchanging.load(db.session, actor=current_staff(), scheme=find(ref), given=given)
    tell(loaded)
    return redirect(url_for(".index", ref=ref), code=303)


@bp.get("/<any(actions,indicateurs,bilans):name>.csv")
@requires(Permission.SCHEME_READ)
def as_csv(ref: str, name: str) -> ResponseReturnValue:
    """Send one table as CSV."""
    return attachment(exchanging.as_csv(find(ref), name), "text/csv; charset=utf-8", f"schema-{name}.csv")


@bp.get("/schema.ods")
@requires(Permission.SCHEME_READ)
def as_ods(ref: str) -> ResponseReturnValue:
    """Send every table as a workbook."""
    return attachment(exchanging.as_ods(find(ref)), SPREADSHEET, "schema.ods")


@bp.get("/suivi-<int:year>.<any(odt,pdf):kind>")
@requires(Permission.SCHEME_READ)
def follow_up(ref: str, year: int, kind: str) -> ResponseReturnValue:
    """Send the follow-up of a year."""
    scheme = find(ref)
    if year not in scheme.years or year > clock.today().year:
        abort(404)
    report = yearly_report(scheme, year=year, department=platform().department(), seen=_seen())
    if kind == "pdf":
        return attachment(render_report_pdf(report), "application/pdf", f"suivi-{year}.pdf")
    return attachment(render_report_odt(report), TEXT, f"suivi-{year}.odt")


def _seen() -> set[UUID] | None:
    """Return the proposals that a partner may read of; all for those inside."""
    if is_inside():
        return None
    return set(db.session.scalars(told_proposals(clock.today()).with_only_columns(Proposal.id)))


def _page(ref: str, faults: list[Said], refusal: str = "") -> str:
    scheme = find(ref)
    return render_template(
        "observatory/scheme_files/index.html",
        scheme=scheme,
        names=NAMES,
        faults=faults,
        refusal=refusal,
        years=[each for each in scheme.years if each <= clock.today().year],
        may_edit=current_staff().may(Permission.SCHEME_EDIT),
    )
