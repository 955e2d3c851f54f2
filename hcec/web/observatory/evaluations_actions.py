"""What follows an evaluation: actions with their day and where they stand."""

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from hcec import clock, db
from hcec.labels import N_
from hcec.permissions import Permission
from hcec.shelf.models import EvaluationAction
from hcec.shelf.services import evaluating
from hcec.web.access import one_or_404, requires
from hcec.web.form_pages import Page, Refusals, form_page, pressed
from hcec.web.observatory.evaluations import find
from hcec.web.observatory.evaluations_forms import ChangeActionForm, NewActionForm
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("evaluations_actions", __name__, url_prefix="/observatoire/evaluations")

REFUSALS: Refusals = {evaluating.NotReceivedYet: ("done_on", N_("Ce jour n’est pas encore venu."))}


@bp.route("/<ref>/suites/nouvelle", methods=["GET", "POST"])
@requires(Permission.SHELF_KEEP)
def new(ref: str) -> ResponseReturnValue:
    """Add what is to be done."""
    form, evaluation = NewActionForm(), find(ref)
    acted: dict[str, Any] = {"actor": current_staff(), "evaluation": evaluation, "today": clock.today()}
    return form_page(
        form,
        lambda: evaluating.add_action(db.session, row_id=form.row_id, plan=form.plan(), **acted),
        Page(_("Ajouter une suite"), _of(evaluation.id.hex), evaluation.establishment, _("La suite est notée.")),
        refusals=REFUSALS,
    )


@bp.route("/suites/<ref>", methods=["GET", "POST"])
@requires(Permission.SHELF_KEEP)
def edit(ref: str) -> ResponseReturnValue:
    """Say where it stands, or take it away."""
    action = _find(ref)
    form = ChangeActionForm(obj=action)
    acted = {"actor": current_staff(), "action": action, "version": form.version.data, "today": clock.today()}
    back, drop = (
        _of(action.evaluation_id.hex),
        (_("Supprimer la suite"), _("Écrite par erreur."), url_for(".drop", ref=ref)),
    )
    return form_page(
        form,
        lambda: evaluating.change_action(db.session, plan=form.plan(), **acted),
        Page(_("Modifier la suite"), back, action.evaluation.establishment, _("C’est enregistré."), drop=drop),
        refusals=REFUSALS,
        held=action,
    )


@bp.post("/suites/<ref>/supprimer")
@requires(Permission.SHELF_KEEP)
def drop(ref: str) -> ResponseReturnValue:
    """Take away an action written by mistake."""
    pressed()
    action = _find(ref)
    back = _of(action.evaluation_id.hex)
    evaluating.drop_action(db.session, actor=current_staff(), action=action)
    flash(_("La suite est supprimée."))
    return redirect(back, code=303)


def _of(ref: str) -> str:
    return url_for("observatory.evaluations.show", ref=ref)


def _find(ref: str) -> EvaluationAction:
    found: EvaluationAction = one_or_404(db.session, select(EvaluationAction).where(EvaluationAction.id == as_id(ref)))
    return found
