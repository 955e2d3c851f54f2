"""What every form of staff that writes for young people is made of: filters, lengths, dates, the version seen."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from hcec.text.normalise import plain
from hcec.web.forms import Form

TITLE, PARAGRAPH, QUESTION, CHOICES, ANSWER = 120, 1500, 200, 1500, 5000
TOO_LONG = _l("C’est trop long : %(max)d signes au plus.")
DAYS = ["%Y-%m-%d", "%d/%m/%Y"]  # what a date picker sends, and what people type where there is none


def one_line(text: Any) -> str:
    """WTForms filter: storable words on one line; none for a field that was not sent."""
    return " ".join(plain(str(text or "")).split())


def paragraphs(text: Any) -> str:
    """WTForms filter: storable words, lines kept; none for a field that was not sent."""
    return plain(str(text or "")).strip()


class Other(NamedTuple):
    """What somebody else wrote meanwhile in a field."""

    label: str
    value: Any


def differences(form: Form, held: dict[str, Any], names: Iterable[str]) -> list[Other]:
    """Return what is held and differs from what was typed."""
    return [Other(form[name].label.text, held[name]) for name in names if held.get(name) != form[name].data]


class VersionForm(Form):
    """An act on what was read: the version seen goes with it."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])

    def see(self, version: int) -> None:
        """Show the form again over the version now in place: sent once more, it is sent knowingly."""
        self.version.raw_data, self.version.data = None, version
