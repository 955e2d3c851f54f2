"""A question as it is typed, whoever is asked; what makes it unfit is said beside its field."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from hcec.consultations.enums import QuestionKind, Unfit
from hcec.consultations.wording import Wording, lines
from hcec.i18n import translate
from hcec.labels import label, options
from hcec.web.forms import Form
from hcec.web.staff_forms import CHOICES, QUESTION, TOO_LONG, VersionForm, one_line, paragraphs

ABOUT_CHOICES = frozenset(Unfit) - {Unfit.NO_LABEL, Unfit.TOO_MANY_QUESTIONS}
PLACES = {"up": -1, "down": 1}


class QuestionForm(Form):
    """One question, one screen."""

    kind = RadioField(_l("Comment on y répond"), default=QuestionKind.FACES, validators=[InputRequired()])
    label = StringField(
        _l("La question"),
        filters=[one_line],
        validators=[Length(max=QUESTION, message=TOO_LONG)],
        description=_l("Une idée, « tu », douze mots au plus. Jamais pourquoi on est placé."),
    )
    hint = StringField(
        _l("Une aide, si besoin"),
        filters=[one_line],
        validators=[Length(max=QUESTION, message=TOO_LONG)],
        description=_l("Un exemple, ou ce que veut dire un mot."),
    )
    choices = TextAreaField(
        _l("Les choix"),
        filters=[paragraphs],
        validators=[Length(max=CHOICES, message=TOO_LONG)],
        description=_l(
            "Un par ligne. Pour les visages : quatre mots, du moins content au plus content, ou rien ; "
            "« Je ne sais pas » s’y ajoute. Pour une réponse libre : rien."
        ),
    )
    sensitive = BooleanField(_l("Question sensible : si tout un groupe répond pareil, il est regroupé ou caché"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [(code, translate(label)) for code, label in options("question_kind")]

    def wording(self) -> Wording:
        """Return what was typed."""
        return Wording(
            kind=QuestionKind(self.kind.data),
            label=self.label.data,
            hint=self.hint.data,
            choices=lines(self.choices.data),
            is_sensitive=self.sensitive.data,
        )


class MoveForm(VersionForm):
    """Which way a question goes."""

    direction = StringField(validators=[InputRequired()])


def blame(form: QuestionForm, reason: Unfit) -> None:
    """Say beside the field what makes the question unfit."""
    field = form.choices if reason in ABOUT_CHOICES else form.label
    field.errors = [translate(label("unfit_question", reason))]
