"""Reading messages, one at a time: the queue, the desk, the decision (M1 to M5, A5)."""

from math import ceil

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.labels import N_
from hcec.moderation import access, queries, services
from hcec.moderation.enums import DecisionKind
from hcec.permissions import Permission
from hcec.testimonies.models import Testimony
from hcec.text.masking import shorter_by_hiding
from hcec.text.normalise import plain
from hcec.web import errors
from hcec.web.access import one_or_404, requires
from hcec.web.moderation.forms import CopyForm, DecisionForm
from hcec.web.moderation.reading import Reading, explain_change, open_words
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("testimonies", __name__, url_prefix="/moderation")

A_PAGE = 20
LONGEST_SEARCH = 100
DONE = {
    DecisionKind.KEEP: N_("Gardé : lu, compté, jamais cité."),
    DecisionKind.PUBLISH: N_("C’est proposé. La suite dépend d’un accord, puis d’une deuxième lecture."),
    DecisionKind.REFUSE: N_("Refusé. L’enfant lira la raison, et pourra contester."),
    DecisionKind.SECOND_READER: N_("Quelqu’un d’autre lira ce message."),
    DecisionKind.ALERT: N_("L’alerte est donnée. Le message ne sera jamais cité."),
    DecisionKind.RECUSE: N_("Merci de l’avoir dit. Vous ne verrez plus ce message."),
}
LACKS: dict[type[Exception], tuple[str, str]] = {
    services.NoText: ("published_text", N_("Il n’y a plus de mots à proposer.")),
    services.NoReason: ("reason", N_("Choisissez la raison du refus : l’enfant la lira.")),
    services.NoAnswer: ("told", N_("L’enfant a dit non : répondez-lui, en quelques mots qu’il lira.")),
    services.SameWords: ("published_text", N_("L’enfant a dit non à ces mots : proposez-en d’autres, ou gardez.")),
    services.NotToBeQuoted: ("decision", N_("L’enfant n’a pas voulu être cité : le message peut être gardé.")),
    services.UnderAlert: ("decision", N_("Une alerte est ouverte sur ce message : rien n’en est cité.")),
}


@bp.get("/")
@requires(Permission.TESTIMONY_READ)
def index() -> ResponseReturnValue:
    """What waits for this reader."""
    actor, today = current_staff(), clock.today()
    search = plain(request.args.get("q", "")).strip()[:LONGEST_SEARCH]
    among = queries.found_by(search, db.session.execute(queries.titles()).all()) if search else None
    queue = queries.queue_of(actor, today, among=among)
    last = max(1, ceil((db.session.scalar(queries.how_many(queue)) or 0) / A_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), last)
    to_read, to_reread, held = db.session.execute(queries.counts_of(actor, today)).one()
    return render_template(
        "moderation/testimonies/index.html",
        rows=db.session.execute(queries.titled(queue).limit(A_PAGE).offset((page - 1) * A_PAGE)).all(),
        next_one=db.session.scalar(queries.queue_of(actor, today).limit(1)),
        to_read=to_read,
        to_reread=to_reread,
        held=held,
        actor=actor,
        search=search,
        page=page,
        last=last,
        page_url=lambda number: url_for(".index", page=number, q=search or None),
    )


@bp.get("/<ref>")
@requires(Permission.TESTIMONY_READ)
def show(ref: str) -> ResponseReturnValue:
    """The words, for whoever may claim them; opening them is journalled before they are shown."""
    testimony = one_or_404(db.session, access.visible_to(current_staff()).where(Testimony.id == as_id(ref)))
    reading = open_words(testimony)
    return render_template("moderation/testimonies/show.html", reading=reading, form=reading.blank_form())


@bp.post("/<ref>/prendre")
@requires(Permission.TESTIMONY_DECIDE)
def take(ref: str) -> ResponseReturnValue:
    """Take a message in hand."""
    testimony = _readable(ref)
    try:
        services.claim(db.session, actor=current_staff(), testimony=testimony, today=clock.today())
    except services.NotReadyToRead:
        return _not_ready()
    except services.HeldByAnother:
        return errors.page(409, sentence=_("Quelqu’un d’autre lit ce message, ou il ne vous attend plus."))
    except services.ChangedMeanwhile as change:
        return _changed(change, testimony)
    return redirect(url_for(".show", ref=ref), code=303)


@bp.post("/<ref>/decision")
@requires(Permission.TESTIMONY_DECIDE)
def decide(ref: str) -> ResponseReturnValue:
    """Decide on the version that was shown."""
    testimony, form = _readable(ref), DecisionForm()
    if not form.validate_on_submit():
        return _again(testimony, form)
    try:
        services.decide(
            db.session, actor=current_staff(), testimony=testimony, verdict=form.verdict, today=clock.today()
        )
    except services.NotReadyToRead:
        return _not_ready()
    except services.ChangedMeanwhile as change:
        return _changed(change, testimony)
    except tuple(LACKS) as lack:
        field, words = LACKS[type(lack)]
        form[field].errors = [_(words)]
        return _again(testimony, form)
    _say_what_happened(testimony, form)
    return redirect(url_for(".index"), code=303)


@bp.post("/<ref>/brouillon")
@requires(Permission.TESTIMONY_DECIDE)
def save(ref: str) -> ResponseReturnValue:
    """Keep a redaction under way."""
    testimony, form = _readable(ref), CopyForm()
    if not form.validate_on_submit():
        return errors.page(400)
    try:
        services.save_unfinished(
            db.session,
            actor=current_staff(),
            testimony=testimony,
            version=int(form.version.data),
            published_text=form.published_text.data or "",
        )
    except services.ChangedMeanwhile as change:
        return _changed(change, testimony)
    flash(_("Le brouillon est gardé."))
    return redirect(url_for(".show", ref=ref), code=303)


def _readable(ref: str) -> Testimony:
    """Return what this reader may act on; what was withdrawn meanwhile is told by a 409, not by a 404 (M5)."""
    found: Testimony = one_or_404(db.session, access.readable_by(current_staff()).where(Testimony.id == as_id(ref)))
    return found


def _again(testimony: Testimony, form: DecisionForm) -> ResponseReturnValue:
    """Show the desk again with what was typed; the words only to who already holds them."""
    reading = Reading.of(testimony, shows_words=testimony.claimed_by == current_staff().id)
    return render_template("moderation/testimonies/show.html", reading=reading, form=form), 400


def _changed(change: services.ChangedMeanwhile, testimony: Testimony) -> ResponseReturnValue:
    words = _("Rien n’est perdu : ce que vous avez écrit est plus bas.")
    return errors.page(409, sentence=words, difference=explain_change(change, testimony))


def _not_ready() -> ResponseReturnValue:
    return errors.page(403, sentence=_("Avant de lire, il faut une charte signée et une formation datée."))


def _say_what_happened(testimony: Testimony, form: DecisionForm) -> None:
    verdict = form.verdict
    flash(_(DONE[verdict.kind]))
    if verdict.kind == DecisionKind.PUBLISH and not shorter_by_hiding(testimony.original or "", verdict.published_text):
        flash(_("Des mots ont été réécrits, pas seulement cachés : l’enfant verra la copie."), "warning")
