"""Forms of training: needs and their answers, programmes and their lines."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, Optional

from hcec.syntheses.enums import Theme
from hcec.training.cells import MOST_HOURS, MOST_PEOPLE
from hcec.training.enums import NeedState, Priority, Urgency
from hcec.training.services.lining import LinePlan, LineTies
from hcec.training.services.needing import NeedPlan, Verdict
from hcec.training.services.programming import ProgrammePlan
from hcec.web.form_pages import offered
from hcec.web.forms import Form, OnceForm
from hcec.web.observatory.scheme_forms import AmountField, day, line, lines, number, year
from hcec.web.staff_forms import VersionForm

A_COUNT = _l("Il faut un nombre entier, zéro ou plus.")
Choices = Iterable[tuple[str, str]]


def identifier(value: Any) -> UUID | None:
    """Return what a choice names, or none for the empty one. Raises ValueError, which the field says."""
    return value if isinstance(value, UUID) else UUID(str(value)) if value else None


def count(label: Any) -> IntegerField:
    """Return a field for a number of people; empty is none."""
    return IntegerField(label, default=0, validators=[Optional(), NumberRange(0, MOST_PEOPLE, A_COUNT)])


def hours_field() -> AmountField:
    """Return a field for the hours of one person."""
    validators = [InputRequired(_l("Dites combien."))]
    return AmountField(_l("Heures pour une personne"), least=0, most=MOST_HOURS, validators=validators)


def theme_field() -> SelectField:
    """Return a field for a theme of the messages, that may stay empty."""
    return SelectField(_l("Thème"), coerce=lambda value: Theme(value) if value else None)


def with_themes(field: SelectField) -> None:
    """Offer every theme, and none."""
    field.choices = [("", _("Aucun en particulier")), *offered("theme")]


class NeedForm(Form):
    """What should be learnt, by whom, and how soon."""

    title = line(_l("Le besoin en quelques mots"), _l("Donnez un titre."), _l("« Parler du changement de référent »."))
    words = lines(
        _l("Ce qui se passe, et ce qu’il faudrait savoir faire"),
        _l("Dites ce qu’il faudrait savoir faire."),
        _l("Aucun nom, aucune situation que l’on reconnaîtrait."),
    )
    theme = theme_field()
    audiences = SelectMultipleField(_l("Pour quels professionnels"))
    urgency = RadioField(_l("Quand"), default=Urgency.THIS_YEAR, coerce=Urgency, validators=[InputRequired()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        with_themes(self.theme)
        self.audiences.choices, self.urgency.choices = offered("profession"), offered("training_urgency")

    def plan(self) -> NeedPlan:
        """Return what was typed."""
        return NeedPlan(**{name: self[name].data for name in ("title", "words", "theme", "audiences", "urgency")})


class NewNeedForm(NeedForm, OnceForm):
    """A need that is not there yet."""


class SeenNeedForm(NewNeedForm):
    """A need seen in a synthesis, or elsewhere."""

    source = SelectField(_l("Vu dans"), description=_l("Une question ou un thème d’une synthèse publiée."))

    def offer(self, choices: Choices) -> "SeenNeedForm":
        """Say where it may have been seen."""
        self.source.choices = [("", _("Ailleurs que dans une synthèse")), *choices]
        return self


class ChangeNeedForm(NeedForm, VersionForm):
    """A need, seen at a version."""


class AnswerNeedForm(VersionForm):
    """What becomes of a need."""

    state = RadioField(_l("Ce qu’on en fait"), coerce=NeedState, validators=[InputRequired()])
    merged_into_id = SelectField(_l("Réuni à"), coerce=identifier)
    answer = lines(
        _l("Réponse"),
        None,
        _l("Lue par qui a signalé le besoin. Pour écarter, dites pourquoi."),
    )

    def offer(self, needs: Choices) -> "AnswerNeedForm":
        """Say which needs it may be merged into."""
        self.state.choices = [each for each in offered("need_state") if each[0] != NeedState.RAISED]
        self.merged_into_id.choices = [("", _("Aucun autre besoin")), *needs]
        return self

    def verdict(self) -> Verdict:
        """Return what was decided."""
        return Verdict(self.state.data, self.answer.data, self.merged_into_id.data)


class ProgrammeForm(Form):
    """What a programme is called, its years, and what it is for."""

    title = line(_l("Titre"), _l("Donnez un titre."), _l("« Programme pluriannuel de formation 2026-2028 »."))
    from_year = year(_l("Première année"))
    to_year = year(_l("Dernière année"))
    objectives = lines(_l("Objectifs"), None, _l("Ce que les professionnels sauront mieux faire, pour les enfants."))

    def plan(self) -> ProgrammePlan:
        """Return what was typed."""
        return ProgrammePlan(self.title.data, self.from_year.data, self.to_year.data, self.objectives.data)


class NewProgrammeForm(ProgrammeForm, OnceForm):
    """A programme that is not there yet."""


class ChangeProgrammeForm(ProgrammeForm, VersionForm):
    """A programme, seen at a version."""


class AdoptForm(VersionForm):
    """Who adopted a programme, and when."""

    adopted_on = day(_l("Adopté le"), "", _l("Donnez le jour de l’adoption."))
    adopted_by = line(_l("Par"), _l("Dites quelle assemblée l’a adopté."), _l("« Plénière de l’observatoire »."))


class LineForm(Form):
    """A line of a programme."""

    number = number(_l("Numéro"))
    title = line(_l("Ce qui est enseigné"), _l("Donnez un titre."))
    theme = theme_field()
    audiences = SelectMultipleField(_l("Pour quels professionnels"))
    priority = RadioField(_l("Priorité"), default=Priority.MEDIUM, coerce=Priority, validators=[InputRequired()])
    hours = hours_field()
    body = line(_l("Organisme"), None, _l("Qui forme, s’il est connu."))
    pilot = line(_l("Pilote"), None, _l("Une fonction, jamais un nom."))
    need_ids = SelectMultipleField(_l("Besoins auxquels elle répond"), coerce=identifier)
    action_ids = SelectMultipleField(_l("Actions du schéma qu’elle sert"), coerce=identifier)

    def offer(self, needs: Choices, actions: Choices) -> "LineForm":
        """Say what may be chosen; a list without anything is not shown."""
        with_themes(self.theme)
        self.audiences.choices, self.priority.choices = offered("profession"), offered("training_priority")
        for name, choices in (("need_ids", list(needs)), ("action_ids", list(actions))):
            self[name].choices = choices
            if not choices:
                del self[name]
        return self

    def plan(self) -> LinePlan:
        """Return what was typed."""
        names = ("number", "title", "theme", "audiences", "priority", "hours", "body", "pilot")
        return LinePlan(**{name: self[name].data for name in names})

    def ties(self) -> LineTies:
        """Return what was typed for each year, and what was chosen."""
        years = sorted(int(each.name.removeprefix("places_")) for each in self if each.name.startswith("places_"))
        by_year = {year: (self[f"places_{year}"].data or 0, self[f"budget_{year}"].data or 0) for year in years}
        chosen = {name: tuple(self[name].data) if name in self else () for name in ("need_ids", "action_ids")}
        return LineTies(by_year, chosen["need_ids"], chosen["action_ids"])


class NewLineForm(LineForm, OnceForm):
    """A line that is not there yet."""


class ChangeLineForm(LineForm, VersionForm):
    """A line, seen at a version."""


def with_years(form: type[LineForm], years: Iterable[int]) -> type[LineForm]:
    """Return the form with places and money for each of these years."""
    fields: dict[str, Any] = {}
    for each in years:
        fields[f"places_{each}"] = count(_l("Places en %(year)s", year=each))
        fields[f"budget_{each}"] = AmountField(_l("Budget en %(year)s, en euros", year=each), least=0)
    return type(form.__name__, (form,), fields)
