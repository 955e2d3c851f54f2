"""Where templates, translations and static files lie: beside the code in a checkout, inside it once installed."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_SHIPPED = _PACKAGE / "_shipped"


def templates_dir() -> Path:
    """Return the folder of the Jinja templates."""
    return _folder("templates")


def translations_dir() -> Path:
    """Return the folder of the gettext catalogues."""
    return _folder("translations")


def static_dir() -> Path:
    """Return the folder of the style sheets, fonts and scripts."""
    return _folder("static")


def _folder(name: str) -> Path:
    """Return the folder that a wheel ships under `_shipped`, else the one at the top of the checkout."""
    return (_SHIPPED if _SHIPPED.is_dir() else _PACKAGE.parent) / name
