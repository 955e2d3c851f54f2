"""What the pages of the scheme and of the contract share: what services refuse in words, how actions are named."""

from collections.abc import Callable
from typing import Any

from flask.typing import ResponseReturnValue

from hcec.labels import N_
from hcec.scheme.models import SchemeAction
from hcec.scheme.services import (
    NameTaken,
    NumberTaken,
    YearOutside,
    YearsUnsound,
    committing,
    contracts,
    funding,
)
from hcec.web import form_pages
from hcec.web.form_pages import Change as Change
from hcec.web.form_pages import Page as Page
from hcec.web.form_pages import Refusals
from hcec.web.form_pages import history as history
from hcec.web.form_pages import offered as offered
from hcec.web.form_pages import pressed as pressed
from hcec.web.forms import Form

REFUSALS: Refusals = {
    NumberTaken: ("number", N_("Ce numéro est déjà pris ici.")),
    NameTaken: ("name", N_("Il y a déjà un indicateur de ce nom ici.")),
    YearsUnsound: (
        "to_year",
        N_("La dernière année vient avant la première, ou laisse de côté ce qui est déjà écrit."),
    ),
    YearOutside: ("year", N_("Cette année n’est pas couverte, ou n’est pas encore commencée.")),
    contracts.NotSignedYet: ("signed_on", N_("Ce jour n’est pas encore venu.")),
    funding.AlreadyFunded: ("source", N_("Cette source a déjà une ligne pour cette action et cette année.")),
    committing.DaysUnsound: (
        "signed_on",
        N_("Ce qui est signé porte un jour déjà venu, et la révision vient après."),
    ),
}


def form_page(form: Form, act: Callable[[], Any], page: Page, *, held: Any = None) -> ResponseReturnValue:
    """Show a form of the scheme's, and act on it."""
    return form_pages.form_page(form, act, page, refusals=REFUSALS, held=held)


def named(action: SchemeAction) -> str:
    """Return how an action is called in a list."""
    return f"{action.code} {action.title}"
