"""Forms of envelopes and of the CRIP's drill."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Regexp

from hcec.safeguarding.services.telling import LEAST_REASON
from hcec.web.forms import Form, OnceForm, strip

LONGEST = 2000


class EnvelopeForm(OnceForm):
    """Why the envelope must be opened; by the CRIP alone when a life is in danger."""

    reason = TextAreaField(
        _l("Pourquoi il faut savoir d’où vient la carte"),
        id="envelope-reason",
        filters=[strip],
        validators=[Length(min=LEAST_REASON, max=LONGEST, message=_l("Écrivez au moins vingt signes."))],
    )
    danger = BooleanField(
        _l("Une vie est en danger : la CRIP ouvre seule, une deuxième personne relit dans les 24 heures."),
        id="envelope-danger",
        render_kw={"value": "yes"},
    )


class StepForm(Form):
    """A step on a request, on the version that was shown."""

    version = HiddenField(validators=[Regexp(r"[0-9]{1,6}\Z", message=_l("Rechargez la page."))])

    @property
    def seen(self) -> int:
        """The version that was shown."""
        return int(self.version.data)


class DrillForm(Form):
    """The words read in the drill's envelope."""

    words = StringField(
        _l("Les mots lus dans l’enveloppe"),
        filters=[strip],
        validators=[DataRequired(_l("Recopiez les mots.")), Length(max=200, message=_l("Ce n’est pas cela."))],
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )

    def refuse(self, sentence: Any) -> None:
        """Say what is wrong with the words."""
        self.words.errors = [sentence]
