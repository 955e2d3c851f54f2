"""Refusals that another service reads again, without knowing why they were refused (M4)."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from hcec import clock, db
from hcec.i18n import translate
from hcec.labels import options
from hcec.moderation import queries, services
from hcec.moderation.enums import Opinion
from hcec.moderation.models import Decision, Rereading
from hcec.moderation.services import rereading
from hcec.permissions import Permission
from hcec.testimonies.models import Testimony
from hcec.web import errors
from hcec.web.access import one_or_404, requires
from hcec.web.forms import Form
from hcec.web.moderation.exchange import warned_of
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("rereadings", __name__, url_prefix="/moderation/relectures")


class OpinionForm(Form):
    """What this person would have decided, and why."""

    opinion = RadioField(_l("Qu’auriez-vous décidé ?"), validators=[InputRequired(_l("Choisissez une réponse."))])
    reason = TextAreaField(_l("Pourquoi"), validators=[Length(max=2000, message=_l("C’est trop long."))])

    def __init__(self, **options_of_form: Any) -> None:
        super().__init__(**options_of_form)
        self.opinion.choices = [(code, translate(words)) for code, words in options("opinion")]


@bp.get("/")
@requires(Permission.TESTIMONY_DECIDE)
def index() -> ResponseReturnValue:
    """What waits for this reader."""
    waiting = db.session.scalars(rereading.to_reread(current_staff())).all()
    return render_template("moderation/rereadings/index.html", waiting=waiting)


@bp.route("/<ref>", methods=["GET", "POST"])
@requires(Permission.TESTIMONY_DECIDE)
def show(ref: str) -> ResponseReturnValue:
    """The words alone, then an opinion; once it is given, the first reader's reason."""
    actor, form = current_staff(), OpinionForm()
    found, is_done = _found(ref)
    if not actor.is_ready_to_read:
        return _not_ready()
    if is_done or not form.validate_on_submit():
        return _page(found, form, is_done), 400 if form.errors else 200
    try:
        _note(found, form)
    except services.NoReason:
        form.reason.errors = [_("Dites pourquoi, en une phrase au moins.")]
        return _page(found, form, is_done), 400
    except rereading.AlreadyReread:
        return errors.page(409, sentence=_("Quelqu’un d’autre l’a relu, ou l’enfant a demandé une autre lecture."))
    flash(_("Merci. Voici maintenant ce qui avait été décidé."), "success")
    return redirect(url_for(".show", ref=ref), code=303)


def _note(found: Rereading, form: OpinionForm) -> None:
    rereading.note_opinion(
        db.session,
        actor=current_staff(),
        rereading=found,
        opinion=Opinion(form.opinion.data),
        reason=form.reason.data or "",
        today=clock.today(),
    )


def _found(ref: str) -> tuple[Rereading, bool]:
    """Return what waits for this person, or what they read; on a POST, what somebody else did meanwhile is a 409."""
    actor, wanted = current_staff(), Rereading.decision_id == as_id(ref)
    if done := db.session.scalars(rereading.reread_by(actor).where(wanted)).first():
        return done, True
    waiting = rereading.to_reread(actor) if request.method == "GET" else rereading.readable_by(actor)
    return one_or_404(db.session, waiting.where(wanted)), False


def _not_ready() -> ResponseReturnValue:
    return errors.page(403, sentence=_("Avant de lire, il faut une charte signée et une formation datée."))


def _page(found: Rereading, form: OpinionForm, is_done: bool) -> str:
    """Journal the reading in its own short transaction, then show the words; a POST shows only what was opened."""
    decision = db.session.get_one(Decision, found.decision_id)
    testimony = db.session.get_one(Testimony, decision.testimony_id)
    if request.method == "GET":
        with db.current().transaction() as writing:
            services.note_reading(writing, actor=current_staff(), testimony=testimony, today=clock.today())
    elif not services.has_opened(db.session, actor=current_staff(), testimony=testimony):
        abort(409)
    asked = db.session.execute(queries.asked_in(testimony)).one_or_none()
    return render_template(
        "moderation/rereadings/show.html",
        rereading=found,
        testimony=testimony,
        asked=asked,
        first=decision if is_done else None,
        warning=warned_of(testimony),
        form=form,
    )
