"""Evaluations of establishments and services that the observatory is told of. The observatory's alone."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from hcec import clock, db
from hcec.labels import N_
from hcec.permissions import Permission
from hcec.shelf import queries
from hcec.shelf.following import awaited, figures, is_late, late_actions
from hcec.shelf.models import Evaluation
from hcec.shelf.services import evaluating
from hcec.web.access import one_or_404, requires
from hcec.web.form_pages import Page, Refusals, form_page, history, pressed
from hcec.web.observatory.evaluations_forms import ChangeEvaluationForm, NewEvaluationForm
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("evaluations", __name__, url_prefix="/observatoire/evaluations")

REFUSALS: Refusals = {
    evaluating.NotReceivedYet: ("received_on", N_("Ce jour n’est pas encore venu.")),
    evaluating.EndsBeforeStart: ("to_on", N_("La fin vient avant le début.")),
    evaluating.NextTooSoon: ("next_due_on", N_("La prochaine vient après celle-ci.")),
}


@bp.get("/")
@requires(Permission.SHELF_KEEP)
def index() -> ResponseReturnValue:
    """Every evaluation; first what is late."""
    rows, today = db.session.scalars(queries.evaluations()).all(), clock.today()
    return render_template(
        "observatory/evaluations/index.html",
        evaluations=rows,
        figures=figures(rows, today.year, today),
        late=late_actions(rows, today),
        awaited=awaited(rows, today),
        today=today,
    )


@bp.route("/nouvelle", methods=["GET", "POST"])
@requires(Permission.SHELF_KEEP)
def new() -> ResponseReturnValue:
    """Note an evaluation."""
    form, actor, today = NewEvaluationForm(), current_staff(), clock.today()
    then, done = url_for(".show", ref=form.row_id.hex), _("L’évaluation est notée. Ajoutez ses suites.")
    return form_page(
        form,
        lambda: evaluating.note_evaluation(db.session, row_id=form.row_id, actor=actor, plan=form.plan(), today=today),
        Page(_("Noter une évaluation"), url_for(".index"), _("Évaluations"), done, then=then),
        refusals=REFUSALS,
    )


@bp.get("/<ref>")
@requires(Permission.SHELF_KEEP)
def show(ref: str) -> ResponseReturnValue:
    """One evaluation: what was said, what follows."""
    evaluation, today = find(ref), clock.today()
    return render_template(
        "observatory/evaluations/show.html",
        evaluation=evaluation,
        late={action.id for action in evaluation.actions if is_late(action, today)},
        history=history(evaluation, *evaluation.actions),
    )


@bp.route("/<ref>/modifier", methods=["GET", "POST"])
@requires(Permission.SHELF_KEEP)
def edit(ref: str) -> ResponseReturnValue:
    """Say it otherwise, or take away what was noted by mistake."""
    evaluation, today = find(ref), clock.today()
    form = ChangeEvaluationForm(obj=evaluation)
    acted = {"actor": current_staff(), "evaluation": evaluation, "version": form.version.data, "today": today}
    drop = (
        _("Supprimer l’évaluation"),
        _("Ses suites aussi. Pour ce qui a été noté par erreur."),
        url_for(".drop", ref=ref),
    )
    title, back = _("Modifier l’évaluation"), url_for(".show", ref=ref)
    return form_page(
        form,
        lambda: evaluating.change_evaluation(db.session, plan=form.plan(), **acted),
        Page(title, back, evaluation.establishment, _("C’est enregistré."), drop=drop),
        refusals=REFUSALS,
        held=evaluation,
    )


@bp.post("/<ref>/supprimer")
@requires(Permission.SHELF_KEEP)
def drop(ref: str) -> ResponseReturnValue:
    """Take away what was noted by mistake."""
    pressed()
    evaluating.drop_evaluation(db.session, actor=current_staff(), evaluation=find(ref))
    flash(_("L’évaluation et ses suites sont supprimées."))
    return redirect(url_for(".index"), code=303)


def find(ref: str) -> Evaluation:
    """Return an evaluation, or answer 404."""
    found: Evaluation = one_or_404(db.session, select(Evaluation).where(Evaluation.id == as_id(ref)))
    return found
