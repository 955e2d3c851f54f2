"""Languages: French is the source; a request's language comes from a whitelist, never from a raw header."""

import re
from datetime import date, datetime
from pathlib import Path

from babel import Locale, dates
from flask import Flask, has_app_context
from flask_babel import Babel, format_date, format_datetime, get_locale, gettext
from flask_babel import lazy_gettext as lazy_gettext
from flask_babel import ngettext as ngettext

SOURCE = "fr"
OPEN_LANGUAGES: tuple[str, ...] = (SOURCE,)  # a language opens only when its safety texts are complete (PRODUCT §5)
DAY = "d MMMM yyyy"
_FIRST_OF_MONTH = re.compile(r"(?<!\d)1(?= [^\W\d]|$)")


def init_app(app: Flask, *, translations: Path, timezone: str) -> None:
    """Read the compiled catalogues from `translations`."""
    Babel(
        app,
        default_locale=SOURCE,
        default_timezone=timezone,
        default_translation_directories=str(translations),
        locale_selector=lambda: SOURCE,
    )


def current_locale() -> Locale:
    """Return the language of the present request."""
    return (get_locale() if has_app_context() else None) or Locale.parse(SOURCE)


def translate(text: str, **values: object) -> str:
    """Translate a text marked with `N_` elsewhere; outside the web it stays French, the source."""
    return str(gettext(text, **values)) if has_app_context() else text % values if values else text


def day_in_words(day: date | None, form: str = DAY) -> str:
    """Return a day, or a part of it, in the reader's language, "" for none; French says "1er mars", not "1 mars"."""
    return _with_first(format_date(day, form)) if day else ""


def source_day(day: date, form: str = DAY) -> str:
    """Return a day, or a part of it, in French: for what is frozen or sent, where no reader's language is known."""
    return _FIRST_OF_MONTH.sub("1er", str(dates.format_date(day, form, locale=SOURCE)), count=1)


def moment_in_words(moment: datetime | None, form: str) -> str:
    """Return a moment in the reader's language and the department's hours, "" for none."""
    return _with_first(format_datetime(moment, form)) if moment else ""


def _with_first(text: str) -> str:
    return _FIRST_OF_MONTH.sub("1er", text, count=1) if current_locale().language == SOURCE else text
