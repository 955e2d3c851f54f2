"""What is logged when something breaks: the kind of error and where, never a value (ATTACKS 13)."""

import logging
import traceback

from flask import request

logger = logging.getLogger("hcec")


def log_incident(error: Exception) -> None:
    """Log the error's type, the endpoint and the lines of code that it went through."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in reversed(frames))
    logger.error("%s in %s at %s", type(error).__name__, request.endpoint, places)
