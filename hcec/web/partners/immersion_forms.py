"""Forms of immersions: what is offered or asked, a day, an answer, what became of it, three questions."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, NumberRange

from hcec.partners.enums import Advice, Effect, ImmersionTheme, Outcome, Side, Usefulness
from hcec.partners.services.immersing import FeedbackPlan, Proposal
from hcec.partners.services.wishing import WishPlan
from hcec.web.form_pages import offered
from hcec.web.forms import Form, OnceForm
from hcec.web.observatory.scheme_forms import day, line, lines
from hcec.web.staff_forms import VersionForm

MOST_PLACES = 50
TO_SAY = _l("Répondez à cette question.")
A_DAY = _l("Donnez un jour.")
HOW_MANY = _l("Donnez un nombre de 1 à 50.")
NO_NAMES = _l("Des fonctions, jamais de nom de personne. Rien sur un enfant.")


def _places(label: Any) -> IntegerField:
    return IntegerField(label, validators=[InputRequired(HOW_MANY), NumberRange(1, MOST_PLACES, HOW_MANY)])


def _question(label: Any) -> RadioField:
    return RadioField(label, validators=[InputRequired(TO_SAY)])


class ForInstitutionForm(Form):
    """For whom the observatory writes; asked first."""

    institution = SelectField(_l("Pour quelle institution"), validators=[DataRequired(_l("Choisissez-la."))])


class WishForm(Form):
    """Days that are offered or asked."""

    side = RadioField(_l("Vous proposez"), validators=[InputRequired(_l("Choisissez l’un ou l’autre."))])
    theme = SelectField(_l("Thème"))
    profession = line(_l("Profession"), _l("Dites qui vient ou qui accueille."), _l("Une fonction : « éducatrice »."))
    place = line(_l("Commune"), None, _l("Vide : n’importe où."))
    from_on = day(_l("À partir du"), missing=A_DAY)
    to_on = day(_l("Jusqu’au"), missing=A_DAY)
    places = _places(_l("Combien de personnes"))
    words = lines(_l("Ce qu’on y verra, ou ce qu’on cherche"), None, NO_NAMES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.side.choices = [(str(Side.OFFER), _l("d’accueillir")), (str(Side.REQUEST), _l("de venir"))]
        self.theme.choices = offered("immersion_theme")

    def plan(self) -> WishPlan:
        """Return what was typed."""
        return WishPlan(
            side=Side(self.side.data),
            theme=ImmersionTheme(self.theme.data),
            profession=self.profession.data,
            place=self.place.data,
            from_on=self.from_on.data,
            to_on=self.to_on.data,
            places=self.places.data,
            words=self.words.data,
        )


class NewWishForm(WishForm, OnceForm):
    """An offer or a request that is not there yet."""


class KeptWishForm(ForInstitutionForm, NewWishForm):
    """The same, written by the observatory for an institution."""


class ChangeWishForm(WishForm, VersionForm):
    """An offer or a request, seen at a version."""


class DayForm(OnceForm):
    """A day proposed to the other side."""

    day = day(_l("Jour"), missing=A_DAY)
    places = _places(_l("Combien de personnes"))
    words = lines(_l("Un mot à l’autre institution"), None, NO_NAMES)

    def plan(self) -> Proposal:
        """Return what was typed."""
        return Proposal(day=self.day.data, places=self.places.data, words=self.words.data)


class AnswerForm(VersionForm):
    """Yes or no, with words. It is said once."""

    choice = RadioField(_l("Votre réponse"), validators=[InputRequired(TO_SAY)])
    words = lines(_l("Un mot à l’autre institution"), None, NO_NAMES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choice.choices = [("oui", _l("C’est d’accord")), ("non", _l("Ce n’est pas possible"))]


class OutcomeForm(VersionForm):
    """What became of the day."""

    outcome = RadioField(_l("La journée"), validators=[InputRequired(TO_SAY)])
    words = lines(_l("Pourquoi, si elle est annulée"), None, NO_NAMES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outcome.choices = [(str(Outcome.HELD), _l("a eu lieu")), (str(Outcome.CANCELLED), _l("est annulée"))]


class FeedbackForm(Form):
    """Three questions, once the day was held."""

    usefulness = _question("")
    effect = _question("")
    advice = _question("")
    words = lines(_l("Quelques mots"), None, _l("Lus par les deux institutions et l’observatoire. Aucun nom."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(offered("immersion_question"))
        for name in ("usefulness", "effect", "advice"):
            self[name].label.text, self[name].choices = labels[name], offered(f"immersion_{name}")

    def plan(self) -> FeedbackPlan:
        """Return what was answered."""
        return FeedbackPlan(
            usefulness=Usefulness(self.usefulness.data),
            effect=Effect(self.effect.data),
            advice=Advice(self.advice.data),
            words=self.words.data,
        )
