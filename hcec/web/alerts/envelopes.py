"""Envelopes on an alert: asked, agreed, handed out as a file, reviewed (A6)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.accounts.models import Staff
from hcec.i18n import translate
from hcec.labels import N_, label
from hcec.permissions import Permission, Role
from hcec.safeguarding import access, queries
from hcec.safeguarding.enums import EnvelopeState
from hcec.safeguarding.models import Alert, EnvelopeRequest
from hcec.safeguarding.services import drills, telling
from hcec.safeguarding.services import envelopes as services
from hcec.web import errors
from hcec.web.access import one_or_404, requires
from hcec.web.alerts.envelope_forms import EnvelopeForm, StepForm
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
        "Sur l’alerte, écrivez d’abord à l’enfant ce qui se passe, ou pourquoi on attend pour le lui dire."
    ),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A request as the page of its alert shows it, with what this person may do."""

    request: EnvelopeRequest
    may_answer: bool
    may_download: bool
    may_review: bool
    review_due: datetime | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What the page of an alert shows of its envelope."""

    form: EnvelopeForm
    has_envelope: bool
    may_open_alone: bool
    rows: tuple[Row, ...]
    names: dict[UUID, str]


@dataclass(frozen=True, slots=True)
class Duties:
    """What waits for this person: requests to answer, openings to review with whether they are late, the drill."""

    to_agree: list[EnvelopeRequest]
    to_review: list[tuple[EnvelopeRequest, bool]]
    is_drill_due: bool


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


@bp.post("/<ref>/enveloppe/<request_ref>/relire")
@requires(Permission.ALERT_HANDLE)
def review(ref: str, request_ref: str) -> ResponseReturnValue:
    """Say that a second person looked at what was opened alone."""
    return _step(ref, request_ref, partial(services.review, now=clock.now()), N_("C’est relu."))


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


def part(alert: Alert, form: EnvelopeForm | None = None) -> Part:
    """Return what the page of this alert shows of its envelope."""
    actor, now = current_staff(), clock.now()
    found = queries.envelope_requests(actor).where(EnvelopeRequest.alert_id == alert.id)
    requests = db.session.scalars(found).all()
    people = {person for each in requests for person in (each.asked_by, each.agreed_by, each.reviewed_by) if person}
    return Part(
        form=form or EnvelopeForm(formdata=None),
        has_envelope=alert.erased_on is None and bool(alert.envelope),
        may_open_alone=actor.role == Role.CRIP,
        rows=tuple(_row(each, now) for each in requests),
        names={each: person.name for each in people if (person := db.session.get(Staff, each))},
    )


def duties() -> Duties:
    """Return what waits for this person about envelopes."""
    actor, now = current_staff(), clock.now()
    to_review = db.session.scalars(queries.envelopes_to_review(actor)).all()
    to_agree = db.session.scalars(queries.envelopes_to_agree(actor)).all()
    return Duties(
        to_agree=[each for each in to_agree if services.may_answer(db.session, each, actor)],
        to_review=[(each, services.review_due(each) < now) for each in to_review],
        is_drill_due=actor.may(Permission.ENVELOPE_OPEN) and drills.is_due(drills.last_drill(db.session), now),
    )


def _row(request: EnvelopeRequest, now: datetime) -> Row:
    actor = current_staff()
    awaits_review = (
        request.is_danger_to_life and request.state == EnvelopeState.HANDED_OUT and request.reviewed_by is None
    )
    return Row(
        request=request,
        may_answer=request.state == EnvelopeState.ASKED
        and not request.is_danger_to_life
        and services.may_answer(db.session, request, actor),
        may_download=services.may_hand_out(request, actor) and services.is_ready(request, now),
        may_review=awaits_review and services.may_review(db.session, request, actor),
        review_due=services.review_due(request) if awaits_review else None,
        is_overdue=awaits_review and services.review_due(request) < now,
    )


def _step(ref: str, request_ref: str, act: Callable[..., object], done: str) -> ResponseReturnValue:
    request, form = _request(_visible(ref), request_ref), StepForm()
    if not form.validate_on_submit():
        return errors.page(400)
    try:
        act(db.session, actor=current_staff(), request=request, version=form.seen)
    except services.RequestMoved as moved:
        return _moved(moved)
    except tuple(REFUSALS) as refusal:
        return _refused(refusal)
    flash(_(done))
    return _back(ref)


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
