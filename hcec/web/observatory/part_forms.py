"""Forms of a synthesis' sections and asks."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import BooleanField, RadioField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from hcec.i18n import translate
from hcec.labels import N_
from hcec.syntheses.enums import Engagement
from hcec.syntheses.models import Synthesis
from hcec.syntheses.services.building import build_release
from hcec.syntheses.services.composing import AskWords, SectionWords
from hcec.web.forms import OnceForm, strip
from hcec.web.observatory.synthesis_forms import NOT_OFFERED, VersionForm, options_of, text_field, title_field


@dataclass(frozen=True, slots=True)
class Offered:
    """A section that most syntheses need, with what it is for."""

    name: str
    title: str
    hint: str
    shows_coverage: bool = False

    def typed(self) -> dict[str, Any]:
        """Return what its form opens on."""
        return {"title": translate(self.title), "shows_coverage": self.shows_coverage}


OFFERED = {
    "surprend": Offered(
        "surprend",
        N_("Ce qui surprend"),
        N_("Ce que personne n’attendait, et ce qui contredit ce que l’on croyait. Une phrase vaut mieux qu’une liste."),
    ),
    "manque": Offered(
        "manque",
        N_("Ce qui manque"),
        N_("Qui n’a pas parlé, et de quoi on n’a pas parlé. Dites aussi pourquoi, si vous le savez."),
        shows_coverage=True,
    ),
}


class SectionForm(OnceForm, VersionForm):
    """A part of the document: own text, and what stands in it."""

    title = title_field()
    text = text_field()
    tables = SelectMultipleField(_l("Tableaux dans cette partie"), invalid_choice_message=NOT_OFFERED)
    themes = SelectMultipleField(_l("Phrases citées dans cette partie"), invalid_choice_message=NOT_OFFERED)
    shows_coverage = BooleanField(_l("Comparer qui a participé aux jeunes confiés"))

    def words(self) -> SectionWords:
        """Return what was written."""
        return SectionWords(
            title=self.title.data,
            text=self.text.data or "",
            tables=self.tables.data,
            themes=self.themes.data,
            shows_coverage=self.shows_coverage.data,
        )


class AskForm(OnceForm, VersionForm):
    """What is asked, of which function, for which of the four engagements (F3)."""

    what = StringField(
        _l("Ce qui est demandé"),
        filters=[strip],
        description=_l("Une seule demande, que l’on saura dire tenue ou non."),
        validators=[DataRequired(_l("Écrivez la demande.")), Length(max=300, message=_l("C’est trop long."))],
    )
    of_whom = StringField(
        _l("À qui"),
        filters=[strip],
        description=_l("Une fonction, jamais un nom : la cheffe du service des familles d’accueil."),
        validators=[DataRequired(_l("Dites à qui.")), Length(max=120, message=_l("C’est trop long."))],
    )
    engagement = RadioField(
        _l("Pour quel engagement national"),
        choices=lambda: options_of("engagement"),
        invalid_choice_message=NOT_OFFERED,
        validators=[InputRequired(_l("Choisissez un engagement."))],
    )

    def words(self) -> AskWords:
        """Return what was written."""
        return AskWords(what=self.what.data, of_whom=self.of_whom.data, engagement=Engagement(self.engagement.data))


class OrderForm(VersionForm):
    """One place up or down."""

    move = RadioField(choices=["up", "down"], validators=[InputRequired()])


def offer(form: SectionForm, session: Session, synthesis: Synthesis) -> None:
    """List what may stand in a section: the tables and the quoted themes of the draft as it would leave."""
    release = build_release(session, synthesis=synthesis).release
    tables = [(table.code, table.title) for table in release.tables]
    tables += [(table.code, table.title) for table in release.crossings]
    themes = dict.fromkeys((quotation.theme_code, quotation.theme_label) for quotation in release.quotations)
    form.tables.choices = [SelectChoice(code, title) for code, title in tables]
    form.themes.choices = [SelectChoice(code, title) for code, title in themes]
    for field in (form.tables, form.themes):
        known = {choice.value for choice in field.choices}
        if not form.is_submitted():  # what no longer leaves is no longer ticked
            field.data = [code for code in field.data or () if code in known]
