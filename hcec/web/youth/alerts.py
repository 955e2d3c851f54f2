"""What adults answer under a child's own message, the child's reply, and "c'était une erreur" (S4, S1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.permissions import Permission
from hcec.safeguarding import queries
from hcec.safeguarding.enums import OPEN_ALERTS
from hcec.safeguarding.models import Alert, AlertMessage
from hcec.safeguarding.services import exchange
from hcec.testimonies.enums import TestimonyKind
from hcec.testimonies.models import Testimony
from hcec.testimonies.services.lines import Line
from hcec.web.access import requires
from hcec.web.youth.replying import ReplyForm, own_message, take_reply

bp = Blueprint("alerts", __name__, url_prefix="/messages")


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
    testimony = own_message(ref)
    send = partial(exchange.reply, db.session, testimony=testimony, today=clock.today())
    return take_reply(
        "youth/alerts/reply.html", testimony, ReplyForm(), lambda row_id, words: send(row_id=row_id, body=words)
    )


@bp.post("/<ref>/fin-echange")
@requires(Permission.TESTIMONY_FOLLOW)
def end(ref: str) -> ResponseReturnValue:
    """End the exchange: the help button stays."""
    try:
        exchange.end_mine(db.session, testimony=own_message(ref), today=clock.today())
    except exchange.ExchangeClosed:
        abort(404)
    flash(_("L’échange est fini."), "success")
    return redirect(url_for("youth.testimonies.show", ref=ref), code=303)


@bp.post("/<ref>/erreur")
@requires(Permission.TESTIMONY_FOLLOW)
def mistake(ref: str) -> ResponseReturnValue:
    """Say that a call for help was a mistake: a human still looks (S1)."""
    try:
        exchange.call_was_a_mistake(db.session, testimony=own_message(ref))
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
