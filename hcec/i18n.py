"""Languages: French is the source; a request's language comes from a whitelist, never from a raw header."""

from pathlib import Path

from babel import Locale
from flask import Flask, has_app_context
from flask_babel import Babel, get_locale, gettext
from flask_babel import lazy_gettext as lazy_gettext
from flask_babel import ngettext as ngettext

SOURCE = "fr"
OPEN_LANGUAGES: tuple[str, ...] = (SOURCE,)  # a language opens only when its safety texts are complete (PRODUCT §5)


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
