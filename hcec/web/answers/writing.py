"""Writing an answer, sending it to be read over, publishing it, and saying what has changed since."""

from dataclasses import asdict

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.consultations.services import ChangedMeanwhile
from hcec.followup import services
from hcec.followup.enums import ProposalState
from hcec.followup.lateness import days_late
from hcec.followup.models import Proposal
from hcec.labels import N_
from hcec.permissions import Permission
from hcec.web.access import requires
from hcec.web.answer_forms import AnswerWordsForm, NewsForm
from hcec.web.answers.subjects import address_of, find
from hcec.web.staff_forms import Other, VersionForm, differences
from hcec.web.viewer import current_staff

bp = Blueprint("writing", __name__, url_prefix="/<kind>/<ref>")

REFUSALS: dict[type[Exception], str] = {
    services.AlreadyPublished: N_("Cette réponse est publiée : l’observatoire peut la corriger, avec la date."),
    services.NotAnswerable: N_("On n’attend plus de réponse ici."),
    services.NotReadYet: N_("L’observatoire ne l’a pas encore validée."),
    services.NoNewsYet: N_("On n’annonce rien de plus ici : ce n’est pas encore répondu, ou c’est fini."),
    ChangedMeanwhile: N_("Quelqu’un vient de modifier cette page. Relisez-la, puis recommencez."),
}


@bp.route("/", methods=["GET", "POST"])
@requires(Permission.ANSWER_WRITE)
def edit(kind: str, ref: str) -> ResponseReturnValue:
    """Write the answer; kept for later, or sent to the observatory."""
    subject = find(db.session, kind, ref)
    form = AnswerWordsForm(of_proposal=isinstance(subject, Proposal), data=_held(subject))
    if not form.validate_on_submit():
        return page(subject, form=form, status=400 if form.is_submitted() else 200)
    sends, written = "send" in request.form, {"version": form.version.data, "words": form.words()}
    try:
        services.write_answer(
            db.session, subject=subject, actor=current_staff(), sends=sends, today=clock.today(), **written
        )
    except services.IncompleteAnswer as refusal:
        form.show_missing(refusal.missing)
        return page(subject, form=form, status=400)
    except ChangedMeanwhile:
        return _changed(kind, ref, form)
    except (services.AlreadyPublished, services.NotAnswerable) as refusal:
        return page(find_again(kind, ref), form=form, refusal=_(REFUSALS[type(refusal)]), status=409)
    sent = _("C’est envoyé. L’observatoire relit les mots, puis vous pourrez publier.")
    flash(sent if sends else _("C’est gardé. Rien n’est envoyé ni publié."), "success")
    return redirect(address_of(subject), code=303)


@bp.post("/publier")
@requires(Permission.ANSWER_WRITE)
def publish(kind: str, ref: str) -> ResponseReturnValue:
    """Publish what the observatory validated."""
    subject, form = find(db.session, kind, ref), VersionForm()
    answer = services.answer_of(db.session, subject)
    if answer is None or not form.validate_on_submit():
        abort(400)
    acted = {"actor": current_staff(), "version": form.version.data, "today": clock.today()}
    try:
        services.publish(db.session, answer=answer, subject=subject, **acted)
    except tuple(REFUSALS) as refusal:
        return page(find_again(kind, ref), refusal=_(REFUSALS[type(refusal)]), status=409)
    flash(_("La réponse est publiée. Les jeunes la voient."), "success")
    return redirect(address_of(subject), code=303)


@bp.post("/nouvelles")
@requires(Permission.ANSWER_WRITE)
def tell(kind: str, ref: str) -> ResponseReturnValue:
    """Say what has changed since the answer."""
    subject, form = find(db.session, kind, ref), NewsForm()
    if not isinstance(subject, Proposal):
        abort(404)
    if not form.validate_on_submit():
        return page(subject, news=form, status=400)
    acted = {"actor": current_staff(), "version": form.version.data, "today": clock.today()}
    try:
        state = ProposalState(form.state.data)
        services.tell(db.session, proposal=subject, state=state, words=form.words.data, **acted)
    except tuple(REFUSALS) as refusal:
        return page(find_again(kind, ref), news=form, refusal=_(REFUSALS[type(refusal)]), status=409)
    flash(_("C’est dit. Les jeunes le voient, avec la date."), "success")
    return redirect(address_of(subject), code=303)


def page(
    subject: services.Subject,
    *,
    form: AnswerWordsForm | None = None,
    news: NewsForm | None = None,
    refusal: str = "",
    others: list[Other] | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """Return the page of what is answered, with what was typed when it was refused."""
    answer, is_proposal = services.answer_of(db.session, subject), isinstance(subject, Proposal)
    due = subject.due_on if isinstance(subject, Proposal) else subject.answer_due_on
    body = render_template(
        "answers/writing/edit.html",
        subject=subject,
        is_proposal=is_proposal,
        consultation=subject.consultation if isinstance(subject, Proposal) else subject,
        answer=answer,
        late=days_late(due, clock.today()) if answer is None or not answer.published_on else 0,
        due=due,
        form=form or AnswerWordsForm(formdata=None, of_proposal=is_proposal, data=_held(subject)),
        news=news or NewsForm(formdata=None, data={"version": getattr(subject, "version", 0)}),
        act=VersionForm(formdata=None, data={"version": answer.version if answer else 0}),
        refusal=refusal,
        others=others,
    )
    return make_response(body, status)


def find_again(kind: str, ref: str) -> services.Subject:
    """Return what is answered as it stands, once the attempt was undone."""
    db.session.rollback()
    return find(db.session, kind, ref)


def _held(subject: services.Subject) -> dict[str, object]:
    answer = services.answer_of(db.session, subject)
    held = asdict(services.words_of(answer)) | {"version": answer.version if answer else 0}
    if answer is None and isinstance(subject, Proposal):
        held["by_function"] = subject.of_whom
    return held


def _changed(kind: str, ref: str, form: AnswerWordsForm) -> ResponseReturnValue:
    """Show the form again with what was typed, beside what somebody else wrote meanwhile."""
    subject = find_again(kind, ref)
    held = _held(subject)
    names = [name for name in held if name in form and name != "version"]
    version = held["version"]
    form.see(version if isinstance(version, int) else 0)
    return page(subject, form=form, others=differences(form, held, names), status=409)
