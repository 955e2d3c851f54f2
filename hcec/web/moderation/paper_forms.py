"""What is typed from a paper sheet: a few fields that never change, and one part for each question."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, Regexp

from hcec.accounts.card_code import draw_code, parse_code
from hcec.accounts.models import Circle
from hcec.consultations.enums import DONT_KNOW, QuestionKind
from hcec.consultations.models import Question
from hcec.i18n import translate
from hcec.labels import N_, label
from hcec.testimonies.questionnaire import Answer, Questionnaire, Situation
from hcec.testimonies.services import PaperSheet
from hcec.text.normalise import plain
from hcec.web.forms import Form, OnceForm, strip
from hcec.web.youth.forms import NO, SituationForm

MOST_SHEETS = 999
UNTICKED = N_("Rien de coché, ou illisible")
NONE = -1  # what no choice has for value


def parsed(text: Any) -> Any:
    """WTForms filter: the twelve signs of a code however they were typed, or nothing."""
    return parse_code(text) if isinstance(text, str) else text


class BatchForm(OnceForm):
    """Where the sheets of a batch came from."""

    circles = SelectMultipleField(_l("De quels secteurs viennent ces feuilles ?"), validators=[Optional()])

    def offer(self, circles: Iterable[Circle], near: frozenset[UUID]) -> None:
        """Offer every circle but those of whoever enters."""
        self.circles.choices = [(each.id.hex, each.name) for each in circles if each.id not in near]

    @property
    def chosen(self) -> frozenset[UUID]:
        """The circles ticked."""
        return frozenset(UUID(hex=value) for value in self.circles.data or ())


def _number_field() -> IntegerField:
    return IntegerField(
        _l("Numéro de la feuille"),
        validators=[
            InputRequired(_l("Donnez un numéro à la feuille, et écrivez-le dessus.")),
            NumberRange(1, MOST_SHEETS, message=_l("Un numéro va de 1 à 999.")),
        ],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )


class TakeBackForm(Form):
    """A sheet that was entered wrongly, by what is written on it."""

    number = _number_field()
    code = StringField(
        _l("Code écrit sur la feuille"),
        filters=[strip, parsed],
        validators=[DataRequired(_l("Ce code ne se lit pas. Il a douze signes."))],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )


class SheetForm(OnceForm, SituationForm):
    """One sheet. The parts of the questions are read by `typed_sheet`. Its code is drawn with the page."""

    number = _number_field()
    code = HiddenField(default=draw_code, filters=[strip, parsed], validators=[DataRequired()])
    card_number = StringField(
        _l("Numéro de carte, s’il est écrit"),
        filters=[strip],
        validators=[Optional(), Regexp(r"^\d{4}[ -]?\d{4}$", message=_l("Un numéro de carte a huit chiffres."))],
        description=_l("Il va dans l’enveloppe que la CRIP seule peut ouvrir. Il n’est montré nulle part."),
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )

    def __init__(self, **options_of_form: Any) -> None:
        super().__init__(Situation(), **options_of_form)
        unticked = ("", translate(UNTICKED))
        self.age_band.choices = [*self.age_band.choices[:-1], unticked]
        self.placement_type.choices = [unticked, *self.placement_type.choices[1:]]


def typed_sheet(form: SheetForm, questions: Iterable[Question], key: bytes) -> PaperSheet:
    """Return what the page says, in the shapes of the questions; of words, the nth field is the nth free question."""
    written = iter(request.form.getlist("answer"))
    answers = {question.id: _typed(question, written) for question in questions}
    said = {question: answer for question, answer in answers.items() if not answer.is_empty}
    digits = "".join(sign for sign in form.card_number.data or "" if sign.isdigit())
    return PaperSheet(form.number.data or 0, key, Questionnaire(form.situation, said), digits)


def prefix_of(question: Question) -> str:
    """Return how the names of a question's fields start."""
    return f"q{question.position}_"


def choices_of(question: Question) -> list[tuple[int | str, str]]:
    """Return what may be ticked; where one thing is, a sheet may also say nothing."""
    choices: list[tuple[int | str, str]] = [(choice.position, choice.label) for choice in question.choices]
    if question.kind is QuestionKind.FACES:
        choices.append((DONT_KNOW, translate(label("face", DONT_KNOW))))
    if question.kind in {QuestionKind.FACES, QuestionKind.ONE}:
        choices.append(("", translate(UNTICKED)))
    return choices


def _typed(question: Question, written: Any) -> Answer:
    prefix, form = prefix_of(question), request.form
    if question.kind is QuestionKind.TEXT:
        text = plain(next(written, "")).strip()
        quote, adult = (form.get(f"{prefix}{name}", "") not in NO for name in ("quote_ok", "about_adult"))
        return Answer(text=text, quote_ok=bool(text) and quote, about_adult=bool(text) and adult)
    if question.kind is QuestionKind.RANKING:
        named = [(choice.position, form.get(f"{prefix}rank_{choice.position}", "")) for choice in question.choices]
        return Answer(ranks=tuple((position, _number(value)) for position, value in named if value))
    return Answer(choices=tuple(sorted({_number(value) for value in form.getlist(f"{prefix}answer") if value})))


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else NONE
