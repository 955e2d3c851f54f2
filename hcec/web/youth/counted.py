""" "Ta parole a compté ici": what came of the consultation that a message answers (F2).

Nothing is written and nothing is counted here: the consultation alone joins a message and an answer.
The same look-ups are made for every message, whatever it may show, so that neither time nor number tells one from
another.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from hcec import clock
from hcec.coding.access import COUNTED
from hcec.followup import queries
from hcec.testimonies.models import Testimony


@dataclass(frozen=True, slots=True)
class Counted:
    """What the département will do, where this message was counted with the others."""

    will_do: str


def counted_in(session: Session, testimony: Testimony) -> Counted | None:
    """Return what was answered, if a synthesis that counts this message is out and has its answer."""
    answered = {row[0]: row[1] for row in session.execute(queries.counted_and_answered(clock.today()))}
    will_do = answered.get(testimony.consultation_id)
    return Counted(will_do) if will_do is not None and testimony.state in COUNTED else None
