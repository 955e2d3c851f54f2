"""Forms of the observatory."""

from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, Optional

from hcec.accounts.access import StaffMember
from hcec.accounts.enums import AgeBand
from hcec.consultations.services import Plan
from hcec.i18n import translate
from hcec.labels import options
from hcec.web.forms import Form, OnceForm
from hcec.web.question_forms import MoveForm as MoveForm
from hcec.web.question_forms import QuestionForm as QuestionForm
from hcec.web.staff_forms import ANSWER as ANSWER
from hcec.web.staff_forms import CHOICES as CHOICES
from hcec.web.staff_forms import DAYS as DAYS
from hcec.web.staff_forms import PARAGRAPH as PARAGRAPH
from hcec.web.staff_forms import QUESTION as QUESTION
from hcec.web.staff_forms import TITLE as TITLE
from hcec.web.staff_forms import TOO_LONG as TOO_LONG
from hcec.web.staff_forms import Other as Other
from hcec.web.staff_forms import VersionForm as VersionForm
from hcec.web.staff_forms import differences as differences
from hcec.web.staff_forms import one_line as one_line
from hcec.web.staff_forms import paragraphs as paragraphs


def _day(label: Any) -> DateField:
    return DateField(label, format=DAYS, validators=[Optional()])


def _words(label: Any, description: Any = "", default: Any = "", most: int = PARAGRAPH) -> TextAreaField:
    validators = [Length(max=most, message=TOO_LONG)]
    return TextAreaField(label, filters=[paragraphs], validators=validators, description=description, default=default)


def _part(label: Any, missing: Any) -> TextAreaField:
    return TextAreaField(
        label, filters=[paragraphs], validators=[DataRequired(missing), Length(max=ANSWER, message=TOO_LONG)]
    )


class ConsultationForm(Form):
    """What the observatory decides about a consultation. A draft may be incomplete."""

    title = StringField(
        _l("Titre"),
        filters=[one_line],
        validators=[DataRequired(_l("Écrivez un titre.")), Length(max=TITLE, message=TOO_LONG)],
        description=_l("Quelques mots qu’un enfant dirait : « Mes frères et sœurs »."),
    )
    why = _words(_l("Pourquoi ces questions"), _l("À quoi servira ce que les jeunes diront."))
    who_reads = _words(
        _l("Qui lit"),
        default=_l("Des adultes d’un autre secteur que le tien. Ton lieu de vie ne lit pas tes messages."),
    )
    what_next = _words(
        _l("Ce que ça devient"),
        default=_l("Le conseil en parle. Puis le Département répond à tout le monde."),
    )
    opens_on = _day(_l("Ouverture"))
    closes_on = _day(_l("Dernier jour"))
    answer_due_on = _day(_l("Réponse promise pour le"))
    audience = SelectMultipleField(_l("Pour qui"), default=list(AgeBand))
    on_call = SelectField(
        _l("Personne d’astreinte"),
        coerce=lambda value: UUID(str(value)) if value else None,
        description=_l("Elle reçoit les alertes pendant la consultation."),
    )
    safety_topic = BooleanField(_l("Sujet qui peut faire ressortir un danger (la nuit, les coups, la peur…)"))

    def __init__(self, *args: Any, on_call: list[StaffMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.audience.choices = [(code, translate(label)) for code, label in options("age_band")]
        self.on_call.choices = [("", _("Personne pour l’instant")), *((one.id, one.name) for one in on_call)]

    def plan(self) -> Plan:
        """Return what was typed."""
        return Plan(
            title=self.title.data,
            why=self.why.data,
            who_reads=self.who_reads.data,
            what_next=self.what_next.data,
            opens_on=self.opens_on.data,
            closes_on=self.closes_on.data,
            answer_due_on=self.answer_due_on.data,
            audience=frozenset(AgeBand(code) for code in self.audience.data),
            on_call_id=self.on_call.data,
            is_safety_topic=self.safety_topic.data,
        )


class NewConsultationForm(ConsultationForm, OnceForm):
    """A consultation that does not exist yet."""


class ChangeConsultationForm(ConsultationForm, VersionForm):
    """A draft, seen at a version."""


class NewQuestionForm(QuestionForm, OnceForm):
    """A question that does not exist yet."""


class ChangeQuestionForm(QuestionForm, VersionForm):
    """A question of a draft, seen at a version."""


class AnswerForm(VersionForm):
    """What the département answers, in three parts (F1)."""

    by_function = StringField(
        _l("Qui répond : sa fonction"),
        filters=[one_line],
        validators=[DataRequired(_l("Écrivez la fonction de qui répond.")), Length(max=TITLE, message=TOO_LONG)],
        description=_l("« La vice-présidente chargée de l’enfance », par exemple."),
    )
    said = _part(_l("Ce que vous avez dit"), _l("Dites aux jeunes ce qu’ils ont dit."))
    will_do = _part(_l("Ce qu’on va faire"), _l("Dites aux jeunes ce qui va être fait."))
    will_study = _words(_l("Ce qu’on étudie"), _l("Ce qui n’est pas encore décidé, et quand ce le sera."), most=ANSWER)
    cannot_do = _part(
        _l("Ce qu’on ne peut pas faire, et pourquoi"), _l("Dites aux jeunes ce qui n’est pas possible, et pourquoi.")
    )
    reason = StringField(
        _l("Pourquoi cette correction"),
        filters=[one_line],
        validators=[Length(max=500, message=TOO_LONG)],
        description=_l("Les jeunes la lisent, avec la date et ce qui était écrit avant."),
    )
