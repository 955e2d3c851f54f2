"""The second factor, asked again before an act that weighs: an open session is not enough (A7)."""

from datetime import datetime, timedelta
from typing import Any

from flask import session
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from hcec import clock, db
from hcec.accounts.services import staff
from hcec.accounts.services.limits import Door
from hcec.labels import N_
from hcec.web import limits
from hcec.web.forms import Form, strip
from hcec.web.viewer import current_staff

WITHIN = timedelta(minutes=15)
PROVED, SIGNED_IN = "proved_at", "signed_in_at"
DIGITS = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class NotProved(Exception):
    """The code is not of this moment, or was used already."""


REFUSED: dict[type[Exception], tuple[str, str]] = {
    NotProved: ("otp", N_("Ce code n’est pas celui de cet instant. Attendez le suivant."))
}
"""What a page that asks for a code says, as `form_pages.form_page` takes it."""


def code_again() -> StringField:
    """Return the last field of a form that asks for a code."""
    return StringField(
        _l("Encore un code"),
        filters=[strip],
        render_kw=DIGITS,
        description=_l("Les six chiffres de votre application, ou un code imprimé : pour être sûr que c’est vous."),
    )


class ProvedForm(Form):
    """A form whose last field, `otp`, goes when a code was given a few minutes ago."""

    otp: StringField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if _is_recent():
            del self.otp

    def prove(self) -> None:
        """Take the code, if one was asked for. Raises NotProved, and answers 429 after too many."""
        if "otp" not in self:
            return
        person, typed = current_staff(), str(self.otp.data or "")
        self.otp.data = None
        taken = limits.take(Door.STAFF, person.email)
        if staff.check_code(db.session, staff_id=person.id, code=typed) is None:
            raise NotProved
        limits.give_back(taken)
        session[PROVED] = clock.now().isoformat()


def _is_recent() -> bool:
    """Return whether this session gave a code a few minutes ago, coming in or since."""
    since = clock.now() - WITHIN
    return any(name in session and datetime.fromisoformat(session[name]) > since for name in (PROVED, SIGNED_IN))
