"""Reading messages, one at a time: the queue, the desk, the decision (M1 to M5, A5)."""

from math import ceil

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.labels import N_
from hcec.moderation import access, queries, services
from hcec.moderation.enums import DecisionKind
from hcec.permissions import Permission
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from hcec.text.masking import shorter_by_hiding
from hcec.text.normalise import plain
from hcec.web import errors
from hcec.web.access import one_or_404, requires
from hcec.web.forms import ActForm
from hcec.web.headers import DESK_POLICY
from hcec.web.moderation.exchange import put_kind_words
from hcec.web.moderation.forms import DecisionForm
from hcec.web.moderation.load import load_of
from hcec.web.moderation.marks import worries_of
from hcec.web.moderation.reading import Reading, changed, open_words, readable
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
    services.WordsChanged: (
        "published_text",
        N_("Les mots ont changé : l’enfant n’a pas dit oui à ceux-ci. Le bouton les lui propose, maintenant."),
    ),
    services.NotToBeQuoted: ("decision", N_("L’enfant n’a pas voulu être cité : le message peut être gardé.")),
    services.OnPaper: (
        "published_text",
        N_("Écrit sur papier : l’enfant ne verra pas la copie. Citez ses mots exacts, ou gardez sans citer."),
    ),
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
    rows = db.session.execute(queries.titled(queue).limit(A_PAGE).offset((page - 1) * A_PAGE)).all()
    return render_template(
        "moderation/testimonies/index.html",
        rows=[(row, title, worries_of(row.urgency)) for row, title in rows],
        next_one=db.session.scalar(queries.queue_of(actor, today).limit(1)),
        load=load_of(db.session, actor),
        preference=services.preference_of(db.session, actor),
        form=ActForm(),
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
    return _desk(reading, reading.blank_form())


@bp.post("/file/suivant")
@requires(Permission.TESTIMONY_DECIDE)
def take_next() -> ResponseReturnValue:
    """Take what comes first, and go on so from one message to the next."""
    services.prefer(db.session, actor=current_staff(), reads_on=True)
    try:
        return _next_one()
    except services.NotReadyToRead:
        return _not_ready()


@bp.post("/<ref>/prendre")
@requires(Permission.TESTIMONY_DECIDE)
def take(ref: str) -> ResponseReturnValue:
    """Take a message in hand."""
    testimony = readable(ref)
    try:
        services.claim(db.session, actor=current_staff(), testimony=testimony, today=clock.today())
    except services.NotReadyToRead:
        return _not_ready()
    except services.HeldByAnother:
        return errors.page(409, sentence=_("Quelqu’un d’autre lit ce message, ou il ne vous attend plus."))
    except services.ChangedMeanwhile as change:
        return changed(change, testimony)
    return redirect(url_for(".show", ref=ref), code=303)


@bp.post("/<ref>/rendre")
@requires(Permission.TESTIMONY_DECIDE)
def give_back(ref: str) -> ResponseReturnValue:
    """Leave a message to whoever comes next."""
    testimony = readable(ref)
    try:
        services.give_back(db.session, actor=current_staff(), testimony=testimony)
    except services.ChangedMeanwhile as change:
        return changed(change, testimony)
    flash(_("Le message attend de nouveau quelqu’un. Ce que vous aviez caché y est gardé."))
    return redirect(url_for(".index"), code=303)


@bp.post("/<ref>/decision")
@requires(Permission.TESTIMONY_DECIDE)
def decide(ref: str) -> ResponseReturnValue:
    """Decide on the version that was shown."""
    testimony, form = readable(ref), DecisionForm()
    if code := request.form.get("template"):
        put_kind_words(form.told, code)
        return _again(testimony, form, 200)
    if not form.validate_on_submit():
        return _again(testimony, form)
    try:
        services.decide(
            db.session, actor=current_staff(), testimony=testimony, verdict=form.verdict, today=clock.today()
        )
    except services.NotReadyToRead:
        return _not_ready()
    except services.ChangedMeanwhile as change:
        return changed(change, testimony)
    except tuple(LACKS) as lack:
        field, words = LACKS[type(lack)]
        form[field].errors = [_(words)]
        return _again(testimony, form)
    _say_what_happened(testimony, form)
    if form.reads_on.data != services.preference_of(db.session, current_staff()).reads_on:
        services.prefer(db.session, actor=current_staff(), reads_on=form.reads_on.data)
    return _next_one() if form.reads_on.data else redirect(url_for(".index"), code=303)


def _again(testimony: Testimony, form: DecisionForm, status: int = 400) -> ResponseReturnValue:
    """Show the desk again with what was typed; the words only to who already holds them."""
    reading = Reading.of(testimony, shows_words=testimony.claimed_by == current_staff().id)
    return _desk(reading, form), status


def _desk(reading: Reading, form: DecisionForm) -> Response:
    """Show one message; its page may save by itself what is being written, and talks to nobody else."""
    answer = make_response(render_template("moderation/testimonies/show.html", reading=reading, form=form))
    answer.headers["Content-Security-Policy"] = DESK_POLICY
    return answer


def _next_one() -> ResponseReturnValue:
    """Lead to what comes first for this reader, now in their hands. Raises NotReadyToRead."""
    following = services.claim_next(db.session, actor=current_staff(), today=clock.today())
    if following is None:
        flash(_("Plus rien n’attend. Merci."))
        return redirect(url_for(".index"), code=303)
    return redirect(url_for(".show", ref=following.id.hex), code=303)


def _not_ready() -> ResponseReturnValue:
    return errors.page(403, sentence=_("Avant de lire, il faut une charte signée et une formation datée."))


def _say_what_happened(testimony: Testimony, form: DecisionForm) -> None:
    verdict = form.verdict
    is_approved = testimony.state == TestimonyState.APPROVED
    flash(_("C’est approuvé : ces mots pourront être cités.") if is_approved else _(DONE[verdict.kind]))
    if verdict.kind == DecisionKind.PUBLISH and not shorter_by_hiding(testimony.original or "", verdict.published_text):
        flash(_("Des mots ont été réécrits, pas seulement cachés : l’enfant verra la copie."), "warning")
