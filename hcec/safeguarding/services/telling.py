"""The child is told what happens, in plain words; or not yet, with a written reason looked at again each day (A6).

It is owed for every alert, whoever raised it, until it is done or there is nobody any more to tell.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.safeguarding import queries
from hcec.safeguarding.enums import UntoldCause
from hcec.safeguarding.models import Alert
from hcec.safeguarding.services.steps import AlertMoved, as_seen, change, journal
from hcec.text.normalise import plain

LEAST_REASON = 20


class ChildNotTold(Exception):
    """The child was told nothing, and nobody wrote today why not."""


class NoWords(Exception):
    """Words for the child must be written."""


class ReasonTooShort(Exception):
    """A reason for waiting takes at least LEAST_REASON signs."""


class NobodyToTell(Exception):
    """The child withdrew the message, erased the account, or wrote on paper: nothing would be read."""


def is_settled(alert: Alert, today: date) -> bool:
    """Return whether the child is told or cannot be, or somebody wrote or confirmed today why not yet."""
    return alert.told_on is not None or alert.untold_cause is not None or alert.silence_reviewed_on == today


def is_reason(words: str) -> bool:
    """Return whether this is long enough to be a reason; spaces and signs that nobody sees do not count."""
    return sum(map(str.isprintable, " ".join(words.split()))) >= LEAST_REASON


def tell(session: Session, *, actor: StaffMember, alert: Alert, version: int, words: str, today: date) -> Alert:
    """Put words under the child's own message, at any time of the alert. Raises AlertMoved, NoWords, NobodyToTell."""
    written = _written(words)
    held = as_seen(session, alert, version)
    check_reached(session, held)
    change(held)
    say(held, written, today)
    journal(session, actor, held, "tell")
    session.flush()
    return held


def keep_silent(session: Session, *, actor: StaffMember, alert: Alert, version: int, reason: str, today: date) -> Alert:
    """Write why the child is not told yet, or confirm it for today.

    Raises AlertMoved, also when the child was told; ReasonTooShort, NobodyToTell.
    """
    written = _checked_reason(reason)
    held = as_seen(session, alert, version)
    if held.told_on is not None:
        raise AlertMoved(held)
    check_reached(session, held)
    change(held)
    _wait(held, written, today)
    journal(session, actor, held, "keep_silent")
    session.flush()
    return held


def settle(session: Session, alert: Alert, *, told: str, silence: str, today: date) -> None:
    """With an alert's end: tell the child, or write why not yet; where there is nobody to tell, note that.

    What is settled for today stays as it is. Raises ChildNotTold when nothing is written, ReasonTooShort.
    """
    if not is_settled(alert, today) and not reaches_child(session, alert):
        end_duty(alert, UntoldCause.MESSAGE_WITHDRAWN)
    words = plain(told).strip()
    if words and alert.untold_cause is None:
        say(alert, words, today)
    elif plain(silence).strip() and alert.told_on is None and alert.untold_cause is None:
        _wait(alert, _checked_reason(silence), today)
    elif not is_settled(alert, today):
        raise ChildNotTold
    session.flush()


def say(alert: Alert, words: str, today: date) -> None:
    """Make these the words that the child reads; nothing is put off any more."""
    alert.told, alert.told_on, alert.has_news = words, today, True
    alert.silence_reason, alert.silence_reviewed_on = None, None


def reaches_child(session: Session, alert: Alert) -> bool:
    """Return whether the child still finds the message under which answers are shown."""
    gone = queries.unreached().where(Alert.id == alert.id).with_only_columns(Alert.id)
    return alert.untold_cause is None and session.scalar(gone) is None


def end_duty(alert: Alert, cause: UntoldCause) -> None:
    """Nobody is left to tell: say why. What the child was told before stays told."""
    alert.untold_cause, alert.silence_reason, alert.silence_reviewed_on = cause, None, None


def end_duties(session: Session) -> int:
    """End what is owed to children who withdrew their message. Return how many."""
    ended = session.scalars(queries.untellable().with_for_update()).all()
    for alert in ended:
        end_duty(alert, UntoldCause.MESSAGE_WITHDRAWN)
    session.flush()
    return len(ended)


def end_duties_on(session: Session, testimony_ids: Iterable[UUID]) -> None:
    """The author of these messages erases the account: nobody will read anything under them. No line, no date."""
    for alert in session.scalars(select(Alert).where(Alert.testimony_id.in_(testimony_ids)).with_for_update()):
        end_duty(alert, UntoldCause.ACCOUNT_ERASED)
    session.flush()


def check_reached(session: Session, alert: Alert) -> None:
    """Raise NobodyToTell where the child would find nothing."""
    if not reaches_child(session, alert):
        raise NobodyToTell


def _wait(alert: Alert, reason: str, today: date) -> None:
    alert.silence_reason, alert.silence_reviewed_on = reason, today


def _checked_reason(reason: str) -> str:
    written = plain(reason).strip()
    if not is_reason(written):
        raise ReasonTooShort
    return written


def _written(words: str) -> str:
    written = plain(words).strip()
    if not written:
        raise NoWords
    return written
