"""Plenaries of the observatory: the calendar, one plenary, its documents. Partners read, the observatory writes."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.exceptions import HTTPException

from hcec import clock, db
from hcec.documents.odf import TEXT
from hcec.documents.report import render_report_odt, render_report_pdf
from hcec.partners import queries
from hcec.partners.agenda import points
from hcec.partners.enums import PlenaryState
from hcec.partners.models import Plenary
from hcec.partners.services import plenaries, telling
from hcec.permissions import Permission
from hcec.web.access import PUBLIC, access_of, one_or_404, requires
from hcec.web.application import platform
from hcec.web.form_pages import Page, history, pressed
from hcec.web.partners.plenary_forms import ChangePlenaryForm, NewPlenaryForm, PlenaryForm
from hcec.web.partners.plenary_pages import form_page
from hcec.web.references import as_id
from hcec.web.releases import attachment
from hcec.web.viewer import current_staff

bp = Blueprint("plenaries", __name__, url_prefix="/partenaires/plenieres")


@bp.get("/")
@requires(Permission.PARTNERS_READ)
def index() -> ResponseReturnValue:
    """Every plenary, and what was decided and is still to do."""
    return render_template(
        "partners/plenaries/index.html",
        plenaries=db.session.scalars(queries.plenaries()).all(),
        decisions=db.session.scalars(queries.decisions_to_follow()).all(),
        today=clock.today(),
        may_edit=may_edit(),
    )


@bp.route("/nouvelle", methods=["GET", "POST"])
@requires(Permission.PARTNERS_KEEP)
def new() -> ResponseReturnValue:
    """Put a plenary in the calendar."""
    form = _checking(NewPlenaryForm())
    then, done = url_for(".show", ref=form.row_id.hex), _("La plénière est au calendrier.")
    return form_page(
        form,
        lambda: plenaries.plan_plenary(db.session, row_id=form.row_id, actor=current_staff(), plan=form.plan()),
        Page(_("Prévoir une plénière"), url_for(".index"), _("Plénières"), done, then=then),
    )


@bp.get("/<ref>")
@requires(Permission.PARTNERS_READ)
def show(ref: str) -> ResponseReturnValue:
    """One plenary: before, its agenda; after, who came, what was said and decided."""
    plenary = find(ref)
    return render_template(
        "partners/plenaries/show.html",
        plenary=plenary,
        points=[(point, bool(point.link) and _is_open(point.link)) for point in points(plenary.agenda)],
        minutes=telling.passages(plenary.minutes),
        today=clock.today(),
        may_edit=may_edit(),
        history=history(plenary, *plenary.decisions) if may_edit() else [],
    )


@bp.route("/<ref>/modifier", methods=["GET", "POST"])
@requires(Permission.PARTNERS_KEEP)
def edit(ref: str) -> ResponseReturnValue:
    """Change its day, place or agenda; or call it off."""
    plenary = find(ref)
    form = _checking(ChangePlenaryForm(obj=plenary))
    acted: dict[str, Any] = {"plenary": plenary, "version": form.version.data, "today": clock.today()}
    drop = (_("Annuler la plénière"), _("Elle reste au calendrier, annulée."), url_for(".call_off", ref=ref))
    return form_page(
        form,
        lambda: plenaries.change_plenary(db.session, actor=current_staff(), plan=form.plan(), **acted),
        Page(
            _("Modifier la plénière"),
            url_for(".show", ref=ref),
            _("La plénière"),
            _("C’est enregistré."),
            drop=drop if plenary.state is PlenaryState.PLANNED else None,
        ),
        held=plenary,
    )


@bp.post("/<ref>/annuler")
@requires(Permission.PARTNERS_KEEP)
def call_off(ref: str) -> ResponseReturnValue:
    """Say that it does not take place."""
    pressed()
    try:
        plenaries.call_off(db.session, actor=current_staff(), plenary=find(ref))
    except plenaries.AlreadyHeld:
        flash(_("Elle a eu lieu : corrigez-la, on ne l’annule plus."), "error")
    else:
        flash(_("La plénière est annulée."))
    return redirect(url_for(".show", ref=ref), code=303)


@bp.get('/<ref>/<any(convocation,"compte-rendu"):what>.<any(odt,pdf):kind>')
@requires(Permission.PARTNERS_READ)
def document(ref: str, what: str, kind: str) -> ResponseReturnValue:
    """Send the note that convenes it, or its minutes once it was held."""
    plenary, department = find(ref), platform().department()
    if what == "convocation":
        left = [one for one in db.session.scalars(queries.decisions_to_follow()) if one.plenary_id != plenary.id]
        report = telling.convening_note(plenary, department=department, open_decisions=left)
    elif plenary.state is PlenaryState.HELD:
        report = telling.minutes(plenary, department=department, today=clock.today())
    else:
        abort(404)
    name = f"pleniere-{plenary.held_on:%Y-%m-%d}-{what}.{kind}"
    if kind == "pdf":
        return attachment(render_report_pdf(report), "application/pdf", name)
    return attachment(render_report_odt(report), TEXT, name)


def find(ref: str) -> Plenary:
    """Return a plenary, or answer 404."""
    found: Plenary = one_or_404(db.session, select(Plenary).where(Plenary.id == as_id(ref)))
    return found


def may_edit() -> bool:
    """Return whether who looks may change anything."""
    return current_staff().may(Permission.PARTNERS_KEEP)


def _checking(form: PlenaryForm) -> PlenaryForm:
    form.host, form.is_page = request.host, _leads_somewhere
    return form


def _access(path: str) -> str | None:
    """Return what the page at a path of ours asks, or None where there is no page."""
    try:
        endpoint, _values = current_app.url_map.bind(request.host).match(path)
    except HTTPException:
        return None
    return None if endpoint == "static" else access_of(endpoint)


def _leads_somewhere(path: str) -> bool:
    return _access(path) is not None


def _is_open(path: str) -> bool:
    """Return whether who looks may open a page; others read the words without the link."""
    access = _access(path)
    return access == PUBLIC or (access is not None and current_staff().may(Permission(access)))
