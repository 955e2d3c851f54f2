"""What adults answer under a child's own message, the child's reply, and "c'était une erreur" (S4, S1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Length

from hcec import clock, db
from hcec.permissions import Permission
from hcec.safeguarding import queries
from hcec.safeguarding.enums import OPEN_ALERTS
from hcec.safeguarding.models import Alert, AlertMessage
from hcec.safeguarding.services import exchange
from hcec.safeguarding.services.telling import NoWords
from hcec.testimonies.access import own_testimonies
from hcec.testimonies.enums import TestimonyKind
from hcec.testimonies.models import Testimony
from hcec.testimonies.queries import asked_consultations
from hcec.testimonies.services import NotYours
from hcec.testimonies.services.lines import Line
from hcec.web import errors
from hcec.web.access import one_or_404, requires
from hcec.web.forms import OnceForm
from hcec.web.references import as_id
from hcec.web.viewer import current_youth

bp = Blueprint("alerts", __name__, url_prefix="/messages")

SHORT = 1000


class ReplyForm(OnceForm):
    """A line back."""

    body = TextAreaField(
        _l("Ta réponse"),
        validators=[Length(max=SHORT, message=_l("C’est trop long : 1 000 signes au plus."))],
        render_kw={"autocomplete": "off"},
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """What one alert shows to the child: nothing of the alert itself, only what was said to them (S5)."""

    told: str
    told_on: date | None
    lines: Sequence[Line]
    is_over: bool
    may_reply: bool
    may_say_mistake: bool
    is_mistake: bool
    room: str = "alerts"  # whose doors take the reply

    @property
    def has_words(self) -> bool:
        """Whether something was said."""
        return bool(self.told or self.lines)


@bp.route("/<ref>/repondre", methods=["GET", "POST"])
@requires(Permission.TESTIMONY_FOLLOW)
def reply(ref: str) -> ResponseReturnValue:
    """Answer an adult, under one's own message."""
    testimony, form = _own(ref), ReplyForm()
    if not form.validate_on_submit():
        return render_template("youth/alerts/reply.html", form=form, testimony=testimony), 400 if form.errors else 200
    words, today = form.body.data or "", clock.today()
    try:
        exchange.reply(db.session, testimony=testimony, row_id=form.row_id, body=words, today=today)
    except NoWords:
        form.body.errors = [_("Écris ta réponse ici.")]
        return render_template("youth/alerts/reply.html", form=form, testimony=testimony), 400
    except exchange.ExchangeClosed:
        return errors.page(409, sentence=_("L’échange est fini. Ton texte est encore plus bas."))
    except NotYours:
        abort(404)
    flash(_("Ta réponse est partie."), "success")
    return redirect(url_for("youth.testimonies.show", ref=ref), code=303)


@bp.post("/<ref>/fin-echange")
@requires(Permission.TESTIMONY_FOLLOW)
def end(ref: str) -> ResponseReturnValue:
    """End the exchange: the help button stays."""
    try:
        exchange.end_mine(db.session, testimony=_own(ref), today=clock.today())
    except exchange.ExchangeClosed:
        abort(404)
    flash(_("L’échange est fini."), "success")
    return redirect(url_for("youth.testimonies.show", ref=ref), code=303)


@bp.post("/<ref>/erreur")
@requires(Permission.TESTIMONY_FOLLOW)
def mistake(ref: str) -> ResponseReturnValue:
    """Say that a call for help was a mistake: a human still looks (S1)."""
    try:
        exchange.call_was_a_mistake(db.session, testimony=_own(ref))
    except exchange.ExchangeClosed:
        abort(404)
    flash(_("C’est noté. Un adulte regarde quand même, pour être sûr."), "success")
    return redirect(url_for("youth.testimonies.show", ref=ref), code=303)


def answers_to(testimony: Testimony) -> list[Answer]:
    """Return what was said to the child under this message, the oldest first."""
    alerts = db.session.scalars(queries.alerts_on([testimony.id])).all()
    lines = db.session.scalars(queries.exchange_on([alert.id for alert in alerts])).all() if alerts else []
    return [_answer(alert, tuple(line for line in lines if line.alert_id == alert.id)) for alert in alerts]


def note_seen(testimony: Testimony) -> None:
    """What is under this message is no news any more. A page that is read, not sent: it writes apart."""
    if db.session.scalar(queries.alerts_on([testimony.id]).where(Alert.has_news.is_(True)).limit(1)):
        with db.current().transaction() as session:
            exchange.note_seen(session, testimony=testimony)


def with_news(testimonies: Sequence[Testimony]) -> set[UUID | None]:
    """Return which of these messages hold something that the child has not opened."""
    own = queries.alerts_on([each.id for each in testimonies]).where(Alert.has_news.is_(True))
    return {alert.testimony_id for alert in db.session.scalars(own)}


def _answer(alert: Alert, lines: tuple[AlertMessage, ...]) -> Answer:
    is_open = alert.state in OPEN_ALERTS
    return Answer(
        told=alert.told or "",
        told_on=alert.told_on,
        lines=lines,
        is_over=bool(lines) and not (is_open and alert.exchange_closed_on is None),
        may_reply=bool(lines) and is_open and alert.exchange_closed_on is None,
        may_say_mistake=is_open and alert.kind is TestimonyKind.HELP and not alert.is_mistake,
        is_mistake=alert.is_mistake,
    )


def _own(ref: str) -> Testimony:
    asked = db.session.scalars(asked_consultations()).all()
    own = own_testimonies(current_youth(), asked, year=clock.today().year)
    found: Testimony = one_or_404(db.session, own.where(Testimony.id == as_id(ref)))
    return found
