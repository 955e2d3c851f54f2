"""Drawing the secret phrase, showing it once, asking two words back (A2, A3)."""

from typing import cast

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField
from wtforms.validators import Length

from hcec import clock, db
from hcec.accounts import phrase
from hcec.accounts.access import Youth
from hcec.accounts.services import youth
from hcec.permissions import Permission
from hcec.web.access import requires
from hcec.web.forms import Form, OnceForm, strip
from hcec.web.sessions import SealedSession
from hcec.web.viewer import current_youth, update_youth

bp = Blueprint("phrase", __name__)

DRAWN = "drawn"
ASKED_BACK = 2
AS_TYPED = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class DrawForm(OnceForm):
    """A phrase is wanted; a box to tick when it replaces another."""

    accept = BooleanField(_l("Oui, je change de phrase."), false_values=(False, "false", "", "no"))


class WordsForm(Form):
    """Two words of the phrase, read back."""

    word_a = StringField(filters=[strip], validators=[Length(max=60)], render_kw=AS_TYPED)
    word_b = StringField(filters=[strip], validators=[Length(max=60)], render_kw=AS_TYPED)


@bp.get("/ma-phrase")
@requires(Permission.PHRASE_DRAW)
def show() -> ResponseReturnValue:
    """Show the words just drawn, or offer to draw some."""
    return _words(WordsForm(formdata=None)) if DRAWN in session else _offer(DrawForm(formdata=None))


@bp.post("/ma-phrase")
@requires(Permission.PHRASE_DRAW)
def take() -> ResponseReturnValue:
    """Draw a phrase, or read back the two words asked."""
    return _confirm() if "word_a" in request.form and DRAWN in session else _draw()


def _draw() -> ResponseReturnValue:
    """Draw and keep a phrase; the one before stops working at once, everywhere. Sent twice, it was drawn once."""
    form, person = DrawForm(), current_youth()
    if session.get(DRAWN, {}).get("by") == form.submission_key.data:
        return redirect(url_for(".show"), code=303)
    if person.has_phrase and not form.accept.data:
        form.accept.errors = [_("Coche la case pour changer de phrase.")]
        return _offer(form, 400)
    if not form.validate():
        return _offer(form, 400)
    try:
        _take_next(person, form)
    except youth.PhraseReplaced:
        abort(401)
    return redirect(url_for(".show"), code=303)


def _take_next(person: Youth, form: DrawForm) -> None:
    """Draw and keep what this session shows next. Two taps at once draw the same words, and keep one row.

    Raises PhraseReplaced.
    """
    kept = cast(SealedSession, session)
    with db.current().reading() as reading:
        words = youth.draw_next_phrase(reading, youth=person, token=kept.token or "")
    wrapped = youth.wrap_account(person, words)
    with db.current().transaction() as own:  # committed before the session shows words that open something
        richer = youth.store_account(own, youth=person, wrapped=wrapped, today=clock.today())
        if person.has_phrase:  # this session follows its phrase first: every other one is closed by the commit (A3)
            _show(richer, words, form)
            kept.keep()
    if not person.has_phrase:
        _show(richer, words, form)


def _show(person: Youth, words: tuple[str, ...], form: DrawForm) -> None:
    """Keep in the session the words to show, and the two to ask back."""
    update_youth(person)
    places = _places(person.tag("asked back", person.selector or b""))
    session[DRAWN] = {"words": words, "places": places, "by": form.submission_key.data}


def _places(digest: bytes) -> list[int]:
    """Return which words to ask back: the same two for two taps at once."""
    every = sorted(range(1, phrase.LENGTH + 1), key=lambda place: digest[place])
    return sorted(every[:ASKED_BACK])


def _confirm() -> ResponseReturnValue:
    """Check the two words; once right, the phrase is never shown again."""
    form, drawn = WordsForm(), session[DRAWN]
    for field, place in zip((form.word_a, form.word_b), drawn["places"], strict=True):
        if not phrase.is_word(field.data or "", drawn["words"][place - 1]):
            field.errors = [_("Ce n’est pas le mot %(place)s. Regarde ta phrase, plus haut.", place=place)]
    if form.errors:
        return _words(form, 400)
    session.pop(DRAWN)
    flash(_("C’est noté. Garde bien ta phrase : elle ne sera plus montrée."), "success")
    return redirect("/consultations/", code=303)


def _offer(form: DrawForm, status: int = 200) -> ResponseReturnValue:
    return make_response(render_template("youth/phrase/offer.html", form=form), status)


def _words(form: WordsForm, status: int = 200) -> ResponseReturnValue:
    drawn = session[DRAWN]
    page = render_template(
        "youth/phrase/words.html",
        form=form,
        words=drawn["words"],
        places=drawn["places"],
        again=DrawForm(formdata=None),
    )
    return make_response(page, status)
