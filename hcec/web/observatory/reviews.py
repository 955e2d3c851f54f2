"""The observatory reads an answer over: are the words plain enough? It changes nothing of what is promised."""

from dataclasses import asdict
from typing import Any, cast

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.consultations.models import Consultation
from hcec.consultations.services import ChangedMeanwhile
from hcec.followup import queries, services
from hcec.followup.answering import NAMES
from hcec.followup.models import PublicAnswer
from hcec.labels import N_
from hcec.permissions import Permission
from hcec.text.readability import hints
from hcec.web.access import one_or_404, requires
from hcec.web.answer_forms import CorrectionForm
from hcec.web.observatory.forms import VersionForm
from hcec.web.observatory.proposal_forms import RemarkForm
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("reviews", __name__, url_prefix="/observatoire/reponses/<ref>")

REFUSALS: dict[type[Exception], str] = {
    ChangedMeanwhile: N_("Quelqu’un vient de modifier cette page. Relisez-la, puis recommencez."),
    services.NotReadYet: N_("Elle n’est pas à cette étape."),
    services.AlreadyPublished: N_("Elle est déjà publiée."),
    services.NotAnswerable: N_("On n’attend plus de réponse ici."),
    services.NotPublishedYet: N_("Elle n’est pas encore publiée : qui répond peut la changer."),
    services.NothingChanged: N_("Rien n’a changé : ce sont les mots déjà publiés."),
}


@bp.get("/")
@requires(Permission.PROPOSAL_WRITE)
def show(ref: str) -> ResponseReturnValue:
    """One answer as young people will read it, and what could be said more simply."""
    return page(find(ref))


@bp.post("/valider")
@requires(Permission.PROPOSAL_WRITE)
def validate(ref: str) -> ResponseReturnValue:
    """Say that the wording is plain."""
    answer, form = find(ref), VersionForm()
    form.validate_on_submit()
    acted = {"actor": current_staff(), "version": form.version.data, "today": clock.today()}
    try:
        services.validate(db.session, answer=answer, **acted)
    except tuple(REFUSALS) as refusal:
        return _refused(ref, refusal)
    flash(_("Les mots sont validés. Qui répond peut publier ; vous aussi."), "success")
    return redirect(url_for(".show", ref=ref), code=303)


@bp.post("/renvoyer")
@requires(Permission.PROPOSAL_WRITE)
def send_back(ref: str) -> ResponseReturnValue:
    """Ask to say it better."""
    answer, form = find(ref), RemarkForm()
    if not form.validate_on_submit():
        return page(answer, remark_form=form, status=400)
    acted = {"actor": current_staff(), "version": form.version.data, "remark": form.remark.data}
    try:
        services.send_back(db.session, answer=answer, **acted)
    except tuple(REFUSALS) as refusal:
        return _refused(ref, refusal, remark_form=form)
    flash(_("C’est renvoyé, avec votre remarque."), "success")
    return redirect(url_for("observatory.proposals.index"), code=303)


@bp.post("/publier")
@requires(Permission.PROPOSAL_WRITE)
def publish(ref: str) -> ResponseReturnValue:
    """Publish what was validated, for whoever answers."""
    answer, form = find(ref), VersionForm()
    form.validate_on_submit()
    acted = {"actor": current_staff(), "version": form.version.data, "today": clock.today()}
    try:
        services.publish(db.session, answer=answer, subject=subject_of(answer), **acted)
    except tuple(REFUSALS) as refusal:
        return _refused(ref, refusal)
    flash(_("La réponse est publiée. Les jeunes la voient."), "success")
    return redirect(url_for(".show", ref=ref), code=303)


@bp.post("/corriger")
@requires(Permission.PROPOSAL_WRITE)
def correct(ref: str) -> ResponseReturnValue:
    """Correct a published answer: dated, with a reason, and what was written before."""
    answer = find(ref)
    form = CorrectionForm(of_proposal=answer.proposal_id is not None)
    if not form.validate_on_submit():
        return page(answer, correction=form, status=400)
    acted = {"actor": current_staff(), "version": form.version.data, "today": clock.today()}
    try:
        services.correct(db.session, answer=answer, words=form.words(), reason=form.reason.data, **acted)
    except services.IncompleteAnswer as refusal:
        form.show_missing(refusal.missing)
        db.session.rollback()
        return page(find(ref), correction=form, status=400)
    except tuple(REFUSALS) as refusal:
        return _refused(ref, refusal, correction=form)
    flash(_("C’est corrigé. La page publique dit la date et la raison."), "success")
    return redirect(url_for(".show", ref=ref), code=303)


def find(ref: str) -> PublicAnswer:
    """Return the answer at this address, or the 404 of what does not exist."""
    return cast(PublicAnswer, one_or_404(db.session, queries.sent_answer(as_id(ref))))


def subject_of(answer: PublicAnswer) -> services.Subject:
    """Return what it answers."""
    return answer.proposal or db.session.get_one(Consultation, answer.consultation_id)


def page(answer: PublicAnswer, *, refusal: str = "", status: int = 200, **forms: Any) -> ResponseReturnValue:
    """Return an answer's page, with what was typed when it was refused."""
    seen, words = {"version": answer.version}, asdict(services.words_of(answer))
    shown = {
        "remark_form": RemarkForm(formdata=None, data=seen),
        "correction": CorrectionForm(formdata=None, of_proposal=answer.proposal_id is not None, data=words | seen),
    } | forms
    texts = {name: str(words[name] or "") for name in NAMES}
    body = render_template(
        "observatory/reviews/show.html",
        answer=answer,
        subject=subject_of(answer),
        hints={name: list(dict.fromkeys(hints(text))) for name, text in texts.items() if text},
        act=VersionForm(formdata=None, data=seen),
        refusal=refusal,
        **shown,
    )
    return make_response(body, status)


def _refused(ref: str, refusal: Exception, **forms: Any) -> ResponseReturnValue:
    db.session.rollback()
    return page(find(ref), refusal=_(REFUSALS[type(refusal)]), status=409, **forms)
