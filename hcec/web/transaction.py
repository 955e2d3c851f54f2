"""One transaction a request."""

from flask import Flask, Response, g, request

from hcec import db, nudge

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask) -> None:
    """Open the request's session first and close it last. SQLite's write lock is taken by the first statement only."""
    app.before_request(_open)
    app.teardown_request(_close)


def settle(response: Response) -> None:
    """Commit when the answer is not a refusal; then, and only then, let go of what was waiting for the commit."""
    if response.status_code < 400:
        db.session.commit()
        nudge.release()
    else:
        db.session.rollback()
        nudge.forget()


def _open() -> None:
    nudge.forget()
    g.db_token = db.open_session(writes=request.method not in SAFE_METHODS)


def _close(error: BaseException | None) -> None:
    token = g.pop("db_token", None)
    if token is not None:
        db.close_session(token)
