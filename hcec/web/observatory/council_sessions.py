"""Sessions and plenaries: the calendar, the minutes, the public page."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from hcec import clock, db
from hcec.council import models, queries
from hcec.council.services import ChangedMeanwhile, sessions
from hcec.followup.queries import adopted_in
from hcec.labels import N_
from hcec.permissions import Permission
from hcec.web import errors
from hcec.web.access import one_or_404, requires
from hcec.web.observatory.council_forms import (
    ChangeSessionForm,
    DecisionForm,
    MinutesForm,
    NewSessionForm,
    SessionForm,
)
from hcec.web.observatory.forms import VersionForm
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("council_sessions", __name__, url_prefix="/observatoire/conseil/seances")

CHANGED = N_("Quelqu’un vient de modifier cette séance. Relisez-la, puis recommencez.")
REFUSALS: dict[type[Exception], str] = {
    ChangedMeanwhile: CHANGED,
    sessions.NotHeldYet: N_("Son jour n’est pas encore venu."),
    sessions.NothingToTell: N_("Écrivez d’abord le compte rendu."),
    sessions.NotPublished: N_("Elle n’est pas sur la page publique."),
    sessions.AlreadyHeld: N_("Elle a eu lieu : corrigez-la, on ne l’annule plus."),
}


@bp.route("/nouvelle", methods=["GET", "POST"])
@requires(Permission.COUNCIL_KEEP)
def new() -> ResponseReturnValue:
    """Put a session in the calendar."""
    form = NewSessionForm()
    if not form.validate_on_submit():
        page = render_template("observatory/council_sessions/new.html", form=form)
        return make_response(page, 400 if form.is_submitted() else 200)
    made = sessions.plan_session(db.session, row_id=form.row_id, actor=current_staff(), plan=form.plan())
    flash(_("La séance est au calendrier."), "success")
    return redirect(url_for(".show", ref=made.id.hex), code=303)


@bp.get("/<ref>")
@requires(Permission.COUNCIL_KEEP)
def show(ref: str) -> ResponseReturnValue:
    """One session, and the one thing to do next."""
    return page(find(ref))


@bp.get("/<ref>/imprimer")
@requires(Permission.COUNCIL_KEEP)
def sheet(ref: str) -> ResponseReturnValue:
    """The session on paper: the agenda before, the minutes after."""
    meeting = find(ref)
    topics = db.session.execute(queries.topics_with_words(session_id=meeting.id)).all()
    return render_template("observatory/council_sessions/sheet.html", meeting=meeting, topics=topics)


@bp.route("/<ref>/modifier", methods=["GET", "POST"])
@requires(Permission.COUNCIL_KEEP)
def edit(ref: str) -> ResponseReturnValue:
    """Change the day, the place or the agenda."""
    meeting = find(ref)
    form = ChangeSessionForm(obj=meeting)
    if not form.validate_on_submit():
        body = render_template("observatory/council_sessions/edit.html", form=form, meeting=meeting)
        return make_response(body, 400 if form.is_submitted() else 200)
    acted = {"meeting": meeting, "actor": current_staff(), "version": form.version.data, "today": clock.today()}
    try:
        sessions.change_session(db.session, plan=form.plan(), **acted)
    except sessions.NotHeldYet as refusal:
        return errors.page(409, sentence=_(REFUSALS[type(refusal)]))
    except ChangedMeanwhile:
        return errors.page(409, sentence=_(CHANGED), difference=_as_planned(meeting, form))
    flash(_("C’est enregistré."), "success")
    return redirect(url_for(".show", ref=ref), code=303)


@bp.route("/<ref>/compte-rendu", methods=["GET", "POST"])
@requires(Permission.COUNCIL_KEEP)
def minutes(ref: str) -> ResponseReturnValue:
    """Write how many came and what was said, or correct it."""
    meeting = find(ref)
    form = MinutesForm(obj=meeting)
    if not form.validate_on_submit():
        body = render_template("observatory/council_sessions/minutes.html", form=form, meeting=meeting)
        return make_response(body, 400 if form.is_submitted() else 200)
    acted = {"meeting": meeting, "actor": current_staff(), "version": form.version.data, "today": clock.today()}
    try:
        sessions.write_minutes(db.session, attended=form.attended.data, minutes=form.minutes.data, **acted)
    except sessions.NotHeldYet as refusal:
        return errors.page(409, sentence=_(REFUSALS[type(refusal)]))
    except ChangedMeanwhile:
        return errors.page(409, sentence=_(CHANGED), difference=meeting.minutes)
    flash(_("Le compte rendu est enregistré."), "success")
    return redirect(url_for(".show", ref=ref), code=303)


@bp.post("/<ref>/publier")
@requires(Permission.COUNCIL_KEEP)
def publish(ref: str) -> ResponseReturnValue:
    """Tell it on the public page."""

    def act(meeting: models.Session, version: int) -> None:
        today = clock.today()
        sessions.publish_session(db.session, meeting=meeting, actor=current_staff(), version=version, today=today)

    return _act(ref, act, _("La séance est sur la page du conseil."))


@bp.post("/<ref>/reprendre")
@requires(Permission.COUNCIL_KEEP)
def take_back(ref: str) -> ResponseReturnValue:
    """Take it off the public page."""

    def act(meeting: models.Session, version: int) -> None:
        sessions.take_back(db.session, meeting=meeting, actor=current_staff(), version=version)

    return _act(ref, act, _("La séance n’est plus sur la page du conseil."))


@bp.post("/<ref>/annuler")
@requires(Permission.COUNCIL_KEEP)
def call_off(ref: str) -> ResponseReturnValue:
    """Take a planned session out of the calendar."""
    form = VersionForm()
    if not form.validate_on_submit():
        abort(400)
    try:
        sessions.call_off(db.session, meeting=find(ref), actor=current_staff(), version=form.version.data)
    except (ChangedMeanwhile, sessions.AlreadyHeld) as refusal:
        return errors.page(409, sentence=_(REFUSALS[type(refusal)]))
    flash(_("La séance est annulée. Ses sujets attendent la suivante."))
    return redirect(url_for("observatory.council.index"), code=303)


def find(ref: str) -> models.Session:
    """Return the session of this reference, or the 404 of what does not exist."""
    found: models.Session = one_or_404(db.session, select(models.Session).where(models.Session.id == as_id(ref)))
    return found


def page(meeting: models.Session, decision_form: DecisionForm | None = None) -> ResponseReturnValue:
    """Return a session's page; with a form that was refused, 400 and what was typed."""
    body = render_template(
        "observatory/council_sessions/show.html",
        meeting=meeting,
        topics=db.session.execute(queries.topics_with_words(session_id=meeting.id)).all(),
        act=VersionForm(formdata=None, data={"version": meeting.version}),
        decision_form=decision_form or DecisionForm(formdata=None),
        adopted=db.session.scalars(adopted_in(meeting)).all(),
        today=clock.today(),
    )
    return make_response(body, 400 if decision_form else 200)


def _act(ref: str, act: Callable[[models.Session, int], None], done: str) -> ResponseReturnValue:
    form = VersionForm()
    if not form.validate_on_submit():
        abort(400)
    try:
        act(find(ref), form.version.data)
    except tuple(REFUSALS) as refusal:
        return errors.page(409, sentence=_(REFUSALS[type(refusal)]))
    flash(done, "success")
    return redirect(url_for(".show", ref=ref), code=303)


def _as_planned(meeting: models.Session, form: SessionForm) -> str:
    """Return what somebody else wrote meanwhile."""
    return "\n".join([f"{form.held_on.label.text} : {meeting.held_on:%d/%m/%Y}", meeting.place, meeting.agenda])
