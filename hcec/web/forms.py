"""The base of every form, and the two forms that an error page may need to show."""

import secrets
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, Length

from hcec import keys
from hcec.labels import N_

NOT_OFFERED, TOO_LONG = N_("Ce choix n’est pas dans la liste."), N_("C’est trop long.")
# What the forms' library says by itself, in words that fit a child as well as an adult.
LIBRARY_WORDS = {
    "This field is required.": N_("Il manque une réponse ici."),
    "Not a valid choice.": NOT_OFFERED,
    "Invalid Choice: could not coerce.": NOT_OFFERED,
    "Invalid choice(s): one or more data inputs could not be coerced.": NOT_OFFERED,
    "'%(value)s' is not a valid choice for this field.": NOT_OFFERED,
    "Not a valid date value.": N_("Cette date ne se lit pas. Il faut le jour, le mois et l’année."),
    "Not a valid time value.": N_("Cette heure ne se lit pas. Par exemple : 9:00."),
    "Not a valid integer value.": N_("Il faut un nombre entier."),
    "Field cannot be longer than %(max)d character.": TOO_LONG,
}


class Words:
    """The library's messages in our words. One that it may add later is said in general terms, never in English."""

    def gettext(self, message: str) -> str:
        """Return our words for a message of the library's."""
        return str(_(LIBRARY_WORDS.get(message, N_("Il y a une erreur ici."))))

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """Return our words for a message of the library's; none of ours counts."""
        return self.gettext(singular)


class Form(FlaskForm):  # type: ignore[misc]
    """The base of every form: whatever it refuses, it says in our words."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Where the library's words come from."""

        def get_translations(self, form: FlaskForm) -> Words:
            """Return our words."""
            return Words()


class OnceForm(Form):
    """A form that creates something: sent twice, it names the same row (docs/decisions/0003)."""

    submission_key = HiddenField(default=lambda: secrets.token_urlsafe(18), validators=[DataRequired(), Length(max=64)])

    @property
    def row_id(self) -> UUID:
        """The identifier of what this form creates. It says nothing without the server's secret."""
        return keys.current().row_id(str(self.submission_key.data))


class ActForm(Form):
    """A button: nothing but the token."""


def strip(text: Any) -> Any:
    """WTForms filter: spaces around what was typed are not part of it."""
    return text.strip() if isinstance(text, str) else text


class PhraseForm(Form):
    """The secret phrase (A2)."""

    phrase = StringField(
        _l("Ta phrase de six mots"),
        filters=[strip],
        validators=[DataRequired(_l("Écris ta phrase ici.")), Length(max=300, message=_l("C’est trop long."))],
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )


class StaffSignInForm(Form):
    """E-mail and password, the first of two factors (A7)."""

    email = StringField(
        _l("Adresse e-mail"),
        filters=[strip],
        validators=[DataRequired(_l("Écrivez votre adresse.")), Length(max=254)],
        render_kw={"autocomplete": "username", "inputmode": "email"},
    )
    password = PasswordField(
        _l("Mot de passe"),
        validators=[DataRequired(_l("Écrivez votre mot de passe.")), Length(max=1024)],
        render_kw={"autocomplete": "current-password"},
    )
