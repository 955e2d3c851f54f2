"""Forms of territories and of the services in them."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from hcec.accounts.models import Circle
from hcec.accounts.services.services_and_circles import SMALLEST_CIRCLE
from hcec.web.forms import OnceForm
from hcec.web.proof import ProvedForm, code_again
from hcec.web.staff_forms import TITLE, TOO_LONG, VersionForm, one_line

SHORT = 40
MISSING = _l("Écrivez un nom.")
MOST_CHILDREN = 100_000


def _named(label: Any, most: int, description: Any = "") -> StringField:
    checks = [DataRequired(MISSING), Length(max=most, message=TOO_LONG)]
    return StringField(label, filters=[one_line], validators=checks, description=description)


def _chosen(label: Any, description: Any = "") -> SelectField:
    return SelectField(label, validators=[InputRequired(_l("Choisissez un territoire."))], description=description)


def choices(circles: Iterable[Circle]) -> list[tuple[str, str]]:
    """Return territories as a list offers them."""
    return [(each.id.hex, each.name) for each in circles]


class CircleForm(OnceForm):
    """A territory."""

    name = _named(_l("Nom du territoire"), TITLE, _l("Les jeunes le lisent à la question : « Qui ne doit pas lire ? »"))
    children = IntegerField(
        _l("Enfants confiés"),
        validators=[
            InputRequired(),
            NumberRange(
                SMALLEST_CIRCLE,
                MOST_CHILDREN,
                message=_l("Au moins 20 : un territoire plus petit montrerait qui a écrit. Réunissez-le à un autre."),
            ),
        ],
        description=_l("À peu près. Au moins 20, sinon un message montrerait qui l’a écrit."),
    )


class ChangeCircleForm(CircleForm, VersionForm):
    """The same, over what was read."""


class ServiceForm(OnceForm):
    """An establishment or service, in a territory."""

    name = _named(_l("Nom complet"), TITLE)
    short_name = _named(_l("Nom court"), SHORT, _l("Pour les listes."))
    circle = _chosen(_l("Territoire"), _l("Qui y travaille ne lira aucun message d’un jeune de ce territoire."))


class RenameServiceForm(VersionForm):
    """Another name for a service."""

    name = _named(_l("Nom complet"), TITLE)
    short_name = _named(_l("Nom court"), SHORT, _l("Pour les listes."))


class MoveForm(ProvedForm, VersionForm):
    """Another territory for a service."""

    circle = _chosen(_l("Nouveau territoire"))
    otp = code_again()
