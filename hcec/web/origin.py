"""A form must come from our own page: CSRF token, Origin and Sec-Fetch-Site (ATTACKS 8)."""

from flask import Flask, abort, request
from flask_wtf.csrf import CSRFProtect

from hcec.web.application import platform
from hcec.web.transaction import SAFE_METHODS

csrf = CSRFProtect()


def init_app(app: Flask) -> None:
    """Refuse what another site sends before the session is even looked at; the token is checked after access."""
    csrf.init_app(app)
    app.before_request(_refuse_other_sites)


def check_token() -> None:
    """Check the form's token. Raises flask_wtf's CSRFError (a 400 that keeps what was typed)."""
    if request.method not in SAFE_METHODS and request.endpoint is not None:
        csrf.protect()


def _refuse_other_sites() -> None:
    settings = platform().settings
    named = [request.host, *(name.strip() for name in request.headers.get("X-Forwarded-Host", "").split(",") if name)]
    if not settings.allowed_hosts.issuperset(named):
        abort(400)
    if request.method in SAFE_METHODS:
        return
    origin = request.headers.get("Origin")
    if origin is not None and origin != (settings.public_url or request.host_url.rstrip("/")):
        abort(400)
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        abort(400)
