"""Forms of an answer and of its news: those who answer and the observatory fill in the same."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from hcec.followup.answering import NAMES, AnswerWords
from hcec.followup.enums import NEWS
from hcec.i18n import translate
from hcec.labels import N_, label
from hcec.web.staff_forms import ANSWER, DAYS, TITLE, TOO_LONG, VersionForm, one_line, paragraphs

MISSING = {
    "by_function": N_("Écrivez la fonction de qui répond."),
    "said": N_("Dites aux jeunes ce qu’ils ont dit."),
    "will_do": N_("Dites ce qui va être fait, ce qui est étudié ou ce qui n’est pas possible."),
    "by_whom": N_("Dites qui le fera."),
    "by_when": N_("Dites pour quand."),
    "cannot_do": N_("Dites aux jeunes ce qui n’est pas possible, et pourquoi."),
}
ONLY_OF_CONSULTATION, ONLY_OF_PROPOSAL = ("said",), ("by_whom", "by_when")


def _line(text: Any, description: Any = "") -> StringField:
    return StringField(
        text, filters=[one_line], validators=[Length(max=TITLE, message=TOO_LONG)], description=description
    )


def _part(text: Any, description: Any = "") -> TextAreaField:
    return TextAreaField(
        text, filters=[paragraphs], validators=[Length(max=ANSWER, message=TOO_LONG)], description=description
    )


class AnswerWordsForm(VersionForm):
    """What somebody answers. Kept as it is, it may lack anything; sent, it may not."""

    by_function = _line(
        _l("Qui répond : sa fonction"), _l("« La vice-présidente chargée de l’enfance », par exemple. Pas de nom.")
    )
    said = _part(_l("Ce que vous avez dit"), _l("Ce que vous avez compris de ce que disent les jeunes."))
    will_do = _part(_l("Ce qu’on va faire"), _l("Une chose sûre. Rien de promis qui ne sera tenu."))
    by_whom = _line(_l("Qui le fera"), _l("Une fonction ou un service."))
    by_when = DateField(_l("Pour quand"), format=DAYS, validators=[Optional()])
    will_study = _part(_l("Ce qu’on étudie"), _l("Ce qui n’est pas encore décidé, et quand ce le sera."))
    cannot_do = _part(_l("Ce qu’on ne peut pas faire, et pourquoi"))

    def __init__(self, *args: Any, of_proposal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ONLY_OF_CONSULTATION if of_proposal else ONLY_OF_PROPOSAL:
            del self[name]

    def words(self) -> AnswerWords:
        """Return what was typed."""
        return AnswerWords(**{name: self[name].data for name in NAMES if name in self})

    def show_missing(self, missing: tuple[str, ...]) -> None:
        """Say beside each part that it is missing."""
        for name in missing:
            self[name].errors = [_(MISSING[name])]


class CorrectionForm(AnswerWordsForm):
    """Other words for a published answer, and why."""

    reason = StringField(
        _l("Pourquoi cette correction"),
        filters=[one_line],
        validators=[DataRequired(_l("Dites aux jeunes pourquoi vous corrigez.")), Length(max=500, message=TOO_LONG)],
        description=_l("Les jeunes la lisent, avec la date et ce qui était écrit avant."),
    )


class NewsForm(VersionForm):
    """What has changed since the answer."""

    state = RadioField(_l("Où on en est"), validators=[InputRequired()], default=NEWS[0])
    words = TextAreaField(
        _l("Ce qui a changé"),
        filters=[paragraphs],
        validators=[
            DataRequired(_l("Dites aux jeunes ce qui a changé.")),
            Length(max=ANSWER, message=TOO_LONG),
        ],
        description=_l("Deux ou trois phrases courtes. Elles paraissent tout de suite, avec la date d’aujourd’hui."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.state.choices = [(code, translate(label("proposal_state", code))) for code in NEWS]
