"""Alerts: seen, taken in charge, transmitted, closed; or left without follow-up by two people (S4)."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.accounts.models import Staff
from hcec.i18n import translate
from hcec.labels import N_, label
from hcec.permissions import Permission
from hcec.safeguarding import access, help_numbers, queries
from hcec.safeguarding.models import Alert
from hcec.safeguarding.services import alerts
from hcec.web import errors
from hcec.web.access import one_or_404, requires
from hcec.web.alerts import envelopes
from hcec.web.alerts.forms import CloseForm, DismissForm, TakeForm, TransmitForm
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("alerts", __name__, url_prefix="/alertes")

FORMS: dict[str, type[TakeForm]] = {
    "prendre": TakeForm,
    "transmettre": TransmitForm,
    "clore": CloseForm,
    "sans-suite": DismissForm,
}
DONE = {
    "prendre": N_("Vous l’avez prise en charge."),
    "transmettre": N_("C’est noté : elle est transmise."),
    "clore": N_("Elle est close."),
    "sans-suite": N_("C’est noté."),
}


@bp.get("/")
@requires(Permission.ALERT_HANDLE)
def index() -> ResponseReturnValue:
    """What is open, nobody's first; then what came to its end."""
    actor = current_staff()
    return render_template(
        "alerts/alerts/index.html",
        waiting=db.session.scalars(queries.open_alerts(actor)).all(),
        finished=db.session.scalars(queries.finished_alerts(actor)).all(),
        numbers_are_stale=help_numbers.are_stale(clock.today()),
        envelopes=envelopes.duties(),
    )


@bp.get("/<ref>")
@requires(Permission.ALERT_HANDLE)
def show(ref: str) -> ResponseReturnValue:
    """The words copied, and what can be done; opening them is journalled before they are shown."""
    alert = _visible(ref)
    with db.current().transaction() as session:
        alerts.note_reading(session, actor=current_staff(), alert=alert)
    return _page(alert, words=alert.copy)


@bp.post("/<ref>/<act>")
@requires(Permission.ALERT_HANDLE)
def perform(ref: str, act: str) -> ResponseReturnValue:
    """Take, transmit, close, or leave without follow-up: on the version that was shown."""
    alert = _visible(ref)
    if act not in FORMS:
        abort(404)
    form = FORMS[act]()
    if not form.validate_on_submit():
        return _again(alert, act, form)
    try:
        form.act(db.session, current_staff(), alert)
    except alerts.AlertMoved as moved:
        state = translate(label("alert_state", moved.state))
        return errors.page(409, difference=_("Cette alerte est maintenant : %(state)s.", state=state))
    except alerts.NeedsAnother:
        return errors.page(409, sentence=_("Une autre personne que vous doit confirmer."))
    except (alerts.NoReason, alerts.NoOutcome):
        form["reason" if act == "sans-suite" else "outcome"].errors = [_("À écrire.")]
        return _again(alert, act, form)
    flash(_(DONE[act]))
    return redirect(url_for(".show", ref=ref), code=303)


def _visible(ref: str) -> Alert:
    found: Alert = one_or_404(db.session, access.visible_to(current_staff()).where(Alert.id == as_id(ref)))
    return found


def _again(alert: Alert, act: str, form: TakeForm) -> ResponseReturnValue:
    """Show the page again with what was typed; the words only to who holds the alert, whose reading is journalled."""
    words = alert.copy if alert.held_by == current_staff().id else None
    return _page(alert, words=words, refused={act: form}), 400


def _page(alert: Alert, *, words: str | None, refused: dict[str, TakeForm] | None = None) -> str:
    forms = {act: form(formdata=None) for act, form in FORMS.items()} | (refused or {})
    people = {each for each in (alert.held_by, alert.dismissal_asked_by, alert.raised_by) if each}
    names = {each: person.name for each in people if (person := db.session.get(Staff, each))}
    part = envelopes.part(alert)
    return render_template("alerts/alerts/show.html", alert=alert, words=words, forms=forms, names=names, part=part)
