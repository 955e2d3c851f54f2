"""Topics for the council: read, supported, proposed. A number of supports is never shown, only steps once a week."""

from datetime import date

from flask import Blueprint, abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.accounts.queries import circles_by_name
from hcec.council import queries
from hcec.council.access import supported_by
from hcec.council.services import topics
from hcec.permissions import Permission
from hcec.safeguarding.services import cover
from hcec.testimonies import services
from hcec.testimonies.models import Testimony
from hcec.web import errors
from hcec.web.access import one_or_404, requires
from hcec.web.application import platform
from hcec.web.forms import ActForm
from hcec.web.references import as_id
from hcec.web.viewer import current_youth
from hcec.web.youth.forms import TopicForm
from hcec.web.youth.testimonies import FOR_A_TOPIC

bp = Blueprint("topics", __name__, url_prefix="/conseil/sujets")


@bp.get("/")
@requires(Permission.TOPIC_SUPPORT)
def index() -> ResponseReturnValue:
    """Every topic that was approved: support it, or see what the council says of it."""
    rows = db.session.execute(queries.offered_topics(_since())).all()
    supported = set(db.session.scalars(supported_by(current_youth(), [row[0].id for row in rows])))
    return render_template("youth/topics/index.html", rows=rows, supported=supported)


@bp.route("/nouveau", methods=["GET", "POST"])
@requires(Permission.TESTIMONY_SUBMIT)
def new() -> ResponseReturnValue:
    """Propose a topic: a message that its author offers to the others, once it was read (M1)."""
    youth, form = current_youth(), TopicForm()
    form.offer(db.session.scalars(circles_by_name()), youth.circles)
    is_paused = cover.pause(db.session, clock.today()) is not None
    if not form.is_submitted() and not services.has_accepted(db.session, youth=youth, consultation_id=None):
        return redirect(url_for("youth.testimonies.agreement", pour=FOR_A_TOPIC), code=303)
    if is_paused or not form.validate_on_submit():
        page = render_template("youth/topics/new.html", form=form, is_paused=is_paused)
        return make_response(page, (503 if is_paused else 400) if form.is_submitted() else 200)
    try:
        _submit(form)
    except services.NotAccepted:
        return errors.page(409, sentence=_("Avant d’écrire, lis ce qu’on te promet. Ton texte est encore là."))
    except services.NoEnvelope:
        return errors.page(503)
    except services.NotYours:
        abort(404)
    flash(_("Merci. Ton sujet est arrivé. Quelqu’un va le lire, puis te dire la suite."), "success")
    return redirect(url_for("youth.testimonies.index"), code=303)


@bp.post("/<ref>/soutenir")
@requires(Permission.TOPIC_SUPPORT)
def support(ref: str) -> ResponseReturnValue:
    """Support a topic."""
    return _tap(ref, topics.support, _("C’est noté. Personne ne voit que c’est toi."))


@bp.post("/<ref>/ne-plus-soutenir")
@requires(Permission.TOPIC_SUPPORT)
def stop_supporting(ref: str) -> ResponseReturnValue:
    """Take one's support back."""
    return _tap(ref, topics.stop_supporting, _("C’est retiré."))


def _tap(ref: str, act: topics.Tap, done: str) -> ResponseReturnValue:
    if not ActForm().validate_on_submit():
        abort(400)
    mine = queries.offered_topics(_since()).where(Testimony.id == as_id(ref))
    topic = one_or_404(db.session, mine.with_only_columns(Testimony))
    try:
        act(db.session, youth=current_youth(), topic=topic)
    except topics.NotSupportable:
        return errors.page(409, sentence=_("Le conseil a déjà parlé de ce sujet."))
    flash(done, "success")
    return redirect(url_for(".index"), code=303)


def _since() -> date:
    return topics.shown_since(clock.today())


def _submit(form: TopicForm) -> None:
    """Send it. Without the author's yes nobody else reads it: it is an idea for the council, as any other."""
    services.submit_idea(
        db.session,
        youth=current_youth(),
        row_id=form.row_id,
        body=form.body.data,
        quote_ok=form.quote_ok.data,
        about_adult=form.about_adult.data,
        excluded_circles=form.excluded,
        today=clock.today(),
        department=platform().department(),
        is_topic=form.quote_ok.data,
    )
