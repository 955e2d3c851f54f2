"""The child is told what happens, in plain words; or not yet, with a written reason looked at again each day (A6)."""

from datetime import date

from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.safeguarding.models import Alert
from hcec.safeguarding.services.steps import AlertMoved, as_seen, change, journal
from hcec.text.normalise import plain


class ChildNotTold(Exception):
    """The child was told nothing, and nobody wrote today why not."""


class NoWords(Exception):
    """Words for the child, or a reason for waiting, must be written."""


def is_settled(alert: Alert, today: date) -> bool:
    """Return whether the child is told, or somebody wrote or confirmed today why not yet."""
    return alert.told_on is not None or alert.silence_reviewed_on == today


def tell(session: Session, *, actor: StaffMember, alert: Alert, version: int, words: str, today: date) -> Alert:
    """Put words under the child's own message, at any time of the alert. Raises AlertMoved, NoWords."""
    written = _written(words)
    held = as_seen(session, alert, version)
    change(held)
    say(held, written, today)
    journal(session, actor, held, "tell")
    session.flush()
    return held


def keep_silent(session: Session, *, actor: StaffMember, alert: Alert, version: int, reason: str, today: date) -> Alert:
    """Write why the child is not told yet, or confirm it for today.

    Raises AlertMoved, also when the child was told; NoWords.
    """
    written = _written(reason)
    held = as_seen(session, alert, version)
    if held.told_on is not None:
        raise AlertMoved(held)
    change(held, silence_reason=written, silence_reviewed_on=today)
    journal(session, actor, held, "keep_silent")
    session.flush()
    return held


def say(alert: Alert, words: str, today: date) -> None:
    """Make these the words that the child reads; nothing is put off any more."""
    alert.told, alert.told_on, alert.has_news = words, today, True
    alert.silence_reason, alert.silence_reviewed_on = None, None


def _written(words: str) -> str:
    written = plain(words).strip()
    if not written:
        raise NoWords
    return written
