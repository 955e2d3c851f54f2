"""Forms of staff coming in."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import DataRequired, Length

from hcec.accounts.services.staff import SHORTEST_PASSWORD
from hcec.web.forms import Form, strip

DIGITS = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class CodeForm(Form):
    """The second factor: six digits of the application, or a printed code."""

    otp = StringField(_l("Code à six chiffres, ou code imprimé"), filters=[strip], render_kw=DIGITS)


class ActivateForm(Form):
    """A password, a first code, the charter."""

    password = PasswordField(
        _l("Mot de passe"),
        validators=[
            DataRequired(_l("Choisissez un mot de passe.")),
            Length(min=SHORTEST_PASSWORD, max=1024, message=_l("Au moins douze signes. Une phrase convient bien.")),
        ],
        render_kw={"autocomplete": "new-password"},
    )
    otp = StringField(
        _l("Code à six chiffres"),
        filters=[strip],
        validators=[DataRequired(_l("Écrivez le code que montre votre application."))],
        render_kw=DIGITS,
    )
    accept = BooleanField(
        _l("J’ai lu la charte et je m’engage à la respecter."), false_values=(False, "false", "", "no")
    )
