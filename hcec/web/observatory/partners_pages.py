"""What the pages of partners share: what services refuse, in words."""

from collections.abc import Callable
from typing import Any

from flask.typing import ResponseReturnValue

from hcec.labels import N_
from hcec.partners.services import NameTaken, NotAPartner, NotSignedYet, mandating
from hcec.web import form_pages
from hcec.web.form_pages import Page, Refusals
from hcec.web.forms import Form

REFUSALS: Refusals = {
    NameTaken: ("name", N_("Une institution porte déjà ce nom.")),
    NotSignedYet: ("charter_signed_on", N_("Ce jour n’est pas encore venu.")),
    NotAPartner: ("account", N_("Ce compte agit déjà pour une institution, ou n’est plus celui d’un partenaire.")),
    mandating.EndsTooEarly: ("to_on", N_("Le dernier jour vient avant le premier.")),
    mandating.NotTheirAccount: ("account", N_("Ce compte n’agit pas pour cette institution.")),
}


def form_page(form: Form, act: Callable[[], Any], page: Page, *, held: Any = None) -> ResponseReturnValue:
    """Show a form of the partners' room, and act on it."""
    return form_pages.form_page(form, act, page, refusals=REFUSALS, held=held)
