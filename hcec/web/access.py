"""Closed by default: every view states `@requires(Permission.X)` or `@public`, or nobody gets in."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Flask, abort, current_app, request, session
from sqlalchemy import Select
from sqlalchemy.orm import Session

from hcec.permissions import Permission
from hcec.web.origin import check_token
from hcec.web.sessions import SealedSession
from hcec.web.transaction import SAFE_METHODS
from hcec.web.viewer import viewer

View = TypeVar("View", bound=Callable[..., Any])
Row = TypeVar("Row")

PUBLIC = "public"


def requires(permission: Permission) -> Callable[[View], View]:
    """Open a view to whoever holds the permission: 401 signed out, 403 without it, before any look-up."""

    def mark(view: View) -> View:
        view.access = permission  # type: ignore[attr-defined]
        return view

    return mark


def public(view: View) -> View:
    """Open a view to everyone."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def access_of(endpoint: str) -> str | None:
    """Return what an endpoint states: a permission, PUBLIC, or None when it states nothing."""
    return getattr(current_app.view_functions[endpoint], "access", None)


def one_or_404(reading: Session, select: Select[Any]) -> Any:
    """Return the one row of a `visible_to` query, or the same 404 as for what does not exist."""
    row = reading.scalars(select).first()
    if row is None:
        abort(404)
    return row


def init_app(app: Flask) -> None:
    """Refuse or grant, then check the form's token: before anything looks at the request."""
    app.before_request(_check)
    app.before_request(check_token)


def _check() -> None:
    if request.endpoint is None:
        return
    access = access_of(request.endpoint)
    if access is None:
        abort(403)
    if cast(SealedSession, session).is_away and (access != PUBLIC or request.method not in SAFE_METHODS):
        abort(503)
    if access != PUBLIC:
        who = viewer()
        if who is None:
            abort(401)
        if not who.may(Permission(access)):
            abort(403)
