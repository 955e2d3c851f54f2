"""Questions of a survey's draft: written, changed, moved, taken out."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import db
from hcec.consultations.wording import UnfitQuestion
from hcec.labels import N_
from hcec.permissions import Permission
from hcec.surveys import queries
from hcec.surveys.models import SurveyQuestion
from hcec.surveys.services import drafting
from hcec.web.access import one_or_404, requires
from hcec.web.form_pages import Page, form_page, pressed
from hcec.web.observatory.survey_forms import ChangeSurveyQuestionForm, NewSurveyQuestionForm
from hcec.web.observatory.surveys import OPENED, TOO_LATE, find, page
from hcec.web.question_forms import PLACES, MoveForm
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("survey_questions", __name__, url_prefix="/observatoire/questionnaires/<ref>/questions")

REFUSALS = {
    UnfitQuestion: ("label", N_("Gardez vingt questions au plus : au-delà, on ne finit pas.")),
    drafting.TooManyCrossed: ("by_category", N_("Quatre questions au plus sont montrées selon qui répond.")),
    drafting.SurveyNotDraft: ("label", OPENED[drafting.SurveyNotDraft][1]),
}


@bp.route("/nouvelle", methods=["GET", "POST"])
@requires(Permission.SURVEY_KEEP)
def new(ref: str) -> ResponseReturnValue:
    """Write the next question."""
    survey, form, actor = find(ref), NewSurveyQuestionForm(), current_staff()
    return form_page(
        form,
        lambda: drafting.add_question(
            db.session,
            row_id=form.row_id,
            actor=actor,
            survey=survey,
            wording=form.wording(),
            by_category=form.by_category.data,
        ),
        Page(_("Ajouter une question"), _back(survey.id), survey.title, _("La question est ajoutée.")),
        refusals=REFUSALS,
    )


@bp.route("/<question>", methods=["GET", "POST"])
@requires(Permission.SURVEY_KEEP)
def edit(ref: str, question: str) -> ResponseReturnValue:
    """Change a question, or take it out."""
    held = _find(ref, question)
    form = ChangeSurveyQuestionForm(data=_typed(held))
    acted = {"actor": current_staff(), "question": held, "version": form.version.data}
    words = _("Elle disparaît du brouillon, avec ses choix."), url_for(".delete", ref=ref, question=question)
    return form_page(
        form,
        lambda: drafting.change_question(
            db.session, wording=form.wording(), by_category=form.by_category.data, **acted
        ),
        Page(
            _("Modifier la question %(n)s", n=held.position),
            _back(held.survey_id),
            held.survey.title,
            _("La question est enregistrée."),
            drop=(_("Supprimer la question"), *words),
        ),
        refusals=REFUSALS,
        held=held,
    )


@bp.post("/<question>/deplacer")
@requires(Permission.SURVEY_KEEP)
def move(ref: str, question: str) -> ResponseReturnValue:
    """Exchange a question with its neighbour: `direction` is `up` or `down`."""
    form = MoveForm()
    if not form.validate_on_submit() or form.direction.data not in PLACES:
        abort(400)
    held, places = _find(ref, question), PLACES[form.direction.data]
    acted = {"actor": current_staff(), "question": held, "version": form.version.data}
    try:
        drafting.move_question(db.session, places=places, **acted)
    except TOO_LATE:
        return page(ref, refusal=_("La consultation a changé entre-temps. Relisez-la, puis recommencez."))
    return redirect(_back(held.survey_id), code=303)


@bp.post("/<question>/supprimer")
@requires(Permission.SURVEY_KEEP)
def delete(ref: str, question: str) -> ResponseReturnValue:
    """Take a question out of the draft as it stands."""
    pressed()
    held = _find(ref, question)
    try:
        drafting.drop_question(db.session, actor=current_staff(), question=held, version=held.version)
    except TOO_LATE:
        return page(ref, refusal=_("Elle est ouverte : ses mots et ses questions ne changent plus."))
    flash(_("La question est supprimée."), "success")
    return redirect(url_for("observatory.surveys.show", ref=ref), code=303)


def _find(ref: str, question: str) -> SurveyQuestion:
    survey = find(ref)
    wanted = queries.question_of(as_id(question)).where(SurveyQuestion.survey_id == survey.id)
    found: SurveyQuestion = one_or_404(db.session, wanted)
    return found


def _back(survey_id: UUID) -> str:
    return url_for("observatory.surveys.show", ref=survey_id.hex) + "#questions"


def _typed(question: SurveyQuestion) -> dict[str, object]:
    return {
        "kind": question.kind,
        "label": question.label,
        "hint": question.hint,
        "choices": "\n".join(choice.label for choice in question.choices),
        "sensitive": question.is_sensitive,
        "by_category": question.by_category,
        "version": question.version,
    }
