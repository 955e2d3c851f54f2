"""Forms of the moderation desk."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import AnyOf, Length, Regexp

from hcec.i18n import translate
from hcec.labels import options
from hcec.moderation.enums import DecisionKind, RefusalReason
from hcec.moderation.services import Verdict
from hcec.text.normalise import plain
from hcec.web.forms import Form

LONGEST_COPY, LONGEST_NOTE = 6000, 2000
OFFERED = [kind.value for kind in DecisionKind if kind != DecisionKind.APPROVE]


class CopyForm(Form):
    """The copy that could be quoted, and the version of the message that it was made from."""

    version = HiddenField(validators=[Regexp(r"[0-9]{1,6}\Z", message=_l("Rechargez la page."))])
    published_text = TextAreaField(
        _l("La copie"), validators=[Length(max=LONGEST_COPY, message=_l("La copie est trop longue."))]
    )
    note = TextAreaField(
        _l("Une note, pour l’équipe"), validators=[Length(max=LONGEST_NOTE, message=_l("La note est trop longue."))]
    )


class DecisionForm(CopyForm):
    """A decision: each button is one."""

    decision = StringField(validators=[AnyOf(OFFERED, message=_l("Choisissez une décision."))])
    reason = SelectField(_l("La raison, que l’enfant lira"), default="")
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
            told=self.told.data or "",
        )
