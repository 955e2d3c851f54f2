"""Who must be told of an alert, and when: on call at once, then deputy, then head, past whoever cannot (S4, A5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from hcec.accounts.access import member
from hcec.accounts.enums import Appointment
from hcec.accounts.models import Staff
from hcec.department import services as department
from hcec.safeguarding import access, queries
from hcec.safeguarding.cover import Cover
from hcec.safeguarding.enums import OPEN_ALERTS, AlertState
from hcec.safeguarding.models import Alert, AlertNotice
from hcec.safeguarding.services.cover import load_cover

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
        """Return how far an unacknowledged alert has climbed. A rung without anybody free does not cost an hour."""
        standing = [(rung, people) for rung in RUNGS if (people := _who_see(alert, self.rungs[rung]))]
        if not standing:
            return Reach(RUNGS[-1], _who_see(alert, self.everybody))
        climbed = [
            (rung, people)
            for place, (rung, people) in enumerate(standing)
            if place == 0 or self.cover.add_staffed_hours(alert.raised_at, place * self.hours) <= now
        ]
        told = {each.id: each for _rung, people in climbed for each in people}
        return Reach(climbed[-1][0], tuple(told.values()))


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
        if alert.state is AlertState.SIGNALLED or not is_held(session, alert):
            reach = ladder.reach(alert, now)
            people |= {each.id for each in reach.people}
            alert.climbed_to = max(alert.climbed_to, reach.rung, key=RUNGS.index)
        told = set(session.scalars(queries.noticed(alert.id)))
        session.add_all(AlertNotice(alert_id=alert.id, staff_id=each, next_try_at=now) for each in people - told)
        owed += len(people - told)
    session.flush()
    return owed


def is_held(session: Session, alert: Alert) -> bool:
    """Return whether who holds this alert may still see it: neither gone, nor off duty, nor tied to a circle since."""
    holder = session.get(Staff, alert.held_by) if alert.held_by else None
    return holder is not None and sees(session, holder, alert.id)


def sees(session: Session, person: Staff, alert_id: UUID) -> bool:
    """Return whether this person is here and may handle this alert (A5)."""
    found = access.visible_to(member(person)).where(Alert.id == alert_id).with_only_columns(Alert.id)
    return person.left_on is None and session.scalar(found) is not None


def who_follow(session: Session, alert: Alert, now: datetime) -> set[UUID]:
    """Return who must know that a child wrote: who holds the alert, or else the CRIP and whoever is on duty."""
    if alert.held_by is not None and is_held(session, alert):
        return {alert.held_by}
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
