"""Forms of the council's life."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, IntegerField, MonthField, RadioField, SelectField, StringField
from wtforms.fields import Field, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from hcec.accounts.enums import AgeBand
from hcec.council.enums import SessionKind
from hcec.council.models import Session
from hcec.council.services.sessions import Plan
from hcec.i18n import translate
from hcec.labels import options
from hcec.web.forms import Form, OnceForm
from hcec.web.observatory.forms import DAYS, TITLE, TOO_LONG, VersionForm, one_line, paragraphs

MONTHS = ["%Y-%m", "%m/%Y", "%Y-%m-%d"]  # what a month picker sends, and what people type where there is none
LINES, MINUTES = 1500, 8000
MOST_SEATS, MOST_PEOPLE = 200, 500
NO_DAY, NO_MONTH = _l("Donnez le jour."), _l("Donnez le mois et l’année.")


def _line(label: Any, missing: Any, description: Any = "") -> StringField:
    validators = [DataRequired(missing), Length(max=TITLE, message=TOO_LONG)]
    return StringField(label, filters=[one_line], validators=validators, description=description)


def _lines(label: Any, missing: Any = None, description: Any = "", most: int = LINES) -> TextAreaField:
    asked = DataRequired(missing) if missing else Optional()
    validators = [asked, Length(max=most, message=TOO_LONG)]
    return TextAreaField(label, filters=[paragraphs], validators=validators, description=description)


def _day(label: Any) -> DateField:
    return DateField(label, format=DAYS, validators=[InputRequired(NO_DAY)])


def _month(label: Any, description: Any = "", missing: Any = NO_MONTH) -> MonthField:
    return MonthField(label, format=MONTHS, validators=[InputRequired(missing)], description=description)


def _offer(field: Field, kind: str) -> None:
    field.choices = [(code, translate(words)) for code, words in options(kind)]


class SessionForm(Form):
    """When and where the council meets, and about what."""

    kind = RadioField(_l("Ce que c’est"), default=SessionKind.SESSION, validators=[InputRequired()])
    held_on = _day(_l("Le jour"))
    place = _line(
        _l("Le lieu"), _l("Écrivez le lieu."), _l("Une salle que les jeunes connaissent, sans adresse privée.")
    )
    agenda = _lines(_l("L’ordre du jour"), _l("Écrivez au moins un point."), _l("Un point par ligne, en mots simples."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.kind, "session_kind")

    def plan(self) -> Plan:
        """Return what was typed."""
        return Plan(
            kind=SessionKind(self.kind.data),
            held_on=self.held_on.data,
            place=self.place.data,
            agenda=self.agenda.data,
        )


class NewSessionForm(SessionForm, OnceForm):
    """A session that is not in the calendar yet."""


class ChangeSessionForm(SessionForm, VersionForm):
    """A session, seen at a version."""


class MinutesForm(VersionForm):
    """How many came, and what was said."""

    attended = IntegerField(
        _l("Combien de jeunes sont venus"),
        validators=[InputRequired(_l("Donnez un nombre.")), NumberRange(0, MOST_PEOPLE, _l("Donnez un nombre juste."))],
        description=_l("Un nombre, jamais une liste. En public, un petit nombre est dit en mots."),
    )
    minutes = _lines(
        _l("Le compte rendu"),
        _l("Écrivez ce qui s’est dit."),
        _l("Des phrases courtes, sans nom ni prénom. Les jeunes le lisent."),
        most=MINUTES,
    )


class DecisionForm(OnceForm):
    """One thing that the council decided."""

    decided = _lines(
        _l("Une décision"), _l("Écrivez ce que le conseil a décidé."), _l("Une seule à la fois, en mots simples.")
    )


class FollowForm(VersionForm):
    """What became of a decision."""

    decided = _lines(_l("La décision"), _l("Écrivez ce que le conseil a décidé."))
    state = RadioField(_l("Où elle en est"), validators=[InputRequired()])
    told = _lines(_l("Ce qu’elle est devenue"), None, _l("Ce que les jeunes liront sur la page du conseil."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.state, "council_decision")


class MandateForm(OnceForm):
    """A seat, and for how long."""

    seat = IntegerField(
        _l("Numéro du siège"),
        validators=[
            InputRequired(_l("Donnez le numéro du siège.")),
            NumberRange(1, MOST_SEATS, _l("Donnez un numéro juste.")),
        ],
        description=_l("Qui l’occupe n’est écrit nulle part ici."),
    )
    age_band = SelectField(_l("Âge, si c’est utile"), validators=[Optional()])
    from_month = _month(
        _l("Du mois de"), _l("Par exemple 2026-09."), _l("Donnez le mois et l’année où le mandat commence.")
    )
    to_month = _month(
        _l("Jusqu’au mois de"), _l("Ce mois-là, le siège est libre."), _l("Donnez le mois et l’année où il finit.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unsaid = ("", translate("Ne pas le dire"))
        self.age_band.choices = [unsaid, *((code, translate(words)) for code, words in options("age_band"))]

    @property
    def band(self) -> AgeBand | None:
        """The age band, if it was said."""
        return AgeBand(self.age_band.data) if self.age_band.data else None


class RenewForm(OnceForm):
    """Until when a seat is given again."""

    to_month = _month(_l("Jusqu’au mois de"))


class EndForm(Form):
    """In which month a seat was left early."""

    month = _month(_l("Depuis le mois de"), _l("Personne n’écrit pourquoi."))


class GroupForm(Form):
    """What a working group is for."""

    name = _line(_l("Nom du groupe"), _l("Donnez un nom au groupe."))
    aim = _lines(_l("Le but"), _l("Dites à quoi il sert."))


class NewGroupForm(GroupForm, OnceForm):
    """A group that does not exist yet."""


class ChangeGroupForm(GroupForm, VersionForm):
    """A group, and what it led to."""

    outcome = _lines(_l("Ce que le groupe a obtenu"))
    is_over = BooleanField(_l("Son travail est fini."))


class MemberForm(OnceForm):
    """A member by institution and function."""

    institution = _line(_l("Institution"), _l("Écrivez l’institution."), _l("« Éducation nationale », par exemple."))
    function = _line(_l("Fonction"), _l("Écrivez la fonction."), _l("Jamais un nom : « conseillère technique »."))


class MeetingForm(OnceForm):
    """A meeting of the group."""

    held_on = _day(_l("Le jour"))
    outcome = _lines(_l("Ce qui en est sorti"), _l("Écrivez ce qui en est sorti."))


class TopicForm(VersionForm):
    """What the council does with a topic: on the agenda of a session, or talked about."""

    session_id = SelectField(_l("À l’ordre du jour de"), validators=[Optional()])
    told = _lines(_l("Ce que le conseil en dit"), None, _l("Les jeunes qui le soutiennent le liront."))

    def offer(self, sessions: Iterable[Session], named: dict[str, str]) -> None:
        """Offer these sessions, under the words given for each."""
        none = ("", translate("Pas encore"))
        self.session_id.choices = [none, *((each.id.hex, named[each.id.hex]) for each in sessions)]


def month_of(day: date) -> date:
    """Return the first day of a month: nothing finer is kept of a mandate."""
    return day.replace(day=1)
