"""From the card to the first page: a code, the contract, signed in (A1, S8)."""

from typing import cast

from flask import Blueprint, flash, make_response, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db, keys
from hcec.accounts.access import Youth
from hcec.accounts.card_code import parse_code
from hcec.accounts.enums import Audience
from hcec.accounts.services import cards, sessions, youth
from hcec.accounts.services.limits import Door
from hcec.moderation.services import exchange
from hcec.safeguarding.services.circles import keep_from
from hcec.testimonies import services as testimonies
from hcec.web import limits
from hcec.web.access import public
from hcec.web.public.forms import AcceptForm, CardForm
from hcec.web.sessions import SealedSession
from hcec.web.viewer import current_youth, update_youth, viewer

bp = Blueprint("joining", __name__)

JOINING = "joining"  # a card not used yet, and who it will make
ADDED = "card_added"
INSIDE = "/consultations/"


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
    kept = session.get(JOINING)
    if kept is None:
        return _agree_anew() if _is_inside() else redirect(url_for(".join"), code=303)
    form = AcceptForm()
    if not form.validate_on_submit():
        return _contract(form)
    person = youth.from_session(kept["youth"])
    try:
        _redeem(kept["code"], person)
    except cards.CardRefused:
        form = CardForm(formdata=None, data={"code": kept["code"]})
        form.code.errors = [_refusal()]
        return _refuse(form)
    if not _came_in_meanwhile():
        session.pop(JOINING)
        update_youth(person)
    return redirect(INSIDE, code=303)


def _redeem(code: str, person: Youth) -> None:
    """Use the card and keep the agreement, both or neither. Raises CardRefused.

    The agreement's tag comes from a key that this session drew with the code: it tells, when an answer was lost or the
    session could not be written, that it was this very session that used the card, and only this one goes in (A1).
    """
    try:
        with db.current().transaction() as own:
            cards.enter_card(own, code=code, today=clock.today())
            testimonies.join(own, youth=person, today=clock.today())
    except cards.CardRefused:
        with db.current().reading() as reading:
            if not testimonies.has_joined(reading, youth=person):
                raise


def _came_in_meanwhile() -> bool:
    """Return whether the other tap of this very session is inside: written now, this one would undo what it did since.

    The session of this request is left as it was read.
    """
    with db.current().volatile_reading() as volatile:
        opened = sessions.open_session(volatile, cast(SealedSession, session).token or "")
    return opened is not None and opened.audience is Audience.YOUTH


def _agree_anew() -> ResponseReturnValue:
    """Accept a contract whose words changed since one came in."""
    if testimonies.has_joined(db.session, youth=current_youth()):
        return redirect(INSIDE, code=303)
    form = AcceptForm()
    if not form.validate_on_submit():
        return _contract(form)
    testimonies.join(db.session, youth=current_youth(), today=clock.today())
    return redirect(INSIDE, code=303)


def _contract(form: AcceptForm) -> ResponseReturnValue:
    page = render_template("public/joining/agree.html", form=form)
    return make_response(page, 400 if form.is_submitted() else 200)


def _is_inside() -> bool:
    who = viewer()
    return who is not None and who.is_youth


def _keep(code: str) -> ResponseReturnValue:
    """Keep a code that would be taken in a session under a new token: a token fixed before is worth nothing after.

    The same token then passes the contract, so that a double tap or a resent form finds its session again. Who the card
    makes is drawn here, before it is used: nothing that fails later loses the card.
    """
    card = cards.check_card(db.session, code=code, today=clock.today())
    cast(SealedSession, session).renew()
    session[JOINING] = {"code": parse_code(code), "youth": youth.to_session(youth.start_account(card))}
    return redirect(url_for(".agree"), code=303)


def _add(code: str) -> ResponseReturnValue:
    """Add a card to the signed-in young person's, with its circle, which keeps its staff from what was said before too.

    Typed twice, it was added once (A5). The session is written before the commit: a card is never used for nothing.
    """
    mark = keys.current().keyed_hash("card added", (parse_code(code) or "").encode()).hex()
    try:
        with db.current().transaction() as own:
            card = cards.enter_card(own, code=code, today=clock.today())
            richer = youth.add_card(own, youth=current_youth(), card=card)
            keep_from(own, youth=richer, circle_id=card.circle_id, today=clock.today())
            exchange.keep_from(own, youth=richer, circle_id=card.circle_id, today=clock.today())
            update_youth(richer)
            session[ADDED] = mark
            cast(SealedSession, session).keep()
    except cards.CardRefused:
        if session.get(ADDED) != mark:
            raise
        return redirect(INSIDE, code=303)
    flash(_("Ta nouvelle carte est ajoutée. Les adultes de ce lieu ne liront pas tes messages."))
    return redirect(INSIDE, code=303)


def _refusal() -> str:
    return str(_("Ce code ne marche pas. Regarde bien chaque signe. Sinon, demande une autre carte."))


def _refuse(form: CardForm) -> ResponseReturnValue:
    return make_response(render_template("public/joining/join.html", form=form), 400)
