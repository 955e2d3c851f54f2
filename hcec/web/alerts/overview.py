"""What the room of alerts shows of each: limits in words, who holds it, who was told, what the child wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec import clock, db
from hcec.accounts.enums import Appointment
from hcec.accounts.models import Heartbeat, Staff
from hcec.safeguarding import queries
from hcec.safeguarding.enums import AlertState
from hcec.safeguarding.models import Alert, AlertMessage, AlertNotice
from hcec.safeguarding.services import climbing
from hcec.safeguarding.services.cover import load_cover
from hcec.safeguarding.services.telling import is_settled
from hcec.safeguarding.time_limits import Limit, limits_of, urgency
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from hcec.web.application import platform

PULSE = "worker"
SILENT_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Line:
    """An alert in the list."""

    alert: Alert
    limit: Limit | None  # the next one to meet
    is_late: bool
    raised_by: str  # empty: the child
    held_by: str
    rung: Appointment
    child_wrote: bool  # the last line of the exchange is the child's


def lines(session: Session, alerts: Sequence[Alert]) -> list[Line]:
    """Return open alerts in the order in which to see to them, with as many queries for one as for fifty.

    How far each climbed is told from the clock, so that it is right even when the worker is dead (ATTACKS 39).
    """
    if not alerts:
        return []
    now, cover, department = clock.now(), load_cover(session), platform().department()
    ladder, names = climbing.load_ladder(session, now), _names(session, alerts)
    last = {each.alert_id: each for each in session.scalars(queries.exchange_on([alert.id for alert in alerts]))}
    limits = {alert.id: limits_of(alert, cover, department) for alert in alerts}
    found = []
    for alert in sorted(alerts, key=lambda each: urgency(each, limits[each.id])):
        due = min((each for each in limits[alert.id] if each.met_at is None), key=lambda each: each.due, default=None)
        is_waiting = alert.state is AlertState.SIGNALLED
        found.append(
            Line(
                alert=alert,
                limit=due,
                is_late=due is not None and due.is_late(now),
                raised_by=names.get(alert.raised_by, ""),
                held_by=names.get(alert.held_by, ""),
                rung=ladder.reach(alert, now).rung if is_waiting else alert.climbed_to,
                child_wrote=alert.id in last and last[alert.id].staff_id is None,
            )
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One alert, whole but for the words."""

    alert: Alert
    limits: tuple[Limit, ...]
    late: frozenset[str]
    people: dict[UUID, Staff]
    notices: tuple[tuple[AlertNotice, str], ...]
    exchange: tuple[AlertMessage, ...]
    reaches_child: bool
    is_settled: bool

    @classmethod
    def of(cls, session: Session, alert: Alert) -> "Case":
        """Gather what the page says of it."""
        now, limits = clock.now(), limits_of(alert, load_cover(session), platform().department())
        exchange = tuple(session.scalars(queries.exchange_on([alert.id])))
        acted = {alert.held_by, alert.dismissal_asked_by, alert.dismissed_by, alert.raised_by}
        people = session.scalars(select(Staff).where(Staff.id.in_(acted | {line.staff_id for line in exchange})))
        return cls(
            alert=alert,
            limits=limits,
            late=frozenset(limit.kind for limit in limits if limit.is_late(now)),
            people={person.id: person for person in people},
            notices=tuple((row[0], row[1]) for row in session.execute(queries.notices_of(alert.id))),
            exchange=exchange,
            reaches_child=_reaches_child(session, alert),
            is_settled=is_settled(alert, clock.today()),
        )

    def name(self, staff_id: UUID | None) -> str:
        """Return this person's name; nobody's is empty."""
        return self.people[staff_id].name if staff_id in self.people else ""


def worker_is_silent() -> bool:
    """Return whether no worker was seen lately: e-mails do not leave."""
    with db.current().volatile_reading() as volatile:
        pulse = volatile.get(Heartbeat, PULSE)
    return pulse is None or clock.now() - pulse.seen_at > SILENT_AFTER


def _names(session: Session, alerts: Sequence[Alert]) -> dict[UUID | None, str]:
    wanted = {each for alert in alerts for each in (alert.raised_by, alert.held_by) if each}
    return {row.id: row.name for row in session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(wanted)))}


def _reaches_child(session: Session, alert: Alert) -> bool:
    """Return whether the child still finds the message under which answers are shown."""
    testimony = session.get(Testimony, alert.testimony_id) if alert.testimony_id else None
    return testimony is not None and testimony.state is not TestimonyState.WITHDRAWN
