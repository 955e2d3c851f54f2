"""How much waits for a reader, since when, and what it means in hours: said on the queue, to them alone."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from hcec import clock
from hcec.accounts.access import StaffMember
from hcec.department import services as department
from hcec.moderation import queries
from hcec.safeguarding.forecast import Forecast, Readers, make_forecast
from hcec.web.reading_hours import cover


@dataclass(frozen=True, slots=True)
class Load:
    """What waits for one reader: never more than what they may read (A5)."""

    to_read: int
    to_reread: int
    held: int
    urgent: int
    late: int
    oldest: date | None
    minutes: int
    promised_days: int
    forecast: Forecast

    @property
    def waiting(self) -> int:
        """Everything that waits, what one holds included."""
        return self.to_read + self.to_reread + self.held

    @property
    def days(self) -> int:
        """For how many days the oldest has waited."""
        return (clock.today() - self.oldest).days if self.oldest else 0


def load_of(session: Session, actor: StaffMember) -> Load:
    """Count what waits, against the hours in which somebody reads and the promise of an answer."""
    today, decided = clock.today(), department.load(session)
    to_read, to_reread, held = session.execute(queries.counts_of(actor, today)).one()
    promised = today - timedelta(days=decided.decision_days)
    urgent, late, oldest = session.execute(queries.waiting_of(actor, today, promised)).one()
    waiting = to_read + to_reread + held
    readers = Readers(
        count=decided.readers, minutes_a_day=decided.reader_minutes, minutes_a_message=decided.message_minutes
    )
    last = today + timedelta(days=decided.decision_days)
    return Load(
        to_read=to_read,
        to_reread=to_reread,
        held=held,
        urgent=urgent,
        late=late,
        oldest=oldest,
        minutes=waiting * decided.message_minutes,
        promised_days=decided.decision_days,
        forecast=make_forecast(messages=waiting, cover=cover(), readers=readers, first=today, last=last),
    )
