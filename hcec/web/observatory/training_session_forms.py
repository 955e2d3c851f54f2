"""Forms of training sessions: what, when and where; who came; what they thought."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange

from hcec.i18n import translate
from hcec.labels import LABELS
from hcec.training.cells import MOST_PEOPLE
from hcec.training.enums import Asked, Opinion, Profession, SessionState
from hcec.training.services.holding import SessionPlan
from hcec.web.form_pages import offered
from hcec.web.forms import Form, OnceForm
from hcec.web.observatory.scheme_forms import AmountField, day, line
from hcec.web.observatory.training_forms import A_COUNT, Choices, count, hours_field, identifier
from hcec.web.staff_forms import VersionForm


class SessionForm(Form):
    """What a session is, when and where."""

    title = line(_l("Titre"), _l("Donnez un titre."))
    line_id = SelectField(_l("Ligne du programme"), coerce=identifier)
    body = line(_l("Organisme"), None, _l("Qui forme."))
    place = line(_l("Lieu"))
    starts_on = day(_l("Premier jour"), "", _l("Donnez le premier jour."))
    ends_on = day(_l("Dernier jour"), "", _l("Donnez le dernier jour."))
    hours = hours_field()
    cost = AmountField(_l("Coût, en euros"), least=0)
    state = RadioField(
        _l("Où elle en est"), default=SessionState.PLANNED, coerce=SessionState, validators=[InputRequired()]
    )

    def offer(self, lines: Choices) -> "SessionForm":
        """Say which lines it may be of."""
        self.line_id.choices = [("", _("Hors programme")), *lines]
        self.state.choices = offered("training_state")
        return self

    def plan(self) -> SessionPlan:
        """Return what was typed."""
        names = ("title", "line_id", "body", "place", "starts_on", "ends_on", "hours", "state")
        return SessionPlan(cost=self.cost.data or 0, **{name: self[name].data for name in names})


class NewSessionForm(SessionForm, OnceForm):
    """A session that is not there yet."""


class ChangeSessionForm(SessionForm, VersionForm):
    """A session, seen at a version."""


class CountForm(VersionForm):
    """How many of a profession came, from which kind of institution."""

    profession = SelectField(_l("Professionnels"), coerce=Profession)
    employer = SelectField(_l("Venus de"))
    people = IntegerField(
        _l("Combien"),
        validators=[InputRequired(A_COUNT), NumberRange(0, MOST_PEOPLE, A_COUNT)],
        description=_l("Zéro efface la ligne."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.profession.choices, self.employer.choices = offered("profession"), offered("institution_kind")


class _OpinionForm(VersionForm):
    """What those who came answered to three closed questions."""

    def answers(self) -> dict[tuple[Asked, Opinion], int]:
        """Return what was typed."""
        return {(asked, opinion): self[f"{asked}_{opinion}"].data or 0 for asked in Asked for opinion in Opinion}


def opinion_form() -> type[_OpinionForm]:
    """Return the form with a number for each answer to each question."""
    fields = {f"{asked}_{opinion}": count(_asked(asked, opinion)) for asked in Asked for opinion in Opinion}
    return type("OpinionForm", (_OpinionForm,), fields)


def _asked(asked: Asked, opinion: Opinion) -> str:
    question, answer = LABELS["training_asked"][asked], LABELS["training_opinion"][opinion]
    return f"{translate(question)} «\N{NARROW NO-BREAK SPACE}{translate(answer)}\N{NARROW NO-BREAK SPACE}»"
