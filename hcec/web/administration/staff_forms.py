"""Forms of the team's accounts. Each that opens a door, or closes one, ends with a code."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, Field, SelectField, StringField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp

from hcec import clock
from hcec.accounts.models import Circle, Service
from hcec.i18n import translate
from hcec.labels import label
from hcec.permissions import STAFF_ROLES
from hcec.web.forms import OnceForm
from hcec.web.proof import ProvedForm, code_again
from hcec.web.staff_forms import DAYS, TITLE, TOO_LONG, VersionForm, one_line

LONGEST_EMAIL = 254
CIRCLE, SERVICE = "circle", "service"


def _is_past(form: Any, field: Field) -> None:
    if field.data is not None and field.data > clock.today():
        raise ValidationError(_("Ce jour n’est pas encore venu."))


def _line(label: Any, missing: Any = "", description: Any = "") -> StringField:
    checks = [DataRequired(missing)] if missing else []
    length = Length(max=TITLE, message=TOO_LONG)
    return StringField(label, filters=[one_line], validators=[*checks, length], description=description)


def _day(label: Any) -> DateField:
    checks = [InputRequired(_l("Donnez une date.")), _is_past]
    return DateField(label, format=DAYS, validators=checks)


def _role() -> SelectField:
    return SelectField(
        _l("Rôle"),
        choices=lambda: [("", _("choisir")), *((role, translate(label("role", role))) for role in STAFF_ROLES)],
        validators=[DataRequired(_l("Choisissez un rôle."))],
        description=_l("Une personne, un rôle. L’administration et l’observatoire ne lisent aucun message."),
    )


class InviteForm(ProvedForm, OnceForm):
    """A new account."""

    name = _line(_l("Nom montré aux collègues"), _l("Écrivez un nom."))
    title = _line(_l("Fonction"), description=_l("Facultatif."))
    email = StringField(
        _l("Adresse e-mail"),
        filters=[one_line],
        validators=[
            DataRequired(_l("Écrivez une adresse.")),
            Regexp(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+\Z", message=_l("Cette adresse ne se lit pas.")),
            Length(max=LONGEST_EMAIL, message=TOO_LONG),
        ],
        render_kw={"autocomplete": "off", "inputmode": "email"},
    )
    role = _role()
    service = SelectField(
        _l("Où cette personne travaille, ou qu’elle encadre"),
        validators=[Optional()],
        description=_l("Elle ne lira aucun message de ce territoire. D’autres s’ajoutent ensuite."),
    )
    otp = code_again()

    def offer(self, services: Iterable[Service]) -> None:
        """Offer the services, and none of them."""
        names = [(each.id.hex, f"{each.circle.name} : {each.name}") for each in services]
        self.service.choices = [("", _("aucun d’ici")), *names]


class PersonForm(VersionForm):
    """How somebody is called."""

    name = _line(_l("Nom montré aux collègues"), _l("Écrivez un nom."))
    title = _line(_l("Fonction"), description=_l("Facultatif."))


class RoleForm(ProvedForm, VersionForm):
    """Another role."""

    role = _role()
    otp = code_again()


class TrainingForm(ProvedForm, VersionForm):
    """The day of the training."""

    trained_on = _day(_l("Jour de la formation"))
    otp = code_again()


class CertificateForm(ProvedForm, VersionForm):
    """Who saw the certificate of honourability, and when."""

    checked_by = _line(_l("Qui a vu l’attestation"), _l("Dites qui l’a vue."))
    checked_on = _day(_l("Quel jour"))
    otp = code_again()


class TieForm(ProvedForm):
    """A service or a territory that somebody works for, or oversees."""

    where = SelectField(_l("Service ou territoire"), validators=[DataRequired(_l("Choisissez un service."))])
    otp = code_again()

    def offer(self, circles: Iterable[Circle], services: Iterable[Service]) -> None:
        """Offer every service, then whole territories."""
        whole = [(f"{CIRCLE}:{each.id.hex}", _("Tout le territoire « %(name)s »", name=each.name)) for each in circles]
        names = [(f"{SERVICE}:{each.id.hex}", f"{each.circle.name} : {each.name}") for each in services]
        self.where.choices = [("", _("choisir")), *names, *whole]


class RenewForm(ProvedForm):
    """A new one-time link."""

    new_second_factor = BooleanField(
        _l("Son téléphone est perdu : un autre second facteur sera demandé"),
        description=_l("Vérifiez de vive voix que c’est bien cette personne. Ses codes imprimés ne marcheront plus."),
    )
    otp = code_again()


class LeaveForm(ProvedForm):
    """Somebody leaves."""

    otp = code_again()
