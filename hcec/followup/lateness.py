"""When something promised is late, and when whoever owes it is reminded. Days in, days out."""

from datetime import date, timedelta

BEFORE = (timedelta(days=14), timedelta(days=3))
EVERY = timedelta(days=7)


def days_late(due: date | None, today: date) -> int:
    """Return by how many days something still owed is late: none on the very day (F1)."""
    return max(0, (today - due).days) if due else 0


def latest_milestone(due: date, today: date) -> date | None:
    """Return the last day on which a reminder was due: two before the term, then one a week once it is late."""
    first_late = due + timedelta(days=1)
    if today >= first_late:
        return first_late + (today - first_late) // EVERY * EVERY
    return max((due - before for before in BEFORE if due - before <= today), default=None)
