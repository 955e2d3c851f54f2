"""What the room of alerts shows of each: limits in words, who holds it, who was told, what the child wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec import clock, db
from hcec.accounts.access import StaffMember
from hcec.accounts.enums import Appointment
from hcec.accounts.models import Heartbeat, Staff
from hcec.safeguarding import queries
from hcec.safeguarding.models import Alert, AlertMessage, AlertNotice
from hcec.safeguarding.services import climbing, telling
from hcec.safeguarding.services.cover import load_cover
from hcec.safeguarding.time_limits import Limit, last_working_day, limits_of, urgency
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
    is_nobodys: bool  # never taken, or left by who held it
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
    left = climbing.left_alerts(session, alerts)
    found = []
    for alert in sorted(alerts, key=lambda each: urgency(each, limits[each.id], is_left=each.id in left)):
        is_nobodys = alert.is_nobodys or alert.id in left
        due = min((each for each in limits[alert.id] if each.met_at is None), key=lambda each: each.due, default=None)
        found.append(
            Line(
                alert=alert,
                limit=due,
                is_late=due is not None and due.is_late(now),
                raised_by=names.get(alert.raised_by, ""),
                held_by="" if is_nobodys else names.get(alert.holder, ""),
                is_nobodys=is_nobodys,
                rung=ladder.reach(alert, now).rung if is_nobodys else alert.climbed_to,
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
    is_nobodys: bool
    reaches_child: bool
    is_settled: bool

    @classmethod
    def of(cls, session: Session, alert: Alert) -> "Case":
        """Gather what the page says of it."""
        now, limits = clock.now(), limits_of(alert, load_cover(session), platform().department())
        reaches_child = telling.reaches_child(session, alert)
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
            is_nobodys=alert.is_nobodys or climbing.is_left(session, alert),
            reaches_child=reaches_child,
            is_settled=not reaches_child or telling.is_settled(alert, clock.today()),
        )

    def name(self, staff_id: UUID | None) -> str:
        """Return this person's name; nobody's is empty."""
        return self.people[staff_id].name if staff_id in self.people else ""


def silences(session: Session, actor: StaffMember) -> Sequence[Alert]:
    """Return the alerts whose child is not told, where nobody settled that today: from the next working day (A6)."""
    begun = last_working_day(load_cover(session), clock.now())
    return session.scalars(queries.silences_to_review(actor, clock.today(), chosen_by=begun)).all()


def worker_is_silent() -> bool:
    """Return whether no worker was seen lately: e-mails do not leave."""
    with db.current().volatile_reading() as volatile:
        pulse = volatile.get(Heartbeat, PULSE)
    return pulse is None or clock.now() - pulse.seen_at > SILENT_AFTER


def _names(session: Session, alerts: Sequence[Alert]) -> dict[UUID | None, str]:
    wanted = {each for alert in alerts for each in (alert.raised_by, alert.held_by) if each}
    return {row.id: row.name for row in session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(wanted)))}
