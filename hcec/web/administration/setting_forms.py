"""One form a subject of decisions, made from the list of its names: what each may be is said once, in LIMITS."""

from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, IntegerField, RadioField, StringField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp

from hcec.department.limits import LIMITS
from hcec.department.services import Department
from hcec.i18n import translate
from hcec.labels import label
from hcec.web.form_pages import offered
from hcec.web.proof import ProvedForm, code_again
from hcec.web.staff_forms import TOO_LONG, VersionForm, one_line

SUBJECTS: dict[str, tuple[str, ...]] = {
    "noms": ("department_name", "department_code", "council_name", "site_name", "tested_with", "leave_url"),
    "soutien": ("supervision_name", "supervision_phone", "crip_phone"),
    "publication": ("threshold_internal", "threshold_public", "agreement_by_silence_days", "licence"),
    "delais": ("decision_days", "alert_read_hours", "alert_take_hours", "alert_climb_hours"),
    "durees": (
        *("draft_days", "original_days", "refused_days", "alert_days"),
        *("account_months", "journal_months", "backup_days"),
    ),
    "limites": ("messages_an_hour", "messages_a_day", "help_calls_an_hour"),
    "lecture": ("certificate_required",),
}
"""What is decided on each page. The rest is decided where it is used: the cover's hours, the CRIP's key."""

LONGEST = 120
NAMED = frozenset({"department_name", "council_name", "site_name"})


def _is_https(form: VersionForm, field: Field) -> None:
    parts = urlsplit(field.data)
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc:
        raise ValidationError(_("Une adresse entière, qui commence par https://"))


_PHONE = [Optional(), Regexp(r"\+?[0-9][0-9 .]{4,20}\Z", message=_l("Écrivez des chiffres et des espaces."))]
SPECIAL: dict[str, list[Any]] = {
    "department_code": [Optional(), Regexp(r"(?:[0-9]{2,3}|2[AB])\Z", message=_l("Par exemple : 61, 2A, 974."))],
    "supervision_phone": _PHONE,
    "crip_phone": _PHONE,
    "leave_url": [Optional(), _is_https],
}


def setting_form(subject: str) -> type[VersionForm]:
    """Return the form of a subject: a field a decision, then a code."""
    fields: dict[str, Any] = {name: _field(name) for name in SUBJECTS[subject]}
    return type("SettingForm", (ProvedForm, VersionForm), {**fields, "otp": code_again()})


def _field(name: str) -> Field:
    """Return the field of one decision, after the type of its default."""
    default = getattr(Department(), name)
    words = {"label": _said("setting", name), "description": _said("setting_effect", name)}
    if name == "licence":
        return RadioField(choices=lambda: offered("licence"), validators=[InputRequired()], **words)
    if isinstance(default, bool):
        return BooleanField(**words)
    if isinstance(default, int):
        least, most = LIMITS[name]
        message = _l("Entre %(least)s et %(most)s.", least=least, most=most)
        return IntegerField(validators=[InputRequired(), NumberRange(least, most, message=message)], **words)
    needed = [DataRequired(_l("Écrivez quelque chose ici."))] if name in NAMED else []
    checks = [*needed, *SPECIAL.get(name, []), Length(max=LONGEST, message=TOO_LONG)]
    return StringField(filters=[one_line], validators=checks, **words)


def _said(kind: str, name: str) -> str:
    """Return our words; staff pages are in French, whoever reads them."""
    return translate(label(kind, name))
