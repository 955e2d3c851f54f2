"""Answering the child: the short exchange under a message, and who waits for an answer (F2, A5, A7)."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func
from wtforms import TextAreaField
from wtforms.validators import Length

from hcec import clock, db
from hcec.moderation import access, queries, services
from hcec.moderation.services import exchange, kind_answers, rereading
from hcec.moderation.services.readers import has_message_without_reader, has_reply_without_reader
from hcec.permissions import Permission
from hcec.safeguarding.services.exchange import ExchangeClosed
from hcec.safeguarding.services.telling import NoWords
from hcec.testimonies.models import Testimony
from hcec.testimonies.services import NotYours
from hcec.web import errors
from hcec.web.access import one_or_404, requires
from hcec.web.forms import ActForm, Form, OnceForm
from hcec.web.moderation.marks import warning_of
from hcec.web.moderation.reading import explain_change
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("exchange", __name__, url_prefix="/moderation")

SHORT, LONGEST_NOTE = 1500, 2000


@bp.app_context_processor
def _waiting() -> dict[str, Callable[[], int]]:
    """Let the queue say how many children wrote back, and how many refusals were drawn."""
    return {
        "children_waiting": children_waiting,
        "refusals_drawn": refusals_drawn,
        "is_somebody_unread": is_somebody_unread,
    }


def children_waiting() -> int:
    """Return how many children wait for this reader's answer."""
    waiting = exchange.awaiting(current_staff(), clock.today())
    return db.session.scalar(queries.how_many(waiting)) or 0


def refusals_drawn() -> int:
    """Return how many refusals wait to be read again by this reader."""
    drawn = rereading.to_reread(current_staff()).order_by(None).with_only_columns(func.count())
    return db.session.scalar(drawn) or 0


def is_somebody_unread() -> bool:
    """Return, to who coordinates, whether a child wrote and nobody may read it: no more is said of it (A5)."""
    if not current_staff().may(Permission.MODERATION_OVERSEE):
        return False
    return has_reply_without_reader(db.session) or has_message_without_reader(db.session, today=clock.today())


def warned_of(testimony: Testimony) -> str | None:
    """Return what is said before these words are shown; nothing once the reader is writing (M6)."""
    return warning_of(testimony.urgency) if request.method == "GET" else None


class AnswerForm(OnceForm):
    """Words for the child; `template`, a button, brings kind words to begin from."""

    body = TextAreaField(
        _l("Votre réponse, que l’enfant lira"),
        validators=[Length(max=SHORT, message=_l("C’est trop long : 1 500 signes au plus."))],
    )


class WarningForm(Form):
    """Why the alert is given."""

    note = TextAreaField(
        _l("Une note, pour l’équipe"), validators=[Length(max=LONGEST_NOTE, message=_l("La note est trop longue."))]
    )


@bp.get("/echanges/")
@requires(Permission.TESTIMONY_READ)
def index() -> ResponseReturnValue:
    """The children who wrote back and wait for this reader."""
    waiting = queries.titled(exchange.awaiting(current_staff(), clock.today()))
    return render_template("moderation/exchange/index.html", rows=db.session.execute(waiting).all())


@bp.route("/<ref>/echange", methods=["GET", "POST"])
@requires(Permission.TESTIMONY_DECIDE)
def show(ref: str) -> ResponseReturnValue:
    """The message and what was said under it; opening them is journalled before they are shown. POST answers."""
    testimony, form = _answerable(ref), AnswerForm()
    if request.method == "GET":
        return _page(testimony, form)
    if code := request.form.get("template"):
        return _begin_from(testimony, form, code)
    if not form.validate():
        return _page(testimony, form, 400)
    try:
        _send(testimony, form)
    except NoWords:
        form.body.errors = [_("Écrivez votre réponse ici.")]
        return _page(testimony, form, 400)
    except tuple(REFUSALS) as refusal:
        return _refused(refusal, testimony)
    flash(_("C’est parti. L’enfant le lira sous son message."), "success")
    return redirect(url_for(".show", ref=ref), code=303)


@bp.post("/<ref>/echange/fin")
@requires(Permission.TESTIMONY_DECIDE)
def end(ref: str) -> ResponseReturnValue:
    """End the exchange."""
    testimony = _readable(ref)
    if not ActForm().validate_on_submit():
        return errors.page(400)
    try:
        exchange.end_exchange(db.session, actor=current_staff(), testimony=testimony, today=clock.today())
    except tuple(REFUSALS) as refusal:
        return _refused(refusal, testimony)
    flash(_("L’échange est fini."), "success")
    return redirect(url_for(".show", ref=ref), code=303)


@bp.post("/<ref>/echange/alerte")
@requires(Permission.TESTIMONY_DECIDE)
def warn(ref: str) -> ResponseReturnValue:
    """Give the alert because of what the child wrote back."""
    testimony, form = _readable(ref), WarningForm()
    if not form.validate_on_submit():
        return errors.page(400)
    actor, note = current_staff(), form.note.data or ""
    try:
        exchange.warn(db.session, actor=actor, testimony=testimony, note=note, today=clock.today())
    except tuple(REFUSALS) as refusal:
        return _refused(refusal, testimony)
    flash(_("L’alerte est donnée. Le message et les réponses de l’enfant y sont copiés."), "success")
    return redirect(url_for(".show", ref=ref), code=303)


REFUSALS: dict[type[Exception], int] = {
    services.NotReadyToRead: 403,
    services.ChangedMeanwhile: 409,
    services.HeldByAnother: 409,
    services.UnderAlert: 409,
    ExchangeClosed: 409,
    NotYours: 404,
}


def _send(testimony: Testimony, form: AnswerForm) -> None:
    exchange.answer_child(
        db.session,
        actor=current_staff(),
        testimony=testimony,
        row_id=form.row_id,
        body=form.body.data or "",
        today=clock.today(),
    )


def _refused(refusal: Exception, testimony: Testimony) -> ResponseReturnValue:
    """Say why nothing was sent; what was typed is given back."""
    if isinstance(refusal, NotYours):
        abort(404)
    if isinstance(refusal, services.ChangedMeanwhile):
        return errors.page(409, difference=explain_change(refusal, testimony))
    words = {
        services.NotReadyToRead: _("Avant de lire, il faut une charte signée et une formation datée."),
        services.HeldByAnother: _("Quelqu’un d’autre répond à cet enfant."),
        services.UnderAlert: _("Une alerte est ouverte sur ce message : c’est là qu’on parle à l’enfant."),
        ExchangeClosed: _("L’échange est fini : l’enfant ne verrait pas ce que vous écrivez."),
    }
    return errors.page(REFUSALS[type(refusal)], sentence=words[type(refusal)])


def _readable(ref: str) -> Testimony:
    """Return what this person may act on; what was withdrawn meanwhile is told by a 409, not by a 404 (M5)."""
    found: Testimony = one_or_404(db.session, access.readable_by(current_staff()).where(Testimony.id == as_id(ref)))
    return found


def _answerable(ref: str) -> Testimony:
    """Return a message that this person may answer about; on a POST, one withdrawn meanwhile too."""
    if request.method == "POST":
        return _readable(ref)
    asked = exchange.answerable_by(current_staff(), clock.today()).where(Testimony.id == as_id(ref))
    found: Testimony = one_or_404(db.session, asked)
    return found


def _begin_from(testimony: Testimony, form: AnswerForm, code: str) -> ResponseReturnValue:
    put_kind_words(form.body, code)
    return _page(testimony, form)


def put_kind_words(field: TextAreaField, code: str) -> None:
    """Put kind words after what was typed; nothing is sent."""
    try:
        words = kind_answers.answer_with(db.session, code).body
    except kind_answers.UnknownAnswer:
        abort(404)
    field.data = "\n".join(filter(None, [(field.data or "").strip(), words]))


def _page(testimony: Testimony, form: AnswerForm, status: int = 200) -> ResponseReturnValue:
    """Journal the reading in its own short transaction, then show: a POST only shows again what was opened."""
    actor, today = current_staff(), clock.today()
    if not exchange.is_answerable(db.session, actor=actor, testimony=testimony, today=today):
        return errors.page(403 if not actor.is_ready_to_read else 404, sentence=_not_yet(actor.is_ready_to_read))
    if request.method == "GET":
        with db.current().transaction() as writing:
            services.note_reading(writing, actor=actor, testimony=testimony, today=today)
            exchange.note_opened(writing, testimony_id=testimony.id, by=actor, today=today)
    elif not services.has_opened(db.session, actor=actor, testimony=testimony):
        abort(409)
    began, lines = exchange.exchange_of(db.session, testimony)
    return render_template(
        "moderation/exchange/show.html",
        testimony=testimony,
        asked=db.session.execute(queries.asked_in(testimony)).one_or_none(),
        exchange=began,
        lines=lines,
        templates=kind_answers.offered(db.session),
        form=form,
        warning_form=WarningForm(formdata=None),
        warning=warned_of(testimony),
    ), status


def _not_yet(is_ready: bool) -> str | None:
    return None if is_ready else str(_("Avant de lire, il faut une charte signée et une formation datée."))
