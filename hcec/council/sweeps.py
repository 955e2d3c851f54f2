"""What the worker does of itself for the council: count support once a week."""

from sqlalchemy.orm import Session

from hcec import clock
from hcec.council.services.topics import count_supports

COUNTING_DAY = 0  # Monday: a week's taps are counted together, so that no tap can be seen to move a step


def count_support(session: Session) -> int:
    """Count the support of topics on the night that starts the week. Return how many topics reached a higher step."""
    return count_supports(session) if clock.today().weekday() == COUNTING_DAY else 0
