""" "J'ai besoin d'aide": numbers, when somebody reads next, and one button (S1). No contract is asked."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from wtforms import TextAreaField
from wtforms.validators import Length

from hcec import clock, db
from hcec.permissions import Permission
from hcec.safeguarding.services.help import call_for_help
from hcec.testimonies.services import NotYours
from hcec.web.access import public, requires
from hcec.web.application import platform
from hcec.web.forms import OnceForm
from hcec.web.viewer import current_youth

bp = Blueprint("help", __name__, url_prefix="/besoin-d-aide")

LONGEST = 1000


class HelpForm(OnceForm):
    """One button; words only if one wants to be found."""

    how_to_find_me = TextAreaField(
        _l("Comment te trouver, si tu veux"),
        validators=[Length(max=LONGEST, message=_l("C’est trop long : quelques mots suffisent."))],
        render_kw={"autocomplete": "off"},
    )


@bp.get("")
@public
def index() -> ResponseReturnValue:
    """Numbers, and the button for who is signed in."""
    return _page(HelpForm(formdata=None))


@bp.post("")
@requires(Permission.HELP_CALL)
def call() -> ResponseReturnValue:
    """Send the call: an empty message with its envelope, and an alert."""
    form = HelpForm()
    if not form.validate_on_submit():
        return _page(form), 400
    try:
        call_for_help(
            db.session,
            youth=current_youth(),
            row_id=form.row_id,
            department=platform().department(),
            now=clock.now(),
            how_to_find_me=form.how_to_find_me.data or "",
        )
    except NotYours:  # a page that somebody else left open on this phone
        return _fresh_button()
    return redirect(url_for(".sent"), code=303)


@bp.get("/envoye")
@requires(Permission.HELP_CALL)
def sent() -> ResponseReturnValue:
    """It arrived: who reads it, when, and whom to call meanwhile."""
    return render_template("youth/help/sent.html")


@bp.errorhandler(CSRFError)
def ask_again(error: CSRFError) -> ResponseReturnValue:
    """A page left open too long is no dead end (S1)."""
    return _fresh_button()


def _fresh_button() -> ResponseReturnValue:
    """Offer the button anew, with what was typed."""
    form = HelpForm()
    form.submission_key.data = HelpForm(formdata=None).submission_key.data
    form.how_to_find_me.errors = [_("Ta page a trop attendu. Appuie encore une fois : le bouton est neuf.")]
    return _page(form), 400


def _page(form: HelpForm) -> str:
    return render_template("youth/help/index.html", form=form)
