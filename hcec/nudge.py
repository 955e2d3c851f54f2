""" "There is work": said after the commit, so that a sweep comes sooner. Losing a nudge loses nothing."""

import logging
from collections.abc import Callable
from contextvars import ContextVar

logger = logging.getLogger("hcec.nudge")

_pending: ContextVar[tuple[str, ...]] = ContextVar("nudges", default=())
_listener: Callable[[str], None] | None = None


def soon(sweep: str) -> None:
    """Ask that this sweep run after the present transaction is committed."""
    _pending.set((*_pending.get(), sweep))


def listen(listener: Callable[[str], None] | None) -> None:
    """Register who hears nudges (the worker's queue); None for nobody."""
    global _listener
    _listener = listener


def release() -> None:
    """The transaction is committed: pass on what was asked."""
    asked, _ = _pending.get(), _pending.set(())
    if _listener is not None:
        for sweep in dict.fromkeys(asked):
            try:
                _listener(sweep)
            except Exception as failure:  # noqa: BLE001 - what was asked is stored: its sweep will find it anyway
                logger.warning("nudge %s: %s", sweep, type(failure).__name__)


def forget() -> None:
    """The transaction was rolled back: nothing was asked."""
    _pending.set(())
