"""A batch of invitation cards, as a document that leaves in the answer and is kept nowhere (A1)."""

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import exists, select

from hcec import db
from hcec.accounts import queries
from hcec.accounts.enums import Channel
from hcec.accounts.models import Service
from hcec.accounts.services import cards
from hcec.accounts.services.printing import card_sheets
from hcec.audit import services as audit
from hcec.audit.models import JournalEntry
from hcec.permissions import Permission
from hcec.web import errors
from hcec.web.access import requires
from hcec.web.administration.card_forms import BatchForm, RevokeForm, first_values
from hcec.web.administration.seen import hold
from hcec.web.application import platform
from hcec.web.proof import REFUSED, NotProved
from hcec.web.references import as_id
from hcec.web.releases import attachment
from hcec.web.viewer import current_staff

bp = Blueprint("cards", __name__, url_prefix="/cartes")


class MadeAlready(Exception):
    """This very batch was made: its document left then, and cannot be made again."""


@bp.route("/", methods=["GET", "POST"])
@requires(Permission.PLATFORM_KEEP)
def index() -> ResponseReturnValue:
    """Make a batch; the answer is its document."""
    form = BatchForm(data=first_values())
    with db.current().reading() as reading:  # its own: the document is made before anything is locked
        form.offer(reading.scalars(queries.services_by_circle()).all())
    if not form.validate_on_submit():
        return _page(form, RevokeForm(formdata=None))
    made = cards.draw_cards(form.count.data)
    sheets = card_sheets(
        made, council=platform().department().council_name, address=platform().settings.origin, expires=form.expires
    )
    try:
        _open(form, made)
    except NotProved:
        form.otp.errors = [_(REFUSED[NotProved][1])]
        return _page(form, RevokeForm(formdata=None))
    except MadeAlready:
        return errors.page(409, sentence=_("Ce lot est déjà fait : son document est dans vos téléchargements."))
    return attachment(sheets, "application/pdf", f"cartes-{form.batch_id.hex[:8]}.pdf")


@bp.post("/perdue")
@requires(Permission.PLATFORM_KEEP)
def revoke() -> ResponseReturnValue:
    """Make a lost card worthless. Whether it had served already is nobody's to know."""
    form = RevokeForm()
    if not form.validate_on_submit():
        batch = BatchForm(formdata=None, data=first_values())
        batch.offer(db.session.scalars(queries.services_by_circle()).all())
        return _page(batch, form)
    cards.revoke_card(db.session, number=form.number.data)
    actor = current_staff()
    audit.record(db.session, actor=actor.id.hex, role=actor.role, action="card:revoke", subject="card")
    flash(_("Cette carte ne marche pas, ou plus."), "success")
    return redirect(url_for(".index"), code=303)


def _open(form: BatchForm, made: list[cards.NewCard]) -> None:
    """Make the cards good and journal the batch, once. Raises MadeAlready, NotProved."""
    hold()
    service = db.session.get_one(Service, as_id(form.service.data))
    subject, detail = f"service:{service.id.hex}", f"{len(made)}, card_batch:{form.batch_id.hex}"
    same = (JournalEntry.subject == subject, JournalEntry.detail == detail)
    if db.session.scalar(select(exists().where(*same))):
        raise MadeAlready
    form.prove()
    cards.open_cards(db.session, cards=made, service=service, expires=form.expires, channel=Channel(form.channel.data))
    actor = current_staff()
    audit.record(db.session, actor=actor.id.hex, role=actor.role, action="card:make", subject=subject, detail=detail)


def _page(form: BatchForm, lost: RevokeForm) -> ResponseReturnValue:
    page = render_template("administration/cards/index.html", form=form, lost=lost)
    return make_response(page, 400 if form.errors or lost.errors else 200)
