""" "There is work": said after the commit, so that a sweep comes sooner. Losing a nudge loses nothing."""

from collections.abc import Callable
from contextvars import ContextVar

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
            _listener(sweep)


def forget() -> None:
    """The transaction was rolled back: nothing was asked."""
    _pending.set(())
