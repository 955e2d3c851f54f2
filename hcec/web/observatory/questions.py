"""Questions of a draft: written, changed, moved, taken out."""

from uuid import UUID

from flask import Blueprint, abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import db
from hcec.consultations import queries, services
from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation, Question
from hcec.permissions import Permission
from hcec.web.access import one_or_404, requires
from hcec.web.observatory.consultations import find, page
from hcec.web.observatory.forms import (
    ChangeQuestionForm,
    MoveForm,
    NewQuestionForm,
    Other,
    VersionForm,
    differences,
)
from hcec.web.question_forms import PLACES, blame
from hcec.web.viewer import current_staff

bp = Blueprint("questions", __name__, url_prefix="/observatoire/consultations/<slug>/questions")


@bp.route("/nouvelle", methods=["GET", "POST"])
@requires(Permission.CONSULTATION_EDIT)
def new(slug: str) -> ResponseReturnValue:
    """Write the next question."""
    consultation, form = find(slug), NewQuestionForm()
    if not form.validate_on_submit():
        return _new(form, consultation, status=400 if form.is_submitted() else 200)
    row_id, wording = form.row_id, form.wording()
    try:
        services.add_question(
            db.session, row_id=row_id, consultation=consultation, actor=current_staff(), wording=wording
        )
    except services.UnfitQuestion as unfit:
        blame(form, unfit.reason)
        return _new(form, consultation, status=400)
    except services.ConsultationNotDraft:
        return _new(form, consultation, status=409, refusal=_opened())
    flash(_("La question est ajoutée."), "success")
    return _back(slug)


@bp.route("/<ref>", methods=["GET", "POST"])
@requires(Permission.CONSULTATION_EDIT)
def edit(slug: str, ref: str) -> ResponseReturnValue:
    """Change a question."""
    question = _find(slug, ref)
    form = ChangeQuestionForm(data=_held(question))
    if not form.validate_on_submit():
        return _edit(form, question, status=400 if form.is_submitted() else 200)
    version, wording = form.version.data, form.wording()
    try:
        services.change_question(db.session, question=question, actor=current_staff(), version=version, wording=wording)
    except services.UnfitQuestion as unfit:
        blame(form, unfit.reason)
        return _edit(form, question, status=400)
    except (services.ChangedMeanwhile, services.ConsultationNotDraft):
        return _changed(slug, ref, form)
    flash(_("La question est enregistrée."), "success")
    return _back(slug)


@bp.post("/<ref>/deplacer")
@requires(Permission.CONSULTATION_EDIT)
def move(slug: str, ref: str) -> ResponseReturnValue:
    """Exchange a question with its neighbour: `direction` is `up` or `down`."""
    form = MoveForm()
    if not form.validate_on_submit() or form.direction.data not in PLACES:
        abort(400)
    question, version, places = _find(slug, ref), form.version.data, PLACES[form.direction.data]
    try:
        services.move_question(db.session, question=question, actor=current_staff(), version=version, places=places)
    except (services.ChangedMeanwhile, services.ConsultationNotDraft):
        return _stale(slug)
    return _back(slug)


@bp.post("/<ref>/supprimer")
@requires(Permission.CONSULTATION_EDIT)
def delete(slug: str, ref: str) -> ResponseReturnValue:
    """Take a question out."""
    form = VersionForm()
    if not form.validate_on_submit():
        abort(400)
    question = _find(slug, ref)
    try:
        services.delete_question(db.session, question=question, actor=current_staff(), version=form.version.data)
    except (services.ChangedMeanwhile, services.ConsultationNotDraft):
        return _stale(slug)
    flash(_("La question est supprimée."), "success")
    return _back(slug)


def _find(slug: str, ref: str) -> Question:
    try:
        wanted = UUID(hex=ref)
    except ValueError:
        abort(404)
    found: Question = one_or_404(db.session, queries.question_of(find(slug), wanted))
    return found


def _held(question: Question) -> dict[str, object]:
    return {
        "kind": question.kind,
        "label": question.label,
        "hint": question.hint,
        "choices": "\n".join(choice.label for choice in question.choices),
        "sensitive": question.is_sensitive,
        "version": question.consultation.version,
    }


def _new(form: NewQuestionForm, consultation: Consultation, *, status: int, refusal: str = "") -> ResponseReturnValue:
    if refusal:
        db.session.rollback()
    body = render_template("observatory/questions/new.html", form=form, consultation=consultation, refusal=refusal)
    return make_response(body, status)


def _edit(
    form: ChangeQuestionForm, question: Question, *, status: int, refusal: str = "", others: list[Other] | None = None
) -> ResponseReturnValue:
    words = {"form": form, "question": question, "consultation": question.consultation}
    body = render_template("observatory/questions/edit.html", refusal=refusal, others=others, **words)
    return make_response(body, status)


def _changed(slug: str, ref: str, form: ChangeQuestionForm) -> ResponseReturnValue:
    """Show the form again with what was typed, beside what somebody else wrote meanwhile (409)."""
    db.session.rollback()
    question = _find(slug, ref)
    refusal = "" if question.consultation.status is ConsultationStatus.DRAFT else _opened()
    others = differences(form, _held(question), ("label", "hint", "choices"))
    form.see(question.consultation.version)
    return _edit(form, question, status=409, refusal=refusal, others=others)


def _stale(slug: str) -> ResponseReturnValue:
    return page(slug, refusal=_("La consultation a changé entre-temps. Relisez-la, puis recommencez."))


def _opened() -> str:
    return str(_("La consultation a été ouverte : ses questions ne changent plus. Dupliquez-la si besoin."))


def _back(slug: str) -> ResponseReturnValue:
    return redirect(url_for("observatory.consultations.show", slug=slug) + "#questions", code=303)
