"""One's own message, found again; and a line sent back to adults under it, whichever exchange it belongs to."""

from collections.abc import Callable
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Length

from hcec import clock, db
from hcec.moderation.services import ChangedMeanwhile
from hcec.safeguarding.services.exchange import ExchangeClosed
from hcec.safeguarding.services.telling import NoWords
from hcec.testimonies.access import own_testimonies
from hcec.testimonies.models import Testimony
from hcec.testimonies.queries import asked_consultations
from hcec.testimonies.services import NotYours
from hcec.web import errors
from hcec.web.access import one_or_404
from hcec.web.forms import OnceForm
from hcec.web.references import as_id
from hcec.web.viewer import current_youth

SHORT = 1000


def line_field(identifier: str) -> TextAreaField:
    """Return the field of a line; two may stand on one page, each under an identifier of its own."""
    return TextAreaField(
        _l("Ta réponse"),
        id=identifier,
        validators=[Length(max=SHORT, message=_l("C’est trop long : 1 000 signes au plus."))],
        render_kw={"autocomplete": "off"},
    )


class ReplyForm(OnceForm):
    """A line back."""

    body = line_field("body")


def own_message(ref: str) -> Testimony:
    """Return one of this young person's own messages; the 404 of what does not exist for any other."""
    asked = db.session.scalars(asked_consultations()).all()
    own = own_testimonies(current_youth(), asked, year=clock.today().year)
    found: Testimony = one_or_404(db.session, own.where(Testimony.id == as_id(ref)))
    return found


def take_reply(
    template: str, testimony: Testimony, form: ReplyForm, send: Callable[[UUID, str], object]
) -> ResponseReturnValue:
    """Check the line and send it once; a refusal gives back what was typed."""
    if not form.validate_on_submit():
        return render_template(template, form=form, testimony=testimony), 400 if form.errors else 200
    try:
        send(form.row_id, form.body.data or "")
    except NoWords:
        form.body.errors = [_("Écris ta réponse ici.")]
        return render_template(template, form=form, testimony=testimony), 400
    except (ExchangeClosed, ChangedMeanwhile):
        return errors.page(409, sentence=_("L’échange est fini. Ton texte est encore plus bas."))
    except NotYours:
        abort(404)
    flash(_("Ta réponse est partie."), "success")
    return redirect(url_for("youth.testimonies.show", ref=testimony.id.hex), code=303)
