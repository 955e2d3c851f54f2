"""Charters and protocols as files: taken with their history, brought back."""

from datetime import date

from flask import Blueprint, abort, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.documents.odf import SPREADSHEET
from hcec.documents.odt_reading import NotReadable
from hcec.permissions import Permission
from hcec.scheme.access import commitments_for
from hcec.scheme.models import Commitment
from hcec.scheme.services import filing
from hcec.web.access import requires
from hcec.web.forms import ActForm
from hcec.web.observatory.imports import UNREADABLE, Said, given_tables, tell, told
from hcec.web.observatory.scheme import history_for_insiders, may_edit
from hcec.web.releases import attachment
from hcec.web.viewer import current_staff

bp = Blueprint("commitment_files", __name__, url_prefix="/observatoire/schema/chartes")


@bp.get("/fichiers")
@requires(Permission.SCHEME_READ)
def index() -> ResponseReturnValue:
    """What may be taken away, how to bring a table back, and who changed what."""
    return _page(told())


@bp.get("/chartes.<any(csv,ods):kind>")
@requires(Permission.SCHEME_READ)
def download(kind: str) -> ResponseReturnValue:
    """Send every charter and protocol; the workbook has their history beside, without anyone's name."""
    if kind == "csv":
        return attachment(filing.as_csv(_seen()), "text/csv; charset=utf-8", "chartes.csv")
    return attachment(filing.as_ods(_seen(), _history()), SPREADSHEET, "chartes.ods")


@bp.post("/fichiers/importer")
@requires(Permission.SCHEME_EDIT)
def load() -> ResponseReturnValue:
    """Keep what fits of a table; say the line and the column of the rest."""
    if not ActForm().validate_on_submit():
        abort(400)
    try:
        given = given_tables()
    except NotReadable as refusal:
        return make_response(_page([], _(UNREADABLE[refusal.fault])), 400)
    tell(filing.load(db.session, actor=current_staff(), given=given, today=clock.today()))
    return redirect(url_for(".index"), code=303)


def _seen() -> list[Commitment]:
    return list(db.session.scalars(commitments_for(current_staff())))


def _history() -> list[tuple[date, str, str, str]]:
    zone = clock.local().tzinfo
    rows = [
        (each.at.astimezone(zone).date(), one.title, each.act, each.detail)
        for one in _seen()
        for each in history_for_insiders(one)
    ]
    return sorted(rows, key=lambda row: row[0], reverse=True)


def _page(faults: list[Said], refusal: str = "") -> str:
    return render_template(
        "observatory/commitment_files/index.html",
        faults=faults,
        refusal=refusal,
        history=history_for_insiders(*_seen()),
        may_edit=may_edit(),
    )
