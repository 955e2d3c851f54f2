"""The base of every form, and the two forms that an error page may need to show."""

import secrets
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, Length

from hcec import keys


class OnceForm(FlaskForm):  # type: ignore[misc]
    """A form that creates something: sent twice, it names the same row (docs/decisions/0003)."""

    submission_key = HiddenField(default=lambda: secrets.token_urlsafe(18), validators=[DataRequired(), Length(max=64)])

    @property
    def row_id(self) -> UUID:
        """The identifier of what this form creates. It says nothing without the server's secret."""
        return keys.current().row_id(str(self.submission_key.data))


class ActForm(FlaskForm):  # type: ignore[misc]
    """A button: nothing but the token."""


def strip(text: Any) -> Any:
    """WTForms filter: spaces around what was typed are not part of it."""
    return text.strip() if isinstance(text, str) else text


class PhraseForm(FlaskForm):  # type: ignore[misc]
    """The secret phrase (A2)."""

    phrase = StringField(
        _l("Ta phrase de six mots"),
        filters=[strip],
        validators=[DataRequired(_l("Écris ta phrase ici.")), Length(max=300, message=_l("C’est trop long."))],
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )


class StaffSignInForm(FlaskForm):  # type: ignore[misc]
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
