"""Flask's session, kept in the volatile database and sealed by the token that only the cookie holds."""

from typing import Any, cast
from uuid import UUID

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.datastructures import CallbackDict

from hcec import clock, db
from hcec.accounts.enums import Audience
from hcec.accounts.services import sessions
from hcec.web.application import Application
from hcec.web.incidents import log_incident


class ContentUnknown(Exception):
    """The database was away when the session was opened: nothing may be written over what its row holds."""


class SealedSession(CallbackDict[str, Any], SessionMixin):
    """A session's content, and what to do with its row when the answer leaves."""

    def __init__(self, content: dict[str, Any] | None = None, *, token: str | None = None) -> None:
        def changed(_: CallbackDict[str, Any]) -> None:
            self.modified = True

        super().__init__(content or {}, changed)
        self.modified = False
        self.token = token
        self.former_token: str | None = None
        self.needs_touch = False
        self.is_away = False  # the cookie may be good, but the database that knows does not answer

    @property
    def audience(self) -> Audience:
        """Whose session it is: the signed-in identity says."""
        user = str(self.get("_user_id", ""))
        return Audience(user.partition(":")[0]) if user else Audience.VISITOR

    @property
    def staff_id(self) -> UUID | None:
        """The member of staff, so that their sessions can be revoked; never anything for a young person."""
        kind, _, name = str(self.get("_user_id", "")).partition(":")
        return UUID(name) if kind == Audience.STAFF else None

    def renew(self) -> None:
        """Forget everything and take a new token: nothing fixed or read before sign-in is worth anything after."""
        self.clear()
        self.former_token, self.token = self.former_token or self.token, None
        self.modified = True

    def keep(self) -> None:
        """Write the session's row now, under a fresh token if it has none."""
        is_new, self.token = self.token is None, self.token or sessions.new_token()
        with db.current().volatile() as volatile:
            sessions.save_session(
                volatile, self.token, dict(self), audience=self.audience, staff_id=self.staff_id, is_new=is_new
            )


class SealedSessionInterface(SessionInterface):
    """Reads the row at the start of a request, writes it at the end if it changed."""

    def open_session(self, app: Flask, request: Request) -> SealedSession:
        """Return the session that the cookie opens, or an empty one."""
        token = request.cookies.get(cookie_name(app))
        if not token:
            return SealedSession()
        try:
            with db.current().volatile_reading() as volatile:
                opened = sessions.open_session(volatile, token)
        except SQLAlchemyError as failure:
            log_incident(failure)
            session = SealedSession(token=token)
            session.is_away = True
            return session
        if opened is None:
            return SealedSession()
        session = SealedSession(opened.content, token=token)
        session.needs_touch = sessions.idle_limit(opened.audience, clock.now()) > opened.idle_until
        return session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write, touch or delete the row; when that cannot be done, a page that relied on it becomes a 503."""
        from hcec.web import errors

        session = cast(SealedSession, session)
        try:
            if session and session.is_away and session.token:
                raise ContentUnknown
            self._save(app, session, response)
        except (SQLAlchemyError, ContentUnknown) as failure:
            log_incident(failure)
            if not session:
                response.delete_cookie(cookie_name(app), **_cookie_flags(app))
            elif session.modified and response.status_code < 400:
                errors.turn_into(response, 503)

    def _save(self, app: Flask, session: SealedSession, response: Response) -> None:
        """A visitor who was given nothing to keep gets no row and no cookie."""
        if session.former_token or (session.token and not session and session.modified):
            _end(session.former_token or session.token or "")
        if not session:
            if session.modified and (session.former_token or session.token):
                response.delete_cookie(cookie_name(app), **_cookie_flags(app))
            return
        if session.modified:
            fresh = session.token is None
            session.keep()
            if fresh:
                response.set_cookie(cookie_name(app), session.token or "", **_cookie_flags(app))
        elif session.needs_touch and session.token:
            with db.current().volatile() as volatile:
                sessions.touch_session(volatile, session.token, session.audience)


def cookie_name(app: Flask) -> str:
    """Return the cookie's name: `__Host-` whenever the platform is reached over https."""
    return "__Host-session" if cast(Application, app).platform.settings.is_https else "session"


def init_app(app: Flask) -> None:
    """Use sealed sessions."""
    app.session_interface = SealedSessionInterface()


def _cookie_flags(app: Flask) -> dict[str, Any]:
    return {"path": "/", "httponly": True, "samesite": "Lax", "secure": cookie_name(app).startswith("__Host-")}


def _end(token: str) -> None:
    with db.current().volatile() as volatile:
        sessions.end_session(volatile, token)
