"""The child's side of the exchange that a reader began under a message: read, reply, end."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import TextAreaField
from wtforms.validators import Length

from hcec import clock, db
from hcec.moderation.services import ChangedMeanwhile
from hcec.moderation.services import exchange as services
from hcec.permissions import Permission
from hcec.safeguarding.services.exchange import ExchangeClosed
from hcec.safeguarding.services.telling import NoWords
from hcec.testimonies.access import own_testimonies
from hcec.testimonies.models import Testimony
from hcec.testimonies.queries import asked_consultations
from hcec.testimonies.services import NotYours, has_joined
from hcec.web import errors
from hcec.web.access import one_or_404, requires
from hcec.web.forms import ActForm, OnceForm
from hcec.web.references import as_id
from hcec.web.viewer import current_youth
from hcec.web.youth.agreement import promises_first
from hcec.web.youth.alerts import SHORT, Answer

bp = Blueprint("exchange", __name__, url_prefix="/messages")


class ExchangeForm(OnceForm):
    """A line back to who answered; under a name of its own on the page, where an alert's may be too."""

    body = TextAreaField(
        _l("Ta réponse"),
        id="line",
        validators=[Length(max=SHORT, message=_l("C’est trop long : 1 000 signes au plus."))],
        render_kw={"autocomplete": "off"},
    )


@bp.route("/<ref>/echange", methods=["GET", "POST"])
@requires(Permission.TESTIMONY_FOLLOW)
def reply(ref: str) -> ResponseReturnValue:
    """Answer who answered, under one's own message."""
    testimony, form = _own(ref), ExchangeForm()
    if not has_joined(db.session, youth=current_youth()):
        return promises_first()
    if not form.validate_on_submit():
        return render_template("youth/exchange/reply.html", form=form, testimony=testimony), 400 if form.errors else 200
    words, today = form.body.data or "", clock.today()
    try:
        services.reply(db.session, testimony=testimony, row_id=form.row_id, body=words, today=today)
    except NoWords:
        form.body.errors = [_("Écris ta réponse ici.")]
        return render_template("youth/exchange/reply.html", form=form, testimony=testimony), 400
    except (ExchangeClosed, ChangedMeanwhile):
        return errors.page(409, sentence=_("L’échange est fini. Ton texte est encore plus bas."))
    except NotYours:
        abort(404)
    flash(_("Ta réponse est partie."), "success")
    return redirect(url_for("youth.testimonies.show", ref=ref), code=303)


@bp.post("/<ref>/echange/fin")
@requires(Permission.TESTIMONY_FOLLOW)
def end(ref: str) -> ResponseReturnValue:
    """End the exchange: the help button stays."""
    testimony = _own(ref)
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


def _own(ref: str) -> Testimony:
    asked = db.session.scalars(asked_consultations()).all()
    own = own_testimonies(current_youth(), asked, year=clock.today().year)
    found: Testimony = one_or_404(db.session, own.where(Testimony.id == as_id(ref)))
    return found
