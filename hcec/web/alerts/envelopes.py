"""Envelopes on an alert: asked, agreed, handed out as a file, reviewed (A6)."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from hcec import clock, db
from hcec.i18n import translate
from hcec.labels import N_, label
from hcec.permissions import Permission
from hcec.safeguarding import access, queries
from hcec.safeguarding.models import Alert, EnvelopeRequest
from hcec.safeguarding.services import envelopes as services
from hcec.safeguarding.services import reviewing, telling
from hcec.web import errors
from hcec.web.access import one_or_404, requires
from hcec.web.alerts.envelope_forms import EnvelopeForm, StepForm
from hcec.web.alerts.envelope_rows import names_in, part, row_of
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("envelopes", __name__, url_prefix="/alertes")
FILE = "application/octet-stream"
REFUSALS: dict[type[Exception], str] = {
    services.NothingToOpen: N_("Cette alerte n’a pas d’enveloppe."),
    services.NotTheCrip: N_("Seule la CRIP ouvre une enveloppe sans deuxième accord."),
    services.AlreadyAsked: N_("L’enveloppe est déjà demandée."),
    services.NeedsAnother: N_("Une autre personne que vous doit répondre."),
    services.NeedsAnotherRole: N_(
        "La réponse vient d’un autre rôle : CRIP, coordination, responsable de l’astreinte ou personne d’ailleurs."
    ),
    services.NotYours: N_("Cette étape revient à une autre personne."),
    telling.ChildNotTold: N_(
        "Sur l’alerte, écrivez d’abord à l’enfant ce qui se passe, ou pourquoi on attend. Une raison d’un autre jour "
        "est à relire aujourd’hui."
    ),
}


@bp.post("/<ref>/enveloppe")
@requires(Permission.ALERT_HANDLE)
def ask(ref: str) -> ResponseReturnValue:
    """Ask for the envelope, with a reason."""
    alert, actor, form = _visible(ref), current_staff(), EnvelopeForm()
    if not form.validate_on_submit():
        return render_template("alerts/envelopes/ask.html", alert=alert, part=part(alert, form)), 400
    try:
        services.ask(
            db.session,
            actor=actor,
            alert=alert,
            row_id=form.row_id,
            reason=form.reason.data,
            is_danger=form.danger.data,
            now=clock.now(),
        )
    except services.ReasonTooShort:
        form.reason.errors = [_("Écrivez au moins vingt signes.")]
        return render_template("alerts/envelopes/ask.html", alert=alert, part=part(alert, form)), 400
    except tuple(REFUSALS) as refusal:
        return _refused(refusal)
    flash(_("C’est demandé."))
    return _back(ref)


@bp.post("/<ref>/enveloppe/<request_ref>/accepter")
@requires(Permission.ALERT_HANDLE)
def agree(ref: str, request_ref: str) -> ResponseReturnValue:
    """Agree that it be opened."""
    return _step(ref, request_ref, partial(services.agree, now=clock.now()), N_("L’enveloppe peut être remise."))


@bp.post("/<ref>/enveloppe/<request_ref>/refuser")
@requires(Permission.ALERT_HANDLE)
def decline(ref: str, request_ref: str) -> ResponseReturnValue:
    """Leave it closed."""
    return _step(ref, request_ref, services.decline, N_("L’enveloppe reste fermée."))


@bp.route("/<ref>/enveloppe/<request_ref>/relire", methods=["GET", "POST"])
@requires(Permission.ALERT_HANDLE)
def review(ref: str, request_ref: str) -> ResponseReturnValue:
    """Say that a second person looked at what was opened alone: on the alert, or apart for who does not see it."""
    found, sees_alert = _reviewable(ref, request_ref)
    if request.method == "POST":
        home = _back(ref) if sees_alert else redirect(url_for("alerts.alerts.index"), code=303)
        return _act(found, partial(reviewing.review, now=clock.now()), N_("C’est relu."), home)
    if not sees_alert:
        with db.current().transaction() as session:
            reviewing.note_reading(session, actor=current_staff(), request=found)
        db.session.rollback()
    row = row_of(found, clock.now())
    names = names_in([found])
    return render_template("alerts/envelopes/review.html", row=row, names=names, ref=ref, sees_alert=sees_alert)


@bp.post("/<ref>/enveloppe/<request_ref>/telecharger")
@requires(Permission.ALERT_HANDLE)
def hand_out(ref: str, request_ref: str) -> ResponseReturnValue:
    """Send the envelope, closed as it is, to be opened off line."""
    request, form = _request(_visible(ref), request_ref), StepForm()
    if not form.validate_on_submit():
        return errors.page(400)
    try:
        envelope = services.hand_out(
            db.session, actor=current_staff(), request=request, version=form.seen, now=clock.now()
        )
    except services.RequestMoved as moved:
        return _moved(moved)
    except tuple(REFUSALS) as refusal:
        return _refused(refusal)
    return as_file(envelope, f"enveloppe-{request.id.hex[:8]}.bin")


def as_file(content: bytes, name: str) -> Response:
    """Return bytes to save, that no browser shows."""
    answer = make_response(content)
    answer.headers["Content-Type"] = FILE
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _step(ref: str, request_ref: str, act: Callable[..., object], done: str) -> ResponseReturnValue:
    return _act(_request(_visible(ref), request_ref), act, done, _back(ref))


def _act(
    request: EnvelopeRequest, act: Callable[..., object], done: str, home: ResponseReturnValue
) -> ResponseReturnValue:
    form = StepForm()
    if not form.validate_on_submit():
        return errors.page(400)
    try:
        act(db.session, actor=current_staff(), request=request, version=form.seen)
    except services.RequestMoved as moved:
        return _moved(moved)
    except tuple(REFUSALS) as refusal:
        return _refused(refusal)
    flash(_(done))
    return home


def _reviewable(ref: str, request_ref: str) -> tuple[EnvelopeRequest, bool]:
    """Return an opening that this person sees or reviews, and whether they see its alert."""
    actor = current_staff()
    wanted = select(EnvelopeRequest).where(
        EnvelopeRequest.alert_id == as_id(ref), EnvelopeRequest.id == as_id(request_ref)
    )
    found: EnvelopeRequest = one_or_404(db.session, wanted)
    visible = access.visible_to(actor).where(Alert.id == found.alert_id).with_only_columns(Alert.id)
    sees_alert = db.session.scalar(visible) is not None
    may_review = reviewing.awaits_review(found) and reviewing.may_review(db.session, found, actor)
    if not (sees_alert or may_review):
        abort(404)
    return found, sees_alert


def _visible(ref: str) -> Alert:
    found: Alert = one_or_404(db.session, access.visible_to(current_staff()).where(Alert.id == as_id(ref)))
    return found


def _request(alert: Alert, request_ref: str) -> EnvelopeRequest:
    wanted = queries.envelope_requests(current_staff()).where(
        EnvelopeRequest.alert_id == alert.id, EnvelopeRequest.id == as_id(request_ref)
    )
    found: EnvelopeRequest = one_or_404(db.session, wanted)
    return found


def _back(ref: str) -> ResponseReturnValue:
    return redirect(url_for("alerts.alerts.show", ref=ref) + "#envelope", code=303)


def _moved(moved: services.RequestMoved) -> Response:
    state = translate(label("envelope_state", moved.state))
    return errors.page(409, difference=_("Cette demande est maintenant : %(state)s.", state=state))


def _refused(refusal: Exception) -> Response:
    return errors.page(409, sentence=_(REFUSALS[type(refusal)]))
