"""Seats of the council and for how long they are held: no name, no list of who."""

from itertools import groupby

from flask import Blueprint, abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from hcec import clock, db
from hcec.council import queries
from hcec.council.models import Mandate
from hcec.council.services import mandates
from hcec.labels import N_
from hcec.permissions import Permission
from hcec.web import errors
from hcec.web.access import one_or_404, requires
from hcec.web.forms import ActForm
from hcec.web.observatory.council_forms import EndForm, MandateForm, RenewForm, month_of
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("council_mandates", __name__, url_prefix="/observatoire/conseil/mandats")

TAKEN, TOO_SOON = N_("Ce siège est déjà occupé pendant ces mois."), N_("Le mandat finit avant de commencer.")
OUTSIDE = N_("Ce mois n’est pas dans le mandat.")


@bp.route("/", methods=["GET", "POST"])
@requires(Permission.COUNCIL_KEEP)
def index() -> ResponseReturnValue:
    """Every seat with its mandates; give one."""
    form = MandateForm()
    if not form.validate_on_submit():
        return _page(form)
    try:
        mandates.give_mandate(
            db.session,
            row_id=form.row_id,
            actor=current_staff(),
            seat=form.seat.data,
            age_band=form.band,
            from_month=month_of(form.from_month.data),
            to_month=month_of(form.to_month.data),
        )
    except mandates.SeatTaken:
        form.seat.errors = [_(TAKEN)]
        return _page(form)
    except mandates.EndsTooSoon:
        form.to_month.errors = [_(TOO_SOON)]
        return _page(form)
    flash(_("Le siège est donné."), "success")
    return redirect(url_for(".index"), code=303)


@bp.get("/<ref>")
@requires(Permission.COUNCIL_KEEP)
def show(ref: str) -> ResponseReturnValue:
    """One mandate: renew it, say that it ended early, or take it out."""
    return _one(_find(ref))


@bp.post("/<ref>/renouveler")
@requires(Permission.COUNCIL_KEEP)
def renew(ref: str) -> ResponseReturnValue:
    """Give the seat again to whoever holds it."""
    mandate, form = _find(ref), RenewForm()
    if not form.validate_on_submit():
        return _one(mandate, renew_form=form)
    until = month_of(form.to_month.data)
    try:
        mandates.renew_mandate(db.session, row_id=form.row_id, mandate=mandate, actor=current_staff(), to_month=until)
    except (mandates.SeatTaken, mandates.EndsTooSoon) as refusal:
        form.to_month.errors = [_(TAKEN if isinstance(refusal, mandates.SeatTaken) else TOO_SOON)]
        return _one(mandate, renew_form=form)
    flash(_("Le mandat est renouvelé."), "success")
    return redirect(url_for(".index"), code=303)


@bp.post("/<ref>/finir")
@requires(Permission.COUNCIL_KEEP)
def end(ref: str) -> ResponseReturnValue:
    """Say that the seat was left early."""
    mandate, form = _find(ref), EndForm()
    if not form.validate_on_submit():
        return _one(mandate, end_form=form)
    try:
        mandates.end_mandate(db.session, mandate=mandate, actor=current_staff(), month=month_of(form.month.data))
    except mandates.EndsTooSoon:
        form.month.errors = [_(OUTSIDE)]
        return _one(mandate, end_form=form)
    flash(_("La fin du mandat est notée."), "success")
    return redirect(url_for(".index"), code=303)


@bp.post("/<ref>/reprendre")
@requires(Permission.COUNCIL_KEEP)
def resume(ref: str) -> ResponseReturnValue:
    """Undo an early end."""
    if not ActForm().validate_on_submit():
        abort(400)
    try:
        mandates.resume_mandate(db.session, mandate=_find(ref), actor=current_staff())
    except mandates.SeatTaken:
        return errors.page(409, sentence=_(TAKEN))
    flash(_("Le mandat reprend."), "success")
    return redirect(url_for(".show", ref=ref), code=303)


@bp.post("/<ref>/effacer")
@requires(Permission.COUNCIL_KEEP)
def drop(ref: str) -> ResponseReturnValue:
    """Take out a mandate written by mistake."""
    if not ActForm().validate_on_submit():
        abort(400)
    mandates.drop_mandate(db.session, mandate=_find(ref), actor=current_staff())
    flash(_("Le mandat est effacé."))
    return redirect(url_for(".index"), code=303)


def _find(ref: str) -> Mandate:
    found: Mandate = one_or_404(db.session, select(Mandate).where(Mandate.id == as_id(ref)))
    return found


def _page(form: MandateForm) -> ResponseReturnValue:
    month, rows = clock.month_of(clock.today()), db.session.scalars(queries.mandates()).all()
    page = render_template(
        "observatory/council_mandates/index.html",
        form=form,
        seats=[(seat, list(held)) for seat, held in groupby(rows, key=lambda row: row.seat)],
        held=db.session.scalar(queries.seats_held(month)),
        month=month,
    )
    return make_response(page, 400 if form.is_submitted() else 200)


def _one(
    mandate: Mandate, *, renew_form: RenewForm | None = None, end_form: EndForm | None = None
) -> ResponseReturnValue:
    page = render_template(
        "observatory/council_mandates/show.html",
        mandate=mandate,
        renew_form=renew_form or RenewForm(formdata=None),
        end_form=end_form or EndForm(formdata=None),
    )
    return make_response(page, 400 if renew_form or end_form else 200)
