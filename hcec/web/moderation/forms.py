"""Forms of the moderation desk."""

import re
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import AnyOf, Length, Optional, Regexp

from hcec.i18n import translate
from hcec.labels import N_, options
from hcec.moderation.enums import DecisionKind, HardTheme, RefusalReason
from hcec.moderation.services import Verdict
from hcec.text.normalise import plain
from hcec.web.forms import Form, strip
from hcec.web.moderation.marks import HIDDEN_AS

LONGEST_COPY, LONGEST_NOTE = 6000, 2000
PLACE = re.compile(r"([0-9]{1,6})-([0-9]{1,6})")
# What hidden words may become. The first nine have a key of their own.
ROLES = (
    N_("mon éducateur"),
    N_("mon éducatrice"),
    N_("ma famille d’accueil"),
    N_("mon référent"),
    N_("mon parent"),
    N_("mon frère"),
    N_("ma sœur"),
    N_("un ami"),
    N_("un adulte"),
    N_("mon foyer"),
    N_("ma ville"),
    N_("mon école"),
    N_("un service"),
    N_("une date"),
    N_("un numéro"),
)
OFFERED = [kind.value for kind in DecisionKind if kind != DecisionKind.APPROVE]


class CopyForm(Form):
    """The copy that could be quoted, and the version of the message that it was made from."""

    version = HiddenField(validators=[Regexp(r"[0-9]{1,6}\Z", message=_l("Rechargez la page."))])
    published_text = TextAreaField(
        _l("La copie"), validators=[Length(max=LONGEST_COPY, message=_l("La copie est trop longue."))]
    )
    mark = HiddenField(validators=[Regexp(r"[0-9a-f]{0,16}\Z", message=_l("Rechargez la page."))])
    note = TextAreaField(
        _l("Une note, pour l’équipe"), validators=[Length(max=LONGEST_NOTE, message=_l("La note est trop longue."))]
    )


def roles() -> list[str]:
    """Return what hidden words may become, in the reader's language."""
    return [translate(role) for role in ROLES]


def kinds() -> list[str]:
    """Return the kinds of thing that a suggestion hides as."""
    return [translate(kind) for kind in HIDDEN_AS.values()]


class HidingForm(CopyForm):
    """What the server is to hide in the copy: the suggestions ticked, and words typed by hand."""

    act = HiddenField()
    hide = SelectMultipleField(validate_choice=False)
    hide_words = StringField(_l("D’autres mots à cacher"), validators=[Length(max=200, message=_l("C’est trop long."))])
    hide_as = SelectField(_l("Ils désignent"))

    def __init__(self, **options_of_form: Any) -> None:
        super().__init__(**options_of_form)
        self.hide_as.choices = [*kinds(), *roles()]
        self.hide_as.validate_choice = bool(self.hide_words.data)

    @property
    def ticked(self) -> list[tuple[int, int, str]]:
        """Return the places ticked, each with what hides it."""
        places = [(match, place) for place in self.hide.data or () if (match := PLACE.fullmatch(place))]
        known = {*kinds(), *roles()}
        asked = [(int(match[1]), int(match[2]), request.form.get(f"as-{place}", "")) for match, place in places]
        return [(start, end, role) for start, end, role in asked if role in known]


class OwnForm(Form):
    """How a reader likes the desk, and what they leave to others (M6)."""

    themes = SelectMultipleField(_l("Je préfère laisser à d’autres les messages qui parlent de"))
    has_shortcuts = BooleanField(_l("Raccourcis à une touche sur la page de lecture"))
    reads_on = BooleanField(_l("Après chaque décision, prendre le message suivant"))

    def __init__(self, **options_of_form: Any) -> None:
        super().__init__(**options_of_form)
        self.themes.choices = [
            (code, translate(words)) for code, words in options("danger_kind") if code in set(HardTheme)
        ]


class SupportForm(Form):
    """Whom a reader calls when a message stays with them (M6); which communes the aids should know best."""

    supervision_name = StringField(
        _l("Nom, et fonction"), filters=[strip], validators=[Length(max=80, message=_l("C’est trop long."))]
    )
    supervision_phone = StringField(
        _l("Téléphone"),
        filters=[strip],
        validators=[Optional(), Regexp(r"\+?[0-9][0-9 .]{4,20}\Z", message=_l("Écrivez des chiffres et des espaces."))],
        render_kw={"inputmode": "tel", "autocomplete": "off"},
    )
    department_code = StringField(
        _l("Numéro du département"),
        filters=[strip],
        validators=[Optional(), Regexp(r"(?:[0-9]{2,3}|2[AB])\Z", message=_l("Par exemple : 61, 2A, 974."))],
        render_kw={"autocomplete": "off"},
    )


class DecisionForm(CopyForm):
    """A decision: each button is one."""

    approves = HiddenField()  # what the button said it would do
    decision = StringField(validators=[AnyOf(OFFERED, message=_l("Choisissez une décision."))])
    reason = SelectField(_l("La raison, que l’enfant lira"), default="")
    reads_on = BooleanField(_l("Ensuite, prendre le message suivant"))
    told = TextAreaField(
        _l("Votre réponse, que l’enfant lira"),
        validators=[Length(max=LONGEST_NOTE, message=_l("La réponse est trop longue."))],
    )

    def __init__(self, **options_of_form: Any) -> None:
        super().__init__(**options_of_form)
        reasons = [(code, translate(words)) for code, words in options("refusal_reason")]
        self.reason.choices = [("", _("Choisir une raison")), *reasons]

    @property
    def verdict(self) -> Verdict:
        """What was chosen, once the form is valid."""
        return Verdict(
            kind=DecisionKind(self.decision.data),
            version=int(self.version.data),
            published_text=plain(self.published_text.data or ""),
            reason=RefusalReason(self.reason.data) if self.reason.data else None,
            note=self.note.data or "",
            approves=bool(self.approves.data),
            told=self.told.data or "",
        )
