"""What the pages of immersions share: for which institution one acts, what may be opened, refusals in words."""

from collections.abc import Callable
from typing import Any

from flask import abort
from flask.typing import ResponseReturnValue

from hcec import clock, db
from hcec.labels import N_
from hcec.partners import access, queries
from hcec.partners.enums import Side
from hcec.partners.models import Immersion, ImmersionWish, Institution
from hcec.partners.services import immersing, wishing
from hcec.permissions import Permission
from hcec.web import form_pages
from hcec.web.access import one_or_404
from hcec.web.form_pages import Page, Refusals
from hcec.web.forms import Form
from hcec.web.references import as_id
from hcec.web.viewer import current_staff

SIDES = {"accueil": Side.OFFER, "venue": Side.REQUEST}
"""How a side is called in an address: who welcomes, who comes."""

REFUSALS: Refusals = {
    wishing.CharterNotSigned: ("side", N_("Cette institution n’a pas encore signé la charte d’immersion.")),
    wishing.DaysUnsound: ("to_on", N_("Le dernier jour vient avant le premier, ou il est passé.")),
    wishing.AlreadyProposed: ("words", N_("Une journée est déjà proposée là-dessus : cela ne se change plus.")),
    immersing.NoMatch: ("day", N_("Ce jour ou ce nombre de places ne convient plus. Regardez ce qui reste.")),
    immersing.AlreadyAnswered: ("words", N_("Une réponse est déjà donnée, et ne se donne qu’une fois.")),
    immersing.ToldAlready: ("words", N_("Le bilan de cette année est déjà compté : plus rien ne s’y ajoute.")),
    immersing.NotThere: ("words", N_("La journée n’en est plus là.")),
    immersing.NotYet: ("outcome", N_("Son jour n’est pas encore venu.")),
}


def form_page(form: Form, act: Callable[[], Any], page: Page, *, held: Any = None) -> ResponseReturnValue:
    """Show a form of immersions, and act on it."""
    return form_pages.form_page(form, act, page, refusals=REFUSALS, held=held)


def mine() -> Institution | None:
    """Return the institution that one acts for."""
    return db.session.scalars(queries.institution_of(current_staff().id)).first()


def is_keeper() -> bool:
    """Return whether one keeps immersions for every institution."""
    return current_staff().may(Permission.PARTNERS_KEEP)


def find_wish(ref: str, *, to_change: bool = False) -> ImmersionWish:
    """Return an offer or a request that one may open, or the 404 of what does not exist. Only one's own is changed."""
    select = access.wishes_visible_to(current_staff(), today=clock.today()).where(ImmersionWish.id == as_id(ref))
    found: ImmersionWish = one_or_404(db.session, select)
    if to_change and not may_change(found):
        abort(404)
    return found


def may_change(wish: ImmersionWish) -> bool:
    """Return whether an offer or a request is one's own."""
    ours = mine()
    return is_keeper() or (ours is not None and wish.institution_id == ours.id)


def find_day(ref: str) -> Immersion:
    """Return a day that one may open, or the 404 of what does not exist."""
    found: Immersion = one_or_404(
        db.session, access.immersions_visible_to(current_staff()).where(Immersion.id == as_id(ref))
    )
    return found


def own_sides(immersion: Immersion) -> list[Side]:
    """Return the sides of a day that one may speak for."""
    if is_keeper():
        return list(Side)
    ours = mine()
    return immersing.sides_of(immersion, ours.id) if ours else []


def own_side(immersion: Immersion, name: str) -> Side:
    """Return the side of this name, if one may speak for it; or answer 404."""
    if SIDES[name] not in own_sides(immersion):
        abort(404)
    return SIDES[name]
