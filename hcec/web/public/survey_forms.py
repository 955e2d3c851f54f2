"""The page that an adult fills in: a contract, who one is, then one part for each question."""

from collections.abc import Iterator
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.validators import DataRequired, Optional

from hcec.consultations.answering import Answer
from hcec.consultations.enums import DONT_KNOW, QuestionKind
from hcec.i18n import translate
from hcec.labels import N_, label
from hcec.surveys.enums import CATEGORIES, SurveyCategory
from hcec.surveys.models import Survey, SurveyQuestion
from hcec.surveys.services.answering import Filled
from hcec.text.normalise import plain
from hcec.web.forms import OnceForm

UNSAID = N_("Je préfère ne pas le dire")
NOTHING = N_("Sans réponse")
NONE = -1  # what no choice has for value


class SheetForm(OnceForm):
    """What stands around the questions, which `typed` reads."""

    accept = BooleanField(
        _l("J’ai lu ceci, et je réponds."),
        validators=[DataRequired(_l("Cochez la case si vous êtes d’accord. Sinon, rien n’est envoyé."))],
        render_kw={"required": False},
    )
    category = RadioField(_l("Vous êtes…"), default="", validators=[Optional()])

    def offer(self, survey: Survey) -> None:
        """Offer what one may say of oneself; nothing is a choice too."""
        codes = CATEGORIES[survey.audience]
        said = [(str(code), translate(label("survey_category", code))) for code in codes]
        self.category.choices = [*said, ("", translate(UNSAID))]

    def filled(self, survey: Survey) -> Filled:
        """Return what the page says; of words, the nth field is the nth free question."""
        written = iter(request.form.getlist("reply"))
        answers = {each.position: _typed(each, written) for each in survey.questions}
        category = SurveyCategory(self.category.data) if self.category.data in list(SurveyCategory) else None
        return Filled(category, {place: answer for place, answer in answers.items() if not answer.is_empty})


def choices_of(question: SurveyQuestion) -> list[tuple[int | str, str]]:
    """Return what may be ticked; where one thing is, nothing may be too."""
    choices: list[tuple[int | str, str]] = [(choice.position, choice.label) for choice in question.choices]
    if question.kind is QuestionKind.FACES:
        choices.append((DONT_KNOW, translate(label("face", DONT_KNOW))))
    if question.kind in {QuestionKind.FACES, QuestionKind.ONE}:
        choices.append(("", translate(NOTHING)))
    return choices


def _typed(question: SurveyQuestion, written: Iterator[str]) -> Answer:
    prefix, form = f"q{question.position}_", request.form
    if question.kind is QuestionKind.TEXT:
        return Answer(text=plain(next(written, "")).strip())
    if question.kind is QuestionKind.RANKING:
        named: list[tuple[int, Any]] = [
            (choice.position, form.get(f"{prefix}rank_{choice.position}", "")) for choice in question.choices
        ]
        return Answer(ranks=tuple((position, _number(value)) for position, value in named if value))
    return Answer(choices=tuple(sorted({_number(value) for value in form.getlist(f"{prefix}answer") if value})))


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else NONE
