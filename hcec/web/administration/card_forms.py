"""Forms of cards: a batch to print, a lost card to make worthless."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Regexp

from hcec import clock, keys
from hcec.accounts.enums import Channel
from hcec.accounts.models import Service
from hcec.i18n import day_in_words, translate
from hcec.labels import label
from hcec.web.forms import Form, OnceForm
from hcec.web.proof import ProvedForm, code_again

MOST = 160  # twenty sheets: more takes the server's own command
MONTHS = (3, 6, 12, 18)
WAYS = (Channel.IN_PERSON, Channel.POSTER)  # letters want addresses, which never come here


class BatchForm(ProvedForm, OnceForm):
    """Cards for one service."""

    service = SelectField(_l("Service qui les donnera"), validators=[DataRequired(_l("Choisissez un service."))])
    count = IntegerField(
        _l("Combien de cartes"),
        validators=[
            InputRequired(),
            NumberRange(1, MOST, message=_l("Entre 1 et 160. Pour plus : hcec cards create.")),
        ],
        description=_l("Huit par feuille."),
    )
    month = SelectField(_l("Bonnes jusqu’à la fin de"), validators=[InputRequired()])
    channel = RadioField(
        _l("Comment elles seront données"),
        choices=lambda: [(way, translate(label("channel", way))) for way in WAYS],
        validators=[InputRequired()],
        description=_l("Pour savoir plus tard quelle façon marche, tous services ensemble."),
    )
    otp = code_again()

    def offer(self, services: Iterable[Service]) -> None:
        """Offer the services, and the months to come."""
        names = [(each.id.hex, f"{each.circle.name} : {each.name}") for each in services]
        self.service.choices = [("", _("choisir")), *names]
        self.month.choices = [(f"{day:%Y-%m}", day_in_words(day, "MMMM yyyy")) for day in months_to_come()]

    @property
    def expires(self) -> date:
        """A day of the last month."""
        return date.fromisoformat(f"{self.month.data}-01")

    @property
    def batch_id(self) -> UUID:
        """The batch that this form makes: pressed twice, the same; for another service, another."""
        told = (self.submission_key.data, self.service.data, self.count.data, self.month.data, self.channel.data)
        return keys.current().row_id(" ".join(map(str, told)))


class RevokeForm(Form):
    """A card lost before it served."""

    number = StringField(
        _l("Numéro imprimé sur la carte"),
        filters=[lambda text: re.sub(r"\D", "", text or "")],
        validators=[Regexp(r"[0-9]{8}\Z", message=_l("Huit chiffres."))],
        render_kw={"autocomplete": "off", "inputmode": "numeric"},
    )


def months_to_come() -> list[date]:
    """Return the last months that a card may be good until."""
    today = clock.today()
    index = today.year * 12 + today.month - 1
    return [date((index + months) // 12, (index + months) % 12 + 1, 1) for months in MONTHS]


def first_values() -> dict[str, Any]:
    """Return what the form holds before anybody touches it: a year, handed over in person."""
    return {"month": f"{months_to_come()[2]:%Y-%m}", "channel": Channel.IN_PERSON}
