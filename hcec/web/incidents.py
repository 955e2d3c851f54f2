"""What is logged when something breaks: the kind of error and where, never a value (ATTACKS 13)."""

import copy
import logging
import traceback
from typing import Any

from flask import has_request_context, request

logger = logging.getLogger("hcec")


class Discreet(logging.Formatter):
    """One line a record; of an exception, what `describe` says. Its own words may quote a young person."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record on one line, control signs escaped."""
        alone = copy.copy(record)  # another handler may have kept the whole traceback in it
        alone.exc_text = alone.stack_info = None
        return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in super().format(alone))

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging names it
        """Return the kind of error and the lines of code that it went through."""
        return describe(ei[1]) if ei[1] is not None else ""


def write_discreetly() -> None:
    """Send what every library logs through `Discreet`, unless the embedder has already set logging up."""
    root = logging.getLogger()
    if not root.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(Discreet("%(levelname)s %(name)s: %(message)s"))
        root.addHandler(handler)


def log_incident(error: BaseException) -> None:
    """Log the error's type, the endpoint and the lines of code that it went through."""
    logger.error("%s in %s", describe(error), request.endpoint if has_request_context() else None)


def describe(error: BaseException) -> str:
    """Return the type, the database's own code for it, and the places, innermost first."""
    origin = getattr(error, "orig", None)
    code = getattr(origin, "sqlite_errorname", None) or getattr(origin, "sqlstate", None)
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(error).__name__}{f' {code}' if code else ''} at {places}"
