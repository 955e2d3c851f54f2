"""Alerts: seen, taken in charge, transmitted, closed; or left without follow-up by two people (S4)."""

from math import ceil

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.i18n import translate
from hcec.labels import N_, label
from hcec.moderation.services import read_aids
from hcec.permissions import Permission
from hcec.safeguarding import access, help_numbers, queries
from hcec.safeguarding.models import Alert
from hcec.safeguarding.services import alerts, exchange, telling
from hcec.safeguarding.time_limits import RECEIPT_WITHIN
from hcec.testimonies.services import NotYours
from hcec.web import errors
from hcec.web.access import one_or_404, requires
from hcec.web.alerts import envelope_rows
from hcec.web.alerts.child_forms import EndExchangeForm, MessageForm, SilenceForm, TellForm
from hcec.web.alerts.forms import CloseForm, DismissForm, ReceiptForm, TakeForm, TransmitForm
from hcec.web.alerts.overview import Case, lines, silences, worker_is_silent
from hcec.web.moderation.marks import signs_of
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

bp = Blueprint("alerts", __name__, url_prefix="/alertes")

A_PAGE = 20  # of those that came to their end

ActForm = TakeForm | MessageForm
FORMS: dict[str, type[ActForm]] = {
    "prendre": TakeForm,
    "transmettre": TransmitForm,
    "accuse": ReceiptForm,
    "clore": CloseForm,
    "sans-suite": DismissForm,
    "dire": TellForm,
    "pas-encore": SilenceForm,
    "message": MessageForm,
    "fin-echange": EndExchangeForm,
}

REFUSALS: dict[type[Exception], str] = {
    alerts.NeedsAnother: N_("Une autre personne que vous doit confirmer."),
    telling.NobodyToTell: N_("L’enfant ne lira plus rien ici : son message est retiré, ou son compte effacé."),
    exchange.ExchangeClosed: N_("L’échange est fini : rien n’est parti. Ce que vous avez écrit est plus bas."),
}


@bp.get("/")
@requires(Permission.ALERT_HANDLE)
def index() -> ResponseReturnValue:
    """What is open, the most urgent first; what to tell children today; then what came to its end."""
    actor = current_staff()
    finished = queries.finished_alerts(actor)
    last = max(1, ceil((db.session.scalar(queries.how_many(finished)) or 0) / A_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), last)
    return render_template(
        "alerts/alerts/index.html",
        waiting=lines(db.session, db.session.scalars(queries.open_alerts(actor)).all()),
        finished=db.session.scalars(finished.limit(A_PAGE).offset((page - 1) * A_PAGE)).all(),
        page=page,
        last=last,
        page_url=lambda number: url_for(".index", page=number, _anchor="finished"),
        silences=silences(db.session, actor),
        without_receipt=db.session.scalars(access.without_receipt(actor, clock.now() - RECEIPT_WITHIN)).all(),
        receipt_days=RECEIPT_WITHIN.days,
        numbers_are_stale=help_numbers.are_stale(clock.today()),
        worker_is_silent=worker_is_silent(),
        envelopes=envelope_rows.duties(),
    )


@bp.get("/<ref>")
@requires(Permission.ALERT_HANDLE)
def show(ref: str) -> ResponseReturnValue:
    """The words copied, and what can be done; opening them is journalled before they are shown."""
    alert = _visible(ref)
    _note_reading(alert, "read")
    return _page(alert, words=alert.copy)


@bp.get("/<ref>/fiche")
@requires(Permission.ALERT_HANDLE)
def sheet(ref: str) -> ResponseReturnValue:
    """The transmission sheet, to print: words, dates, states, recipient; nobody's name. Journalled as well."""
    alert = _visible(ref)
    _note_reading(alert, "print")
    return render_template("alerts/alerts/sheet.html", case=Case.of(db.session, alert), now=clock.now())


@bp.post("/<ref>/<act>")
@requires(Permission.ALERT_HANDLE)
def perform(ref: str, act: str) -> ResponseReturnValue:
    """Do one act on an alert, on the version that was shown."""
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
        return errors.page(409, difference=_("Cette alerte est maintenant : %(state)s. Relisez-la.", state=state))
    except tuple(REFUSALS) as refusal:
        return errors.page(409, sentence=_(REFUSALS[type(refusal)]))
    except NotYours:
        abort(404)
    except tuple(form.lacks) as lack:
        field, words = form.lacks[type(lack)]
        form[field].errors = [_(words)]
        return _again(alert, act, form)
    flash(_(form.done))
    return redirect(url_for(".show", ref=ref), code=303)


def _visible(ref: str) -> Alert:
    found: Alert = one_or_404(db.session, access.visible_to(current_staff()).where(Alert.id == as_id(ref)))
    return found


def _note_reading(alert: Alert, act: str) -> None:
    """Journal before anything is shown; then look anew, for the page says when the alert was first read."""
    with db.current().transaction() as session:
        alerts.note_reading(session, actor=current_staff(), alert=alert, now=clock.now(), act=act)
    db.session.rollback()


def _again(alert: Alert, act: str, form: ActForm) -> ResponseReturnValue:
    """Show the page again with what was typed; the words only to who holds the alert, whose reading is journalled."""
    words = alert.copy if alert.holder == current_staff().id else None
    return _page(alert, words=words, refused={act: form}), 400


def _page(alert: Alert, *, words: str | None, refused: dict[str, ActForm] | None = None) -> str:
    forms = {act: form(formdata=None) for act, form in FORMS.items()} | (refused or {})
    case, aids = Case.of(db.session, alert), read_aids(db.session, words or "")
    return render_template(
        "alerts/alerts/show.html",
        alert=alert,
        case=case,
        words=words,
        signs=signs_of(words or "", aids.signals),
        is_understood=aids.is_understood,
        forms=forms,
        part=envelope_rows.part(alert),
        can_write=alert.state in exchange.IN_HAND and alert.exchange_closed_on is None and case.reaches_child,
    )
