"""Files of training: its documents, its tables out and in."""

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.documents.odf import SPREADSHEET
from hcec.documents.odt_reading import NotReadable
from hcec.permissions import Permission
from hcec.text.normalise import fold
from hcec.training.enums import ProgrammeState
from hcec.training.interchange import HELD, PROGRAMME
from hcec.training.models import TrainingProgramme
from hcec.training.services import exchanging, programming
from hcec.web.access import requires
from hcec.web.forms import ActForm
from hcec.web.observatory.imports import UNREADABLE, Said, given_tables, tell, told
from hcec.web.observatory.training_pages import find_programme
from hcec.web.releases import attachment
from hcec.web.training_documents import CSV, programme_document, review_document
from hcec.web.viewer import current_staff

bp = Blueprint("training_files", __name__, url_prefix="/observatoire/formation")

PROGRAMME_NAMES, SESSION_NAMES = [{fold(shape.name): shape.name for shape in shapes} for shapes in (PROGRAMME, HELD)]
"""The tables, by the word that an address holds."""


@bp.get("/programmes/<ref>/fichiers")
@requires(Permission.TRAINING_KEEP)
def programme(ref: str) -> ResponseReturnValue:
    """The documents of a programme, its tables, and how to bring them back while it is a draft."""
    return _programme(find_programme(ref), told())


@bp.post("/programmes/<ref>/importer")
@requires(Permission.TRAINING_KEEP)
def load_programme(ref: str) -> ResponseReturnValue:
    """Keep what fits of lines and years; say the line and the column of the rest."""
    _check_button()
    try:
        given = given_tables()
    except NotReadable as refusal:
        return make_response(_programme(find_programme(ref), [], _(UNREADABLE[refusal.fault])), 400)
    try:
        found = find_programme(ref)
        tell(exchanging.load_programme(db.session, actor=current_staff(), programme=found, given=given))
    except programming.NotADraft:
        flash(_("Ce programme est adopté : il ne change plus. Commencez sa révision."), "error")
    return redirect(url_for(".programme", ref=ref), code=303)


@bp.get("/programmes/<ref>/programme.<any(odt,pdf):kind>")
@requires(Permission.TRAINING_KEEP)
def programme_text(ref: str, kind: str) -> ResponseReturnValue:
    """Send the programme as a document."""
    return programme_document(find_programme(ref), kind)


@bp.get("/programmes/<ref>/bilan-<int:year>.<any(odt,pdf,ods,csv):kind>")
@requires(Permission.TRAINING_KEEP)
def review(ref: str, year: int, kind: str) -> ResponseReturnValue:
    """Send the review of a year that came."""
    found = find_programme(ref)
    if year not in _years(found):
        abort(404)
    return review_document(found, year, kind)


@bp.get("/programmes/<ref>/<any(lignes,annees):name>.csv")
@requires(Permission.TRAINING_KEEP)
def programme_csv(ref: str, name: str) -> ResponseReturnValue:
    """Send one table of a programme as CSV."""
    tables = exchanging.programme_tables(find_programme(ref))
    return attachment(exchanging.as_csv(tables, PROGRAMME_NAMES[name]), CSV, f"programme-{name}.csv")


@bp.get("/programmes/<ref>/programme.ods")
@requires(Permission.TRAINING_KEEP)
def programme_ods(ref: str) -> ResponseReturnValue:
    """Send the tables of a programme as a workbook."""
    found = find_programme(ref)
    tables = exchanging.programme_tables(found)
    return attachment(exchanging.as_ods(tables, found.title), SPREADSHEET, "programme.ods")


@bp.get("/fichiers")
@requires(Permission.TRAINING_KEEP)
def sessions() -> ResponseReturnValue:
    """The tables of sessions, and how to bring them back."""
    return _sessions(told())


@bp.post("/importer")
@requires(Permission.TRAINING_KEEP)
def load_sessions() -> ResponseReturnValue:
    """Keep what fits of sessions and who came; say the line and the column of the rest."""
    _check_button()
    try:
        given = given_tables()
    except NotReadable as refusal:
        return make_response(_sessions([], _(UNREADABLE[refusal.fault])), 400)
    tell(exchanging.load_sessions(db.session, actor=current_staff(), given=given, today=clock.today()))
    return redirect(url_for(".sessions"), code=303)


@bp.get("/<any(sessions,presents):name>.csv")
@requires(Permission.TRAINING_KEEP)
def sessions_csv(name: str) -> ResponseReturnValue:
    """Send one table of sessions as CSV."""
    tables = exchanging.session_tables(db.session)
    return attachment(exchanging.as_csv(tables, SESSION_NAMES[name]), CSV, f"formation-{name}.csv")


@bp.get("/sessions.ods")
@requires(Permission.TRAINING_KEEP)
def sessions_ods() -> ResponseReturnValue:
    """Send sessions and who came as a workbook."""
    tables = exchanging.session_tables(db.session)
    return attachment(exchanging.as_ods(tables, _("Sessions de formation")), SPREADSHEET, "sessions.ods")


def _programme(found: TrainingProgramme, faults: list[Said], refusal: str = "") -> str:
    return render_template(
        "observatory/training_files/programme.html",
        programme=found,
        names=PROGRAMME_NAMES,
        years=_years(found),
        is_draft=found.state is ProgrammeState.DRAFT,
        faults=faults,
        refusal=refusal,
    )


def _sessions(faults: list[Said], refusal: str = "") -> str:
    return render_template(
        "observatory/training_files/sessions.html", names=SESSION_NAMES, faults=faults, refusal=refusal
    )


def _years(programme: TrainingProgramme) -> list[int]:
    """Return the years of which there is a review: those that began, of what was adopted."""
    if programme.state is ProgrammeState.DRAFT:
        return []
    return [each for each in programme.years if each <= clock.today().year]


def _check_button() -> None:
    if not ActForm(formdata=request.form).validate_on_submit():
        abort(400)
