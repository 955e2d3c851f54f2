"""The form of one coding."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectMultipleField, SubmitField
from wtforms.validators import AnyOf

from hcec.coding.enums import Place, Tone
from hcec.coding.models import Coding
from hcec.i18n import translate
from hcec.labels import options
from hcec.web.forms import Form


class CodingForm(Form):
    """Themes and tones ticked; what the page had marked; `accept` also takes what was marked."""

    place = HiddenField(validators=[AnyOf([str(each.value) for each in Place], message=_l("Rechargez la page."))])
    themes = SelectMultipleField(_l("De quoi parle ce message ?"), validate_choice=False)
    tones = SelectMultipleField(_l("Sur quel ton ?"))
    suggested = SelectMultipleField(validate_choice=False)
    accept = SubmitField(_l("Accepter les suggestions"))

    def __init__(self, **options_of_form: Any) -> None:
        super().__init__(**options_of_form)
        self.tones.choices = [(code, translate(words)) for code, words in options("tone")]

    @classmethod
    def of(cls, mine: Coding | None, place: Place | None) -> "CodingForm":
        """Return the form as this person left it, or blank: nothing suggested is ticked beforehand."""
        return cls(
            formdata=None,
            data={
                "place": str(place.value) if place else "",
                "themes": [each.theme for each in mine.themes] if mine else [],
                "tones": [Tone(each.tone).value for each in mine.tones] if mine else [],
            },
        )

    @property
    def chosen(self) -> set[str]:
        """Return the themes that the person confirmed."""
        return {*(self.themes.data or ()), *((self.suggested.data or ()) if self.accept.data else ())}
