"""Forms of the cover: the week's hours, how one reads, closures, and who is on duty."""

import re
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, IntegerField, SelectField, StringField
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, NumberRange

from hcec.accounts.enums import Appointment
from hcec.accounts.models import Staff
from hcec.department.services import Department
from hcec.i18n import translate
from hcec.labels import options
from hcec.safeguarding.cover import Cover, Stretch
from hcec.web.forms import Form, OnceForm, strip

WEEK = 7
DAYS = ["%Y-%m-%d", "%d/%m/%Y"]
MISSING_DAY = _l("Donnez une date.")
_TIME = r"(\d{1,2})(?:\s*[h:]\s*(\d{2})?)?"
_STRETCH = re.compile(rf"(?:de\s+)?{_TIME}\s*(?:-|–|—|à)\s*{_TIME}", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;]|\bet\b")


def typed_times(hours: list[Stretch]) -> str:
    """Return a day's hours as somebody would type them."""
    return ", ".join(f"{_time(each.starts)} – {_time(each.ends)}" for each in hours)


def read_times(weekday: int, text: str) -> list[Stretch]:
    """Return the hours typed for a weekday: "9 h – 12 h 30, 13 h 30 – 17 h". Raises ValueError."""
    found: list[Stretch] = []
    for part in filter(None, (piece.strip() for piece in _BETWEEN.split(text))):
        match = _STRETCH.fullmatch(part)
        if match is None:
            raise ValueError("this is not a stretch of hours")
        first, first_minutes, last, last_minutes = (int(value or 0) for value in match.groups())
        if max(first_minutes, last_minutes) > 59:
            raise ValueError("an hour has sixty minutes")
        found.append(Stretch(weekday, first * 60 + first_minutes, last * 60 + last_minutes))
    return found


def _time(minutes: int) -> str:
    return f"{minutes // 60} h {minutes % 60:02}" if minutes % 60 else f"{minutes // 60} h"


class HoursForm(Form):
    """When somebody reads, one line a weekday."""

    seen = HiddenField()  # the week as it was when the page was shown
    day_0 = StringField(_l("Lundi"), filters=[strip], validators=[Length(max=120)])
    day_1 = StringField(_l("Mardi"), filters=[strip], validators=[Length(max=120)])
    day_2 = StringField(_l("Mercredi"), filters=[strip], validators=[Length(max=120)])
    day_3 = StringField(_l("Jeudi"), filters=[strip], validators=[Length(max=120)])
    day_4 = StringField(_l("Vendredi"), filters=[strip], validators=[Length(max=120)])
    day_5 = StringField(_l("Samedi"), filters=[strip], validators=[Length(max=120)])
    day_6 = StringField(_l("Dimanche"), filters=[strip], validators=[Length(max=120)])

    def show(self, cover: Cover) -> "HoursForm":
        """Fill in what is decided."""
        for day in range(WEEK):
            self[f"day_{day}"].data = typed_times([each for each in cover.hours if each.weekday == day])
        return self

    def read(self) -> list[Stretch] | None:
        """Return what was typed, or None when a line cannot be read: it then says so."""
        found: list[Stretch] = []
        for day in range(WEEK):
            field = self[f"day_{day}"]
            try:
                found += read_times(day, field.data or "")
            except ValueError:
                field.errors = [_("Écrivez par exemple : 9 h – 12 h 30, 13 h 30 – 17 h.")]
        return None if self.errors else found


class ReadersForm(Form):
    """How one reads, for the forecast; and which public holidays count."""

    seen = HiddenField()
    readers = IntegerField(
        _l("Personnes qui lisent un jour ordinaire"), validators=[InputRequired(), NumberRange(1, 99)]
    )
    reader_minutes = IntegerField(
        _l("Minutes de lecture par personne et par jour"), validators=[InputRequired(), NumberRange(1, 600)]
    )
    message_minutes = IntegerField(
        _l("Minutes pour lire et régler un message"), validators=[InputRequired(), NumberRange(1, 240)]
    )
    holidays_of = SelectField(_l("Jours fériés"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holidays_of.choices = [(code, translate(words)) for code, words in options("holidays_of")]

    def show(self, decided: Department) -> "ReadersForm":
        """Fill in what is decided."""
        for name in ("readers", "reader_minutes", "message_minutes", "holidays_of"):
            self[name].data = getattr(decided, name)
        return self


class ClosureForm(OnceForm):
    """Days on which nobody reads."""

    seen = HiddenField()
    closed_from = DateField(_l("Du"), format=DAYS, validators=[DataRequired(MISSING_DAY)])
    closed_to = DateField(_l("Au"), format=DAYS, validators=[DataRequired(MISSING_DAY)])
    reason = StringField(
        _l("Pourquoi, en quelques mots"),
        filters=[strip],
        validators=[DataRequired(_l("Écrivez pourquoi.")), Length(max=120)],
    )


class PeriodForm(OnceForm):
    """Who is on duty, from one day to another."""

    seen = HiddenField()
    kind = SelectField(_l("Rôle"), validators=[AnyOf([each.value for each in Appointment])])
    holder = SelectField(_l("Qui"), validators=[DataRequired(_l("Choisissez une personne."))])
    from_on = DateField(_l("Du"), format=DAYS, validators=[DataRequired(MISSING_DAY)])
    to_on = DateField(_l("Au"), format=DAYS, validators=[DataRequired(MISSING_DAY)])

    def offer(self, people: list[Staff]) -> "PeriodForm":
        """Offer these people."""
        self.kind.choices = [(code, translate(words)) for code, words in options("appointment")]
        self.holder.choices = [("", "—"), *((one.id.hex, one.name) for one in people)]
        return self

    @property
    def holder_id(self) -> UUID:
        """Who was chosen."""
        return UUID(hex=self.holder.data)
