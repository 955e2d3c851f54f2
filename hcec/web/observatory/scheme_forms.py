"""Forms of the schéma départemental."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField, SelectField, SelectMultipleField, StringField, ValidationError
from wtforms.fields import TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from hcec.scheme.amounts import NotAnAmount, plain_amount, read_amount, told_amount
from hcec.scheme.services.measuring import IndicatorPlan
from hcec.scheme.services.planning import ActionPlan, AxisPlan, SchemePlan
from hcec.tables.cells import FIRST_YEAR, LAST_YEAR
from hcec.web.forms import Form, OnceForm
from hcec.web.observatory.forms import DAYS, TITLE, TOO_LONG, VersionForm, one_line, paragraphs
from hcec.web.observatory.scheme_pages import offered

LONG, MOST_NUMBERS = 3000, 99
A_NUMBER = _l("Donnez un numéro de 1 à 99.")
A_YEAR = _l("Donnez une année, par exemple 2026.")


class AmountField(StringField):  # type: ignore[misc]
    """A number as people write it, kept in hundredths; empty is not known, which is not zero."""

    def __init__(self, label: Any, *, least: int | None = None, most: int | None = None, **kwargs: Any) -> None:
        super().__init__(label, render_kw={"inputmode": "decimal", "autocomplete": "off"}, **kwargs)
        self.least, self.most = least, most

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return plain_amount(self.data) if isinstance(self.data, int) else ""

    def in_words(self, value: int | None) -> str:
        """Return a number that is held as people write it."""
        return "" if value is None else plain_amount(value)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        self.data = None
        if valuelist and valuelist[0].strip():
            try:
                self.data = read_amount(valuelist[0])
            except NotAnAmount as refusal:
                raise ValueError(str(_l("Écrivez un nombre, par exemple 1 200 ou 12,5."))) from refusal

    def pre_validate(self, form: Form) -> None:
        """Refuse less than the least, and more than the most."""
        if self.data is None:
            return
        if self.least is not None and self.data < self.least:
            raise ValidationError(_l("Ce nombre ne peut pas être négatif."))
        if self.most is not None and self.data > self.most:
            raise ValidationError(_l("C’est trop : %(most)s au plus.", most=told_amount(self.most)))


def line(label: Any, missing: Any = None, description: Any = "") -> StringField:
    """Return a field of one line."""
    validators = [DataRequired(missing) if missing else Optional(), Length(max=TITLE, message=TOO_LONG)]
    return StringField(label, filters=[one_line], validators=validators, description=description)


def lines(label: Any, missing: Any = None, description: Any = "") -> TextAreaField:
    """Return a field of several lines."""
    validators = [DataRequired(missing) if missing else Optional(), Length(max=LONG, message=TOO_LONG)]
    return TextAreaField(label, filters=[paragraphs], validators=validators, description=description)


def day(label: Any, description: Any = "", missing: Any = None) -> DateField:
    """Return a field for a day of our time, that may stay empty unless something is said of a missing one."""
    validators = [InputRequired(missing) if missing else Optional(), _of_our_time]
    return DateField(label, format=DAYS, validators=validators, description=description)


def _of_our_time(form: Form, field: DateField) -> None:
    if field.data and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
        raise ValidationError(_l("Donnez un jour entre 2000 et 2100."))


def year(label: Any) -> IntegerField:
    """Return a field for a year."""
    bounds = NumberRange(FIRST_YEAR, LAST_YEAR, A_YEAR)
    return IntegerField(label, validators=[InputRequired(A_YEAR), bounds])


def number(label: Any, description: Any = "") -> IntegerField:
    """Return a field for the place of something among others."""
    validators = [InputRequired(A_NUMBER), NumberRange(1, MOST_NUMBERS, A_NUMBER)]
    return IntegerField(label, validators=validators, description=description)


class SchemeForm(Form):
    """What a scheme is called, and its years."""

    title = line(_l("Titre"), _l("Donnez un titre."), _l("« Schéma départemental enfance-famille », par exemple."))
    from_year = year(_l("Première année"))
    to_year = year(_l("Dernière année"))

    def plan(self) -> SchemePlan:
        """Return what was typed."""
        return SchemePlan(self.title.data, self.from_year.data, self.to_year.data)


class NewSchemeForm(SchemeForm, OnceForm):
    """A scheme that is not there yet."""


class ChangeSchemeForm(SchemeForm, VersionForm):
    """A scheme, seen at a version."""


class AxisForm(Form):
    """What an axis is called, and its place."""

    number = number(_l("Numéro"))
    title = line(_l("Titre de l’axe"), _l("Donnez un titre."))

    def plan(self) -> AxisPlan:
        """Return what was typed."""
        return AxisPlan(self.number.data, self.title.data)


class NewAxisForm(AxisForm, OnceForm):
    """An axis that is not there yet."""


class ChangeAxisForm(AxisForm, VersionForm):
    """An axis, seen at a version."""


class ActionForm(Form):
    """A fiche action."""

    number = number(_l("Numéro dans l’axe"))
    title = line(_l("Titre de l’action"), _l("Donnez un titre."))
    aim = lines(_l("Objet"), None, _l("Ce qui doit changer, et pour qui."))
    audience = line(_l("Public"), None, _l("Par exemple : jeunes de 16 à 21 ans en maison d’enfants."))
    pilot = line(_l("Pilote"), None, _l("Une fonction, jamais un nom : « la cheffe du service enfance »."))
    partners = lines(_l("Partenaires"), None, _l("Une institution par ligne."))
    starts_on = day(_l("Début"))
    ends_on = day(_l("Fin prévue"))
    engagements = SelectMultipleField(_l("Engagements nationaux"), default=list)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.engagements.choices = offered("engagement")

    def validate_ends_on(self, field: DateField) -> None:
        """Refuse an end before the start."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_l("La fin vient avant le début."))

    def plan(self) -> ActionPlan:
        """Return what was typed."""
        names = ("number", "title", "aim", "audience", "pilot", "partners", "starts_on", "ends_on", "engagements")
        return ActionPlan(**{name: self[name].data for name in names})


class NewActionForm(ActionForm, OnceForm):
    """An action that is not there yet."""


class ChangeActionForm(ActionForm, VersionForm):
    """An action, seen at a version."""


class ReviewForm(VersionForm):
    """Where an action stands for a year."""

    year = SelectField(_l("Pour l’année"), coerce=int)
    state = RadioField(_l("Où elle en est"), validators=[InputRequired(_l("Choisissez où elle en est."))])
    words = lines(
        _l("Ce qui a été fait"),
        _l("Dites ce qui a été fait."),
        _l("Ces mots iront dans le document de suivi de l’année."),
    )

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year.choices = [(each, str(each)) for each in years]
        self.state.choices = offered("action_state")


class IndicatorForm(Form):
    """What is measured."""

    name = line(_l("Ce qu’on mesure"), _l("Dites ce qu’on mesure."), _l("Par exemple : jeunes qui ont un parrain."))
    unit = line(_l("Unité"), None, _l("« jeunes », « % », « jours »…"))
    baseline = AmountField(_l("Point de départ"))
    target = AmountField(_l("Cible"))

    def plan(self) -> IndicatorPlan:
        """Return what was typed, the years apart."""
        return IndicatorPlan(self.name.data, self.unit.data, self.baseline.data, self.target.data)

    def by_year(self) -> dict[int, int]:
        """Return what was typed for each year."""
        named = {each: each.name.removeprefix("year_") for each in self if each.name.startswith("year_")}
        return {int(name): each.data for each, name in named.items() if each.data is not None}


class NewIndicatorForm(IndicatorForm, OnceForm):
    """An indicator that is not there yet."""


class ChangeIndicatorForm(IndicatorForm, VersionForm):
    """An indicator, seen at a version."""


def with_years(form: type[IndicatorForm], years: Iterable[int]) -> type[IndicatorForm]:
    """Return the form with one more field for each of these years."""
    fields = {f"year_{each}": AmountField(_l("Valeur en %(year)s", year=each)) for each in years}
    return type(form.__name__, (form,), fields)


class LinkForm(Form):
    """Something that bears on an action."""

    target = SelectField(validators=[InputRequired()])

    def offer(self, label: str, choices: Iterable[tuple[str, str]]) -> "LinkForm":
        """Say what is to be chosen, and among what."""
        self.target.label.text, self.target.choices = label, list(choices)
        return self
