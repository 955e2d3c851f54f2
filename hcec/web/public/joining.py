"""From the card to the first page: a code, the contract, signed in (A1, S8)."""

import time
from typing import cast

from flask import Blueprint, flash, make_response, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db, keys
from hcec.accounts.card_code import parse_code
from hcec.accounts.enums import Audience
from hcec.accounts.services import cards, sessions, youth
from hcec.accounts.services.limits import Door
from hcec.safeguarding.services.circles import keep_from
from hcec.web import limits
from hcec.web.access import public
from hcec.web.public.forms import AcceptForm, CardForm
from hcec.web.sessions import SealedSession
from hcec.web.viewer import current_youth, update_youth, viewer

bp = Blueprint("joining", __name__)

CODE = "card_code"
ADDED = "card_added"
INSIDE = "/consultations/"
LOOKS, BETWEEN_LOOKS = 4, 0.1


@bp.route("/rejoindre", methods=["GET", "POST"])
@public
def join() -> ResponseReturnValue:
    """Type the code of a card. Whatever is wrong with it, the answer is the same (A1)."""
    form = CardForm()
    if not form.is_submitted():
        return render_template("public/joining/join.html", form=form)
    if not form.validate():
        return _refuse(form)
    taken = limits.take(Door.CARD)
    try:
        answer = _add(form.code.data) if _is_inside() else _keep(form.code.data)
    except cards.CardRefused:
        form.code.errors = [_refusal()]
        return _refuse(form)
    limits.give_back(taken)
    return answer


@bp.route("/rejoindre/accord", methods=["GET", "POST"])
@public
def agree() -> ResponseReturnValue:
    """Accept the contract: the card is used here, exactly once."""
    code = session.get(CODE)
    if code is None:
        return redirect(INSIDE if _is_inside() else url_for(".join"), code=303)
    form = AcceptForm()
    if not form.is_submitted():
        return render_template("public/joining/agree.html", form=form)
    if not form.validate():
        return make_response(render_template("public/joining/agree.html", form=form), 400)
    try:
        with db.current().transaction() as own:  # committed before the session changes: never inside with a good card
            card = cards.enter_card(own, code=code, today=clock.today())
    except cards.CardRefused:
        return _used_meanwhile(code)
    session.pop(CODE)
    update_youth(youth.start_account(card))
    return redirect(INSIDE, code=303)


def _is_inside() -> bool:
    who = viewer()
    return who is not None and who.is_youth


def _keep(code: str) -> ResponseReturnValue:
    """Keep a code that would be taken in a session under a new token: a token fixed before is worth nothing after.

    The same token then passes the contract, so that a double tap or a resent form finds its session again.
    """
    canonical = cards.check_card(db.session, code=code, today=clock.today())
    cast(SealedSession, session).renew()
    session[CODE] = canonical
    return redirect(url_for(".agree"), code=303)


def _add(code: str) -> ResponseReturnValue:
    """Add a card to the signed-in young person's, with its circle, which keeps its staff from what was said before too.

    Typed twice, it was added once (A5).
    """
    mark = keys.current().keyed_hash("card added", (parse_code(code) or "").encode()).hex()
    if session.get(ADDED) == mark:
        return redirect(INSIDE, code=303)
    with db.current().transaction() as own:
        card = cards.enter_card(own, code=code, today=clock.today())
        richer = youth.add_card(own, youth=current_youth(), card=card)
        keep_from(own, youth=richer, circle_id=card.circle_id, today=clock.today())
    update_youth(richer)
    session[ADDED] = mark
    flash(_("Ta nouvelle carte est ajoutée. Les adultes de ce lieu ne liront pas tes messages."))
    return redirect(INSIDE, code=303)


def _used_meanwhile(code: str) -> ResponseReturnValue:
    """Go in when the other tap of this very session used the card; else refuse as any other card.

    The session is left as it is: written here, it would undo what a slow other tap is about to write.
    """
    token = cast(SealedSession, session).token or ""
    for _look in range(LOOKS):
        with db.current().volatile_reading() as volatile:
            opened = sessions.open_session(volatile, token)
        if opened is not None and opened.audience is Audience.YOUTH:
            return redirect(INSIDE, code=303)
        time.sleep(BETWEEN_LOOKS)
    form = CardForm(formdata=None, data={"code": code})
    form.code.errors = [_refusal()]
    return _refuse(form)


def _refusal() -> str:
    return str(_("Ce code ne marche pas. Regarde bien chaque signe. Sinon, demande une autre carte."))


def _refuse(form: CardForm) -> ResponseReturnValue:
    return make_response(render_template("public/joining/join.html", form=form), 400)
