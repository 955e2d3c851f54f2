"""Forms of syntheses."""

from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from hcec import labels
from hcec.consultations.models import Consultation
from hcec.syntheses.enums import OF_SHEETS, Level, Theme
from hcec.web.forms import Form, OnceForm, strip
from hcec.web.observatory.forms import DAYS

THEME_FIELD = "theme_"
HOW_TO_WRITE = _l("Une ligne vide sépare deux paragraphes. « ## » fait un titre, « - » une liste, « **mot** » du gras.")


NOT_OFFERED = _l("Choisissez dans la liste.")


def options_of(kind: str) -> list[SelectChoice]:
    """Return the choices of a closed list, in its order."""
    return [SelectChoice(code, _(words)) for code, words in labels.options(kind)]


def title_field() -> StringField:
    """Return the field of a title."""
    return StringField(
        _l("Titre"),
        filters=[strip],
        validators=[DataRequired(_l("Écrivez un titre.")), Length(max=200, message=_l("Le titre est trop long."))],
    )


def text_field() -> TextAreaField:
    """Return the field of the observatory's own text."""
    too_long = _l("Le texte est trop long : 20 000 signes au plus.")
    return TextAreaField(_l("Votre texte"), description=HOW_TO_WRITE, validators=[Length(max=20_000, message=too_long)])


def _crossing() -> SelectMultipleField:
    return SelectMultipleField(
        _l("Tableaux"),
        choices=lambda: options_of("crossing"),
        default=[*OF_SHEETS],
        invalid_choice_message=NOT_OFFERED,
    )


class NewSynthesisForm(OnceForm):
    """A synthesis over one closed consultation."""

    consultation = SelectField(
        _l("Consultation"),
        invalid_choice_message=NOT_OFFERED,
        validators=[DataRequired(_l("Choisissez une consultation."))],
    )
    level = RadioField(
        _l("Pour qui"),
        choices=[
            SelectChoice(Level.INTERNAL, _l("Interne : l’observatoire et le département")),
            SelectChoice(Level.PUBLIC, _l("Publique : les jeunes, et tout le monde")),
        ],
        default=Level.PUBLIC,
        invalid_choice_message=NOT_OFFERED,
        validators=[InputRequired(_l("Dites pour qui."))],
    )
    crossing = _crossing()
    title = title_field()
    text = text_field()

    def offer(self, consultations: list[Consultation]) -> None:
        """List the closed consultations."""
        self.consultation.choices = [SelectChoice(each.slug, each.title) for each in consultations]


class VersionForm(Form):
    """An act on the version that was seen (M5's rule, for drafts)."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


class SynthesisForm(VersionForm):
    """The words and tables of a draft."""

    crossing = _crossing()
    title = title_field()
    text = text_field()
    embargo_on = DateField(
        _l("Jour de la plénière"),
        format=DAYS,
        description=_l("Avant ce jour, ni la note d’une page ni la version publique ne sortent. Vide : sans attendre."),
        validators=[Optional()],
    )


class WithdrawForm(Form):
    """Why a release is withdrawn: everyone will read it (D5)."""

    reason = StringField(
        _l("Pourquoi la retirer ? Tout le monde lira cette phrase."),
        filters=[strip],
        validators=[DataRequired(_l("Dites pourquoi.")), Length(min=10, max=300, message=_l("Une phrase, pas plus."))],
    )


def chosen_themes(sent: Any) -> dict[UUID, Theme]:
    """Return the theme of each message chosen. Raises ValueError on a field or a theme that no page offers."""
    return {
        UUID(hex=name.removeprefix(THEME_FIELD)): Theme(value)
        for name, value in sent.items()
        if name.startswith(THEME_FIELD) and value
    }
