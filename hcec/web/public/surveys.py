"""Answering by the link of an e-mail, on one page; and what was published of it, for everybody."""

from uuid import UUID

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.consultations.answering import Problem
from hcec.disclosure.values import Level
from hcec.labels import N_
from hcec.surveys import queries
from hcec.surveys.models import Survey, SurveyInvitation, SurveyRelease
from hcec.surveys.services import answering
from hcec.surveys.services.answering import Filled
from hcec.surveys.services.staging import promised
from hcec.web import errors
from hcec.web.access import one_or_404, public
from hcec.web.application import platform
from hcec.web.public.survey_forms import SheetForm, choices_of
from hcec.web.references import as_id
from hcec.web.survey_releases import download, shown_row

bp = Blueprint("surveys", __name__)

PROBLEMS = {
    Problem.TOO_LONG: N_("C’est trop long : 5 000 signes au plus."),
    Problem.UNKNOWN_CHOICE: N_("Une réponse n’est pas dans la liste."),
    Problem.SAME_PLACE: N_("Deux choix ont la même place."),
}


@bp.route("/questionnaire/<token>", methods=["GET", "POST"])
@public
def answer(token: str) -> ResponseReturnValue:
    """Read the contract, answer on one page, once. The link says nothing of who has it."""
    invitation = answering.invitation_of(db.session, token)
    if invitation is None:
        return _over("unknown", 404)
    survey, form = db.session.get_one(Survey, invitation.survey_id), SheetForm()
    form.offer(survey)
    if request.method == "POST":
        return _keep(token, invitation, form) if "keep" in request.form else _send(token, invitation, form)
    if invitation.is_used:
        return _over("used")
    if not answering.takes_answers(survey, clock.today()):
        return _over("closed")
    begun = answering.draft_of(invitation, token)
    form.category.data = begun.category or ""
    return _page(survey, form, begun)


@bp.get("/questionnaires/")
@public
def index() -> ResponseReturnValue:
    """List what was published for everybody."""
    rows = db.session.scalars(queries.released(Level.PUBLIC)).all()
    return render_template("public/surveys/index.html", rows=rows)


@bp.get("/questionnaires/<ref>")
@public
def show(ref: str) -> ResponseReturnValue:
    """Read one, or why it was withdrawn."""
    row = _find(as_id(ref))
    return render_template("public/surveys/show.html", row=row, shown=shown_row(row))


@bp.get("/questionnaires/<ref>/<file_format>")
@public
def take(ref: str, file_format: str) -> ResponseReturnValue:
    """Take a file away."""
    return download(_find(as_id(ref)), file_format)


def _send(token: str, invitation: SurveyInvitation, form: SheetForm) -> ResponseReturnValue:
    survey = db.session.get_one(Survey, invitation.survey_id)
    filled = form.filled(survey)
    if not form.validate():
        return _page(survey, form, filled, status=400)
    try:
        answering.send_sheet(db.session, invitation=invitation, row_id=form.row_id, filled=filled, today=clock.today())
    except answering.AnswerRefused as refused:
        return _page(survey, form, filled, {refused.question.position: _(PROBLEMS[refused.problem])}, 400)
    except answering.NothingSaid:
        form.category.errors = [_("Tout est vide : répondez à une question au moins.")]
        return _page(survey, form, filled, status=400)
    except answering.LinkUsed:
        return _lost(_("Ce lien a déjà servi. Ces réponses-ci ne sont pas comptées."))
    except answering.SurveyClosed:
        return _lost(_("La consultation est close. Ces réponses-ci ne sont pas comptées."))
    return redirect(url_for(".answer", token=token), code=303)


def _keep(token: str, invitation: SurveyInvitation, form: SheetForm) -> ResponseReturnValue:
    survey = db.session.get_one(Survey, invitation.survey_id)
    if not answering.takes_answers(survey, clock.today()):
        return _lost(_("La consultation est close. Ces réponses-ci ne sont pas comptées."))
    try:
        answering.keep_draft(db.session, token=token, invitation=invitation, filled=form.filled(survey))
    except answering.LinkUsed:
        return _lost(_("Ce lien a déjà servi. Ces réponses-ci ne sont pas comptées."))
    except answering.SurveyClosed:
        return _lost(_("La consultation est close. Ces réponses-ci ne sont pas comptées."))
    flash(_("C’est gardé, pas encore envoyé. Revenez par le même lien."), "success")
    return redirect(url_for(".answer", token=token), code=303)


def _page(
    survey: Survey, form: SheetForm, filled: Filled, refused: dict[int, str] | None = None, status: int = 200
) -> ResponseReturnValue:
    body = render_template(
        "public/surveys/answer.html",
        survey=survey,
        promised=promised(survey, platform().department()),
        form=form,
        answer_to=filled.to,
        refused=refused or {},
        choices_of=choices_of,
    )
    return make_response(body, status)


def _over(why: str, status: int = 200) -> ResponseReturnValue:
    """Say what became of a link: unknown, used or too late. None says for which survey it was, nor for whom."""
    return make_response(render_template("public/surveys/over.html", why=why), status)


def _lost(sentence: str) -> ResponseReturnValue:
    """Refuse what was sent too late, and give back what was typed."""
    return errors.page(409, sentence=sentence)


def _find(row_id: UUID) -> SurveyRelease:
    found: SurveyRelease = one_or_404(db.session, queries.released(Level.PUBLIC).where(SurveyRelease.id == row_id))
    return found
