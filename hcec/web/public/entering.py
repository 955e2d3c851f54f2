"""Coming back with one's phrase, and leaving (A2, A3)."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.accounts.access import Youth
from hcec.accounts.services import youth
from hcec.accounts.services.limits import Door
from hcec.moderation.services.exchange import with_news
from hcec.permissions import Permission
from hcec.safeguarding.queries import unopened_answer
from hcec.testimonies.access import own_testimonies
from hcec.testimonies.queries import asked_consultations
from hcec.web import errors, limits
from hcec.web.access import public, requires
from hcec.web.forms import ActForm, PhraseForm
from hcec.web.public.pages import FORGET
from hcec.web.viewer import YouthViewer, sign_in_youth, sign_out, viewer

bp = Blueprint("entering", __name__)

INSIDE = "/consultations/"


@bp.route("/entrer", methods=["GET", "POST"])
@public
def enter() -> ResponseReturnValue:
    """Sign in with the six words. The derivation is slow on purpose, and done while no lock is held."""
    form = PhraseForm()
    if not form.is_submitted():
        return render_template("public/entering/enter.html", form=form)
    if not form.validate():
        return _refuse(form)
    if _leaves_words_behind():
        return redirect(url_for(".leave_without_phrase"), code=303)
    taken = limits.take(Door.PHRASE)
    with db.current().reading() as reading:
        person = youth.open_account(reading, form.phrase.data)
    if person is None:
        form.phrase.errors = [_("Cette phrase ne marche pas. Vérifie les six mots, dans l’ordre.")]
        return _refuse(form)
    limits.give_back(taken)
    youth.note_sign_in(db.session, youth=person, today=clock.today())
    sign_in_youth(person)
    _say_what_is_new(person)
    return redirect(INSIDE, code=303)


@bp.post("/partir")
@public
def leave() -> ResponseReturnValue:
    """Sign out. Without a phrase, what was said cannot be found again: said first (A3)."""
    if _leaves_words_behind() and "anyway" not in request.form:
        return redirect(url_for(".leave_without_phrase"), code=303)
    sign_out()
    answer = make_response(redirect(url_for(".goodbye"), code=303))
    answer.headers["Clear-Site-Data"] = FORGET
    return answer


@bp.get("/partir/sans-phrase")
@requires(Permission.PHRASE_DRAW)
def leave_without_phrase() -> ResponseReturnValue:
    """Warn before leaving without a phrase (A3)."""
    return render_template("public/entering/leave_without_phrase.html", form=ActForm())


@bp.get("/au-revoir")
@public
def goodbye() -> ResponseReturnValue:
    """Say that the door is closed."""
    return render_template("public/entering/goodbye.html")


def _say_what_is_new(person: Youth) -> None:
    """Say that an adult answered, without a word of it: somebody may be looking over the shoulder (S4)."""
    asked = db.session.scalars(asked_consultations()).all()
    year = clock.today().year
    own = own_testimonies(person, asked, year=year)
    is_answered = with_news(db.session, db.session.scalars(own).all())
    if is_answered or db.session.scalar(unopened_answer(person, asked, year=year).limit(1)):
        flash(_("On t’a répondu. Regarde dans « Mes messages »."))


def _leaves_words_behind() -> bool:
    """Return whether who is here has no phrase yet: gone, they never find their messages again."""
    who = viewer()
    return isinstance(who, YouthViewer) and not who.person.has_phrase


def _refuse(form: PhraseForm) -> ResponseReturnValue:
    """Show the page again without the phrase, and with any other text that a signed-out form had held."""
    form.phrase.data = None
    return make_response(render_template("public/entering/enter.html", form=form, typed=errors.typed()), 400)
