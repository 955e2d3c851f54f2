"""What the worker does of itself for the council: count support once a week."""

from sqlalchemy.orm import Session

from hcec import clock
from hcec.council.services.topics import count_supports, forget_old_supports

COUNTING_DAY = 0  # Monday: a week's taps are counted together, so that no tap can be seen to move a step


def count_support(session: Session) -> int:
    """Count the support of topics on the night that starts the week. Return how many topics reached a higher step."""
    today = clock.today()
    if today.weekday() != COUNTING_DAY:
        return 0
    moved = count_supports(session)
    forget_old_supports(session, today=today)
    return moved
