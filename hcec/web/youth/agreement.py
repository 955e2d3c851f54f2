"""What the child answers: yes or no to being quoted in these words, and a refusal contested (M2, M4)."""

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import AnyOf, Length, Regexp

from hcec import clock, db
from hcec.i18n import translate
from hcec.labels import N_, label
from hcec.moderation import services
from hcec.permissions import Permission
from hcec.testimonies import queries
from hcec.testimonies import services as testimonies
from hcec.testimonies.access import own_testimonies
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from hcec.testimonies.questionnaire import LONGEST_TEXT
from hcec.text.normalise import plain
from hcec.web import errors
from hcec.web.access import one_or_404, requires
from hcec.web.forms import Form
from hcec.web.references import as_id
from hcec.web.viewer import current_youth
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
    testimony, form = _own(ref), ReplyForm()
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
    testimony, form = _own(ref), ContestForm()
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


def _own(ref: str) -> Testimony:
    asked = db.session.scalars(queries.asked_consultations()).all()
    own = own_testimonies(current_youth(), asked, year=clock.today().year)
    found: Testimony = one_or_404(db.session, own.where(Testimony.id == as_id(ref)))
    return found


def _changed(testimony: Testimony, change: services.ChangedMeanwhile) -> ResponseReturnValue:
    """Say where the message is now, with what would now be quoted (M5)."""
    if change.state is None or change.state == TestimonyState.WITHDRAWN:
        abort(404)
    db.session.refresh(testimony)
    difference = [translate(label(kind, standing_of(testimony))) for kind in ("standing", "next_step")]
    if _is_asked(testimony):
        difference.append(testimony.proposed or "")
    return errors.page(409, difference="\n".join(difference))
