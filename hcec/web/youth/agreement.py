"""What the child answers: yes or no to being quoted in these words, and a refusal contested (M2, M4)."""

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import AnyOf, Length, Regexp

from hcec import clock, db
from hcec.consultations.models import Consultation
from hcec.i18n import translate
from hcec.labels import N_, label
from hcec.moderation import services
from hcec.permissions import Permission
from hcec.testimonies import services as testimonies
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from hcec.testimonies.questionnaire import LONGEST_TEXT, Answer
from hcec.text.normalise import plain
from hcec.web import errors
from hcec.web.access import requires
from hcec.web.forms import ActForm, Form
from hcec.web.viewer import current_youth
from hcec.web.youth.consultations import save
from hcec.web.youth.replying import own_message
from hcec.web.youth.standing import standing_of

bp = Blueprint("agreement", __name__, url_prefix="/messages")

AGREE, OBJECT, NEVER = "agree", "object", "never"
LONGEST_WHY = 1000


NOTED = {
    AGREE: N_("C’est noté. Une deuxième personne relit avant de publier."),
    OBJECT: N_("C’est noté. Une deuxième personne va te répondre."),
    NEVER: N_("C’est noté. Ton message compte, et ne sera jamais cité."),
}


class ReplyForm(Form):
    """Yes, no to these words and perhaps why, or no for good: to the version that was shown."""

    version = HiddenField(validators=[Regexp(r"[0-9]{1,6}\Z", message=_l("Relis la page, puis réponds."))])
    reply = StringField(validators=[AnyOf([AGREE, OBJECT, NEVER], message=_l("Choisis une des réponses."))])
    body = TextAreaField(
        _l("Pourquoi, si tu veux"),
        id="why",
        validators=[Length(max=LONGEST_WHY, message=_l("C’est trop long : 1 000 signes au plus."))],
        render_kw={"autocomplete": "off"},
    )


class ContestForm(Form):
    """Other words, or the same."""

    body = TextAreaField(
        _l("Ton message"),
        filters=[lambda text: plain(text or "")],
        validators=[Length(max=LONGEST_TEXT, message=_l("C’est trop long : 5 000 signes au plus."))],
        render_kw={"autocomplete": "off"},
    )


@bp.route("/<ref>/reponse", methods=["GET", "POST"])
@requires(Permission.TESTIMONY_FOLLOW)
def reply(ref: str) -> ResponseReturnValue:
    """Agree to be quoted in these words, or not."""
    testimony, form = own_message(ref), ReplyForm()
    if request.method == "GET" and not _is_asked(testimony):
        return redirect(url_for("youth.testimonies.show", ref=ref), code=303)
    if not form.validate_on_submit():
        return _ask(testimony, form)
    try:
        state = _take(testimony, form)
    except services.ChangedMeanwhile as change:
        return _changed(testimony, change)
    flash(_(NOTED[form.reply.data if state != TestimonyState.KEPT else NEVER]), "success")
    return redirect(url_for("youth.testimonies.show", ref=ref), code=303)


@bp.route("/<ref>/contester", methods=["GET", "POST"])
@requires(Permission.TESTIMONY_FOLLOW)
def contest(ref: str) -> ResponseReturnValue:
    """Ask that somebody else read a refused message again."""
    testimony, form = own_message(ref), ContestForm()
    if request.method == "GET" and (testimony.state != TestimonyState.REFUSED or testimony.original_box is None):
        return redirect(url_for("youth.testimonies.show", ref=ref), code=303)
    if not testimonies.has_joined(db.session, youth=current_youth()):
        return promises_first()
    if not form.validate_on_submit():
        if not form.is_submitted():
            form.body.data = testimony.original
        page = render_template("youth/agreement/contest.html", form=form, testimony=testimony)
        return make_response(page, 400 if form.is_submitted() else 200)
    try:
        services.contest(db.session, testimony=testimony, body=form.body.data)
    except services.ChangedMeanwhile as change:
        return _changed(testimony, change)
    flash(_("C’est noté. Une autre personne va lire ton message."), "success")
    return redirect(url_for("youth.testimonies.show", ref=ref), code=303)


@bp.post("/<ref>/reecrire")
@requires(Permission.TESTIMONY_FOLLOW)
def rewrite(ref: str) -> ResponseReturnValue:
    """Write a refused message anew: under the question that it answered while one may, else in the idea box (M4)."""
    testimony = own_message(ref)
    if not ActForm().validate_on_submit():
        return errors.page(400)
    consultation = rewritten_in(testimony)
    if testimony.state != TestimonyState.REFUSED:
        return redirect(url_for("youth.testimonies.show", ref=ref), code=303)
    if consultation is None:
        return redirect(url_for("youth.testimonies.new", reprendre=ref), code=303)
    flash(_("Change tes mots, puis continue jusqu’à « Envoyer »."))
    number = _begin_anew(consultation, testimony)
    return redirect(url_for("youth.answers.question", slug=consultation.slug, n=number), code=303)


def rewritten_in(testimony: Testimony) -> Consultation | None:
    """Return the consultation that still takes an answer in place of a refused one; None is the idea box."""
    asked = db.session.get(Consultation, testimony.consultation_id) if testimony.consultation_id else None
    return asked if asked is not None and testimonies.takes_answers(asked, clock.today()) else None


def _begin_anew(consultation: Consultation, testimony: Testimony) -> int:
    """Put the refused words in the draft, unless others were written since; return their question's number."""
    youth, words = current_youth(), testimony.original or ""
    testimonies.hold_draft(db.session, youth=youth, consultation_id=consultation.id)
    draft = testimonies.load_draft(db.session, youth=youth, consultation_id=consultation.id)
    answers = draft or testimonies.answers_sent(db.session, youth=youth, consultation=consultation)
    situation = answers.situation or testimonies.situation_sent(db.session, youth=youth, consultation=consultation)
    asked = next(n for n, each in enumerate(consultation.questions) if each.id == testimony.question_id)
    question_id = consultation.questions[asked].id
    if answers.answers.get(question_id, Answer()).text in {"", words}:
        answers = answers.with_answer(question_id, Answer(text=words, about_adult=testimony.is_about_adult))
    save(db.session, consultation, answers.with_situation(situation))
    return asked + 1


def _take(testimony: Testimony, form: ReplyForm) -> TestimonyState:
    """Hand the answer to its service; return where the message now is."""
    version = int(form.version.data)
    if form.reply.data == AGREE:
        return services.agree(db.session, testimony=testimony, version=version).state
    if form.reply.data == NEVER:
        return services.never_quote(db.session, testimony=testimony, version=version).state
    return services.object_to(db.session, testimony=testimony, version=version, body=form.body.data or "").state


def _is_asked(testimony: Testimony) -> bool:
    """Whether there are words to say yes or no to: a yes may be taken back until they are published."""
    waits = testimony.state in {TestimonyState.PROPOSED, TestimonyState.APPROVED} and testimony.proposed_box is not None
    return waits or services.is_agreed(testimony)


def _ask(testimony: Testimony, form: ReplyForm) -> ResponseReturnValue:
    """Show what would be quoted; silence counts from the first time it is seen (M2)."""
    if not form.is_submitted() and testimony.state == TestimonyState.PROPOSED and testimony.seen_on is None:
        with db.current().transaction() as session:
            testimonies.note_seen(session, testimony=testimony, today=clock.today())
    page = render_template("youth/agreement/reply.html", form=form, testimony=testimony, is_asked=_is_asked(testimony))
    return make_response(page, 400 if form.is_submitted() else 200)


def promises_first() -> ResponseReturnValue:
    """The contract comes before any words, also when it changed since the first ones (S8)."""
    if request.method == "GET":
        return redirect(url_for("public.joining.agree"), code=303)
    return errors.page(409, sentence=_("Avant d’écrire, lis ce qu’on te promet. Ton texte est encore là."))


def _changed(testimony: Testimony, change: services.ChangedMeanwhile) -> ResponseReturnValue:
    """Say where the message is now, with what would now be quoted (M5)."""
    if change.state is None or change.state == TestimonyState.WITHDRAWN:
        abort(404)
    db.session.refresh(testimony)
    difference = [translate(label(kind, standing_of(testimony))) for kind in ("standing", "next_step")]
    if _is_asked(testimony):
        difference.append(testimony.proposed or "")
    return errors.page(409, difference="\n".join(difference))
