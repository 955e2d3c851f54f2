"""Forms of signed-in young people. Nothing in them is mandatory but words where words are sent."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from hcec.accounts.enums import AgeBand, PlacementType
from hcec.accounts.models import Circle
from hcec.i18n import translate
from hcec.labels import options
from hcec.testimonies.questionnaire import LONGEST_TEXT, Situation
from hcec.text.normalise import plain
from hcec.web.forms import Form, OnceForm

NO = (False, "false", "", "no")
TOO_LONG = _l("C’est trop long : 5 000 signes au plus. Coupe ton texte en deux messages.")
UNSAID = ""
ALONE = {"yes": True, "no": False, "unsure": None}


class AgreementForm(Form):
    """The contract of one consultation, or of the idea box (S8)."""

    accept = BooleanField(
        _l("J’ai compris, et je suis d’accord."),
        false_values=NO,
        validators=[DataRequired(_l("Coche la case si tu es d’accord. Sinon, rien n’est envoyé."))],
        render_kw={"required": False},  # our own words say why, in the page's language
    )


class CirclesForm(Form):
    """Who must not read (A5)."""

    excluded_circle = SelectMultipleField(_l("Qui ne doit pas lire ?"), validators=[Optional()])

    def offer(self, circles: Iterable[Circle], own: frozenset[UUID]) -> None:
        """Offer every circle but one's own, whose staff never read."""
        self.excluded_circle.choices = [(each.id.hex, each.name) for each in circles if each.id not in own]

    @property
    def excluded(self) -> frozenset[UUID]:
        """The circles ticked."""
        return frozenset(UUID(hex=value) for value in self.excluded_circle.data or ())


class SituationForm(CirclesForm):
    """Age, place, company: each may be left out (A4)."""

    age_band = RadioField(_l("Quel âge as-tu ?"), validators=[Optional()])
    placement_type = SelectField(_l("Tu vis où ?"), validators=[Optional()])
    alone = RadioField(_l("Tu es seul(e) pour répondre ?"), validators=[Optional()])

    def __init__(self, known: Situation, **options_of_form: Any) -> None:
        super().__init__(**options_of_form)
        unsaid = (UNSAID, translate("Je ne veux pas le dire"))
        self.age_band.choices = [*_translated("age_band"), unsaid]
        self.placement_type.choices = [(UNSAID, translate("Choisis, si tu veux")), *_translated("placement_type")]
        self.alone.choices = [
            ("yes", translate("Oui")),
            ("no", translate("Non, il y a quelqu’un")),
            ("unsure", translate("Je ne sais pas")),
        ]
        if not self.is_submitted():
            self.age_band.data = known.age_band or UNSAID
            self.placement_type.data = known.placement_type or UNSAID
            self.excluded_circle.data = [circle.hex for circle in known.excluded_circles]

    @property
    def situation(self) -> Situation:
        """What was said."""
        return Situation(
            age_band=AgeBand(self.age_band.data) if self.age_band.data else None,
            placement_type=PlacementType(self.placement_type.data) if self.placement_type.data else None,
            was_alone=ALONE.get(self.alone.data or ""),
            excluded_circles=self.excluded,
        )


class ConsentForm(OnceForm):
    """What goes with words, asked each time and never ticked beforehand (D6, A5)."""

    quote_ok = BooleanField(_l("Oui, vous pouvez citer mes mots, sans mon nom."), false_values=NO)
    about_adult = BooleanField(_l("Ça parle d’un adulte qui s’occupe de moi."), false_values=NO)


class IdeaForm(ConsentForm, CirclesForm):
    """Words for the idea box."""

    body = TextAreaField(
        _l("Ton message"),
        filters=[lambda text: plain(text or "")],
        validators=[DataRequired(_l("Écris ton message ici.")), Length(max=LONGEST_TEXT, message=TOO_LONG)],
        render_kw={"autocomplete": "off", "maxlength": None},
    )


class TopicForm(IdeaForm):
    """A topic for the council: the same words, offered to the others."""

    quote_ok = BooleanField(_l("Oui, vous pouvez montrer mes mots, sans mon nom."), false_values=NO)


class LeavingForm(Form):
    """Erasing one's account, sure of it, with or without one's words."""

    withdraw_all = BooleanField(_l("Retirer aussi tous mes messages."), false_values=NO)
    sure = BooleanField(
        _l("Oui, je veux tout effacer."),
        false_values=NO,
        validators=[DataRequired(_l("Coche la case pour effacer."))],
    )


def _translated(kind: str) -> list[tuple[str, str]]:
    return [(code, translate(label)) for code, label in options(kind)]
