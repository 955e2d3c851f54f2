"""What the pages of plenaries share: what services refuse, in words."""

from collections.abc import Callable
from typing import Any

from flask.typing import ResponseReturnValue

from hcec.labels import N_
from hcec.partners.services import plenaries
from hcec.web import form_pages
from hcec.web.form_pages import Page, Refusals
from hcec.web.forms import Form

REFUSALS: Refusals = {
    plenaries.NotHeldYet: ("held_on", N_("Son jour n’est pas encore venu.")),
    plenaries.IsCalledOff: ("minutes", N_("Cette plénière est annulée.")),
    plenaries.DoneTomorrow: ("done_on", N_("Ce jour n’est pas encore venu.")),
}


def form_page(form: Form, act: Callable[[], Any], page: Page, *, held: Any = None) -> ResponseReturnValue:
    """Show a form of plenaries, and act on it."""
    return form_pages.form_page(form, act, page, refusals=REFUSALS, held=held)
