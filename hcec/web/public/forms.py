"""Forms of those who come in."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField
from wtforms.validators import DataRequired, Length

from hcec.accounts.card_code import MAX_TYPED
from hcec.web.forms import Form, strip


class CardForm(Form):
    """The code of an invitation card (A1)."""

    code = StringField(
        _l("Le code de ta carte"),
        filters=[strip],
        validators=[
            DataRequired(_l("Écris le code de ta carte ici.")),
            Length(max=MAX_TYPED, message=_l("C’est trop long : un code a douze signes.")),
        ],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )


class AcceptForm(Form):
    """The contract, accepted (S8)."""

    accept = BooleanField(
        _l("J’ai compris, et je suis d’accord."),
        false_values=(False, "false", "", "no"),
        validators=[DataRequired(_l("Coche la case si tu es d’accord. Sinon, tu peux partir : rien n’est gardé."))],
        render_kw={"required": False},  # our own words say why, in the page's language
    )
