"""Cards sent and used. What was used is told by whole steps of the threshold, so that nobody sees one child arrive."""

from dataclasses import dataclass

from sqlalchemy import Select
from sqlalchemy.orm import Session

from hcec.disclosure.wording import at_least
from hcec.reach import queries


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards of one service, or handed out one way. `used` is at least so many; None under the threshold."""

    name: str
    made: int
    used: int | None


def cards_by_service(session: Session, *, threshold: int) -> list[Cards]:
    """Return the cards of each service that was given some, by name."""
    return _told(session, queries.cards_of_services(), threshold)


def cards_by_channel(session: Session, *, threshold: int) -> list[Cards]:
    """Return the cards of each way of handing them out: all services together."""
    return _told(session, queries.cards_of_channels(), threshold)


def _told(session: Session, counts: Select[str, int, int], threshold: int) -> list[Cards]:
    rows = session.execute(counts).all()
    return [Cards(str(name), made, at_least(used, threshold) or None) for name, made, used in rows if made]
