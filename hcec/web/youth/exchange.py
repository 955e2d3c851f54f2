"""The child's side of the exchange that a reader began under a message: read, reply, end."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from hcec import clock, db
from hcec.moderation.services import ChangedMeanwhile
from hcec.moderation.services import exchange as services
from hcec.permissions import Permission
from hcec.safeguarding.services.exchange import ExchangeClosed
from hcec.testimonies.models import Testimony
from hcec.testimonies.services import has_joined
from hcec.web import errors
from hcec.web.access import requires
from hcec.web.forms import ActForm
from hcec.web.viewer import current_youth
from hcec.web.youth.agreement import promises_first
from hcec.web.youth.alerts import Answer
from hcec.web.youth.replying import ReplyForm, line_field, own_message, take_reply

bp = Blueprint("exchange", __name__, url_prefix="/messages")


class ExchangeForm(ReplyForm):
    """A line back to who answered; under a name of its own on the page, where an alert's may be too."""

    body = line_field("line")


@bp.route("/<ref>/echange", methods=["GET", "POST"])
@requires(Permission.TESTIMONY_FOLLOW)
def reply(ref: str) -> ResponseReturnValue:
    """Answer who answered, under one's own message."""
    testimony = own_message(ref)
    if not has_joined(db.session, youth=current_youth()):
        return promises_first()
    send = partial(services.reply, db.session, testimony=testimony, today=clock.today())
    return take_reply(
        "youth/exchange/reply.html", testimony, ExchangeForm(), lambda row_id, words: send(row_id=row_id, body=words)
    )


@bp.post("/<ref>/echange/fin")
@requires(Permission.TESTIMONY_FOLLOW)
def end(ref: str) -> ResponseReturnValue:
    """End the exchange: the help button stays."""
    testimony = own_message(ref)
    if not ActForm().validate_on_submit():
        return errors.page(400)
    try:
        services.end_mine(db.session, testimony=testimony)
    except (ExchangeClosed, ChangedMeanwhile):
        abort(404)
    flash(_("L’échange est fini."), "success")
    return redirect(url_for("youth.testimonies.show", ref=ref), code=303)


def answers_to(testimony: Testimony) -> list[Answer]:
    """Return what a reader and the child said under this message, if they did."""
    began, lines = services.exchange_of(db.session, testimony)
    if began is None:
        return []
    return [
        Answer(
            told="",
            told_on=None,
            lines=lines,
            is_over=began.is_over,
            may_reply=not began.is_over,
            may_say_mistake=False,
            is_mistake=False,
            room="exchange",
        )
    ]


def note_seen(testimony: Testimony) -> None:
    """What a reader wrote is now read. A page that is read, not sent: it writes apart."""
    if services.with_news(db.session, [testimony]):
        with db.current().transaction() as session:
            services.note_opened(session, testimony_id=testimony.id, by=None, today=clock.today())


def with_news(session: Session, testimonies: Sequence[Testimony]) -> set[UUID]:
    """Return which of these messages hold a line that the child has not opened."""
    return services.with_news(session, testimonies)
