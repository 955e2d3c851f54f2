"""Who must be told of an alert, and when: on call at once, then deputy, then head, past whoever cannot (S4, A5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hcec.accounts.access import member
from hcec.accounts.enums import Appointment
from hcec.accounts.models import Staff
from hcec.audit import services as audit
from hcec.department import services as department
from hcec.safeguarding import access, queries
from hcec.safeguarding.cover import Cover
from hcec.safeguarding.enums import OPEN_ALERTS, AlertState
from hcec.safeguarding.models import Alert, AlertNotice
from hcec.safeguarding.services.cover import load_cover
from hcec.safeguarding.services.steps import change, held

RUNGS = tuple(Appointment)


@dataclass(frozen=True, slots=True)
class Watcher:
    """A person, and the open alerts that no circle hides from them."""

    id: UUID
    name: str
    sees: frozenset[UUID]


class Reach(NamedTuple):
    """How far an alert has climbed, and everybody told on the way."""

    rung: Appointment
    people: tuple[Watcher, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """Who is on duty, rung by rung, as it is now."""

    cover: Cover
    hours: int  # staffed, from one rung to the next
    rungs: dict[Appointment, tuple[Watcher, ...]]
    crip: tuple[Watcher, ...]
    everybody: tuple[Watcher, ...]  # whoever holds an appointment, on duty or not: rather than nobody

    def reach(self, alert: Alert, now: datetime) -> Reach:
        """Return how far an alert that nobody follows has climbed.

        A rung costs no hour without anybody free, nor with nobody but people told on the rungs before it.
        It counts from the moment it was signalled, or left by who held it: now, where no worker saw that yet.
        """
        begun = (alert.renewed_at or alert.raised_at) if alert.is_nobodys else now
        standing = self._standing(alert)
        if not standing:
            return Reach(RUNGS[-1], _who_see(alert, self.everybody))
        climbed = [
            (rung, people)
            for place, (rung, people) in enumerate(standing)
            if place == 0 or self.cover.add_staffed_hours(begun, place * self.hours) <= now
        ]
        return Reach(climbed[-1][0], tuple(each for _rung, people in climbed for each in people))

    def _standing(self, alert: Alert) -> list[tuple[Appointment, tuple[Watcher, ...]]]:
        """Return each rung that has somebody who may see the alert and stands on no rung before it, with these."""
        known, standing = set[UUID](), []
        for rung in RUNGS:
            people = tuple(each for each in _who_see(alert, self.rungs[rung]) if each.id not in known)
            known |= {each.id for each in people}
            if people:
                standing.append((rung, people))
        return standing


def load_ladder(session: Session, now: datetime) -> Ladder:
    """Return who is on duty now and what each may see: queries by person, however many alerts wait."""
    cover = load_cover(session)
    day = now.astimezone(ZoneInfo(cover.zone)).date()
    return Ladder(
        cover=cover,
        hours=department.load(session).alert_climb_hours,
        rungs={rung: _watchers(session, session.scalars(queries.on_duty(rung, day)).all()) for rung in RUNGS},
        crip=_watchers(session, session.scalars(queries.crip_accounts()).all()),
        everybody=_watchers(session, session.scalars(queries.appointed()).all()),
    )


def climb(session: Session, now: datetime) -> int:
    """Write down who is owed a notice by now, each person once an alert. Return how many notices are new."""
    waiting = session.scalars(queries.still_open()).all()
    if not waiting:
        return 0
    ladder, owed = load_ladder(session, now), 0
    for alert in waiting:
        people = {each.id for each in ladder.crip}
        if is_left(session, alert) and is_left(session, held(session, alert)):  # nobody took it this very moment
            release(session, alert, now)
        if alert.is_nobodys:
            reach = ladder.reach(alert, now)
            people |= {each.id for each in reach.people}
            alert.climbed_to = max(alert.climbed_to, reach.rung, key=RUNGS.index)
        owed += owe_first(session, alert, people, now)
    session.flush()
    return owed


def owe_first(session: Session, alert: Alert, people: set[UUID], now: datetime) -> int:
    """Owe a notice to whoever of these was never owed one of this alert. Return to how many.

    What is missing is looked at again with the alert held: a child's words may owe the same notice this very moment.
    """
    if not people - set(session.scalars(queries.noticed(alert.id))):
        return 0
    held(session, alert)
    missing = people - set(session.scalars(queries.noticed(alert.id)))
    session.add_all(AlertNotice(alert_id=alert.id, staff_id=each, next_try_at=now) for each in missing)
    session.flush()
    return len(missing)


def is_left(session: Session, alert: Alert) -> bool:
    """Return whether who holds this alert may not see it any more: gone, off duty, or tied to a circle since."""
    holder = session.get(Staff, alert.holder) if alert.holder else None
    return alert.state in OPEN_ALERTS and holder is not None and not sees(session, holder, alert.id)


def left_alerts(session: Session, alerts: Iterable[Alert]) -> frozenset[UUID]:
    """Return which of these are left by who held them: queries by person, however many alerts they hold."""
    held = {alert.id: alert.holder for alert in alerts if alert.holder and alert.state in OPEN_ALERTS}
    people = session.scalars(select(Staff).where(Staff.id.in_(set(held.values())), Staff.left_on.is_(None))).all()
    seen = {each.id: each.sees for each in _watchers(session, people)}
    return frozenset(alert_id for alert_id, holder in held.items() if alert_id not in seen.get(holder, ()))


def release(session: Session, alert: Alert, now: datetime) -> None:
    """Make an alert nobody's again, since who held it is gone: it climbs anew, and everybody is told anew (S4)."""
    state = AlertState.SIGNALLED if alert.state is AlertState.TAKEN else alert.state
    change(alert, state=state, renewed_at=now, climbed_to=Appointment.ON_CALL)
    session.execute(delete(AlertNotice).where(AlertNotice.alert_id == alert.id))
    subject = f"alert:{alert.id.hex}"
    audit.record(session, actor=audit.PLATFORM, role=audit.PLATFORM, action="alert:release", subject=subject)


def sees(session: Session, person: Staff, alert_id: UUID) -> bool:
    """Return whether this person is here and may handle this alert (A5)."""
    found = access.visible_to(member(person)).where(Alert.id == alert_id).with_only_columns(Alert.id)
    return person.left_on is None and session.scalar(found) is not None


def who_follow(session: Session, alert: Alert, now: datetime) -> set[UUID]:
    """Return who must know that a child wrote: who holds the alert, or else the CRIP and whoever is on duty."""
    if alert.holder is not None and not is_left(session, alert):
        return {alert.holder}
    ladder = load_ladder(session, now)
    return {each.id for each in (*ladder.crip, *ladder.reach(alert, now).people)}


def _watchers(session: Session, people: Sequence[Staff]) -> tuple[Watcher, ...]:
    watchers = []
    for person in people:
        sees = access.visible_to(member(person)).where(Alert.state.in_(OPEN_ALERTS)).with_only_columns(Alert.id)
        watchers.append(Watcher(person.id, person.name, frozenset(session.scalars(sees))))
    return tuple(watchers)


def _who_see(alert: Alert, people: tuple[Watcher, ...]) -> tuple[Watcher, ...]:
    return tuple(each for each in people if alert.id in each.sees)
