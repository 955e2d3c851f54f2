"""Cover (S3): when somebody reads, and who is on call, deputy or head; each change is journalled."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from hcec import clock, db
from hcec.accounts.access import StaffMember
from hcec.accounts.enums import Appointment
from hcec.accounts.models import Staff
from hcec.accounts.services import staff as accounts
from hcec.audit import services as audit
from hcec.department import services as department
from hcec.permissions import NEVER_APPOINTED
from hcec.safeguarding import queries
from hcec.safeguarding.cover import Closure, Cover, Stretch, clock_time, merged
from hcec.safeguarding.gaps import Duty, Gap, find_gaps
from hcec.safeguarding.models import CoverClosure, CoverHours, CoverPeriod
from hcec.text.normalise import plain

LOOKED_AHEAD = timedelta(days=92)


class BadDates(Exception):
    """The last day comes before the first, or is already past."""


class NotOnDuty(Exception):
    """This person left, or has a role that never handles alerts."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Nobody would read new words; `until` is the first day on which somebody does, where it is known."""

    until: date | None

    def days_from(self, today: date, unknown: int) -> int:
        """Return how many days it still lasts; `unknown` where nobody knows."""
        return (self.until - today).days if self.until else unknown


def load_cover(session: Session) -> Cover:
    """Return the hours in which somebody reads."""
    hours = tuple(Stretch.written(each.weekday, each.starts, each.ends) for each in _hours(session))
    closures = tuple(Closure(each.from_on, each.to_on) for each in session.scalars(queries.closures()))
    return Cover(
        hours=merged(hours),
        closures=closures,
        subdivision=department.load(session).holidays_of,
        zone=clock.zone(),
    )


def load_readers(session: Session, today: date) -> Cover:
    """Return the hours in which somebody reads from today on, where somebody is on call: what children are told (S3).

    An appointment made without any calendar counts for every day, as it does for who is told of an alert.
    """
    calendar = session.scalar(select(exists().where(CoverPeriod.kind == Appointment.ON_CALL)))
    if calendar:
        duties = as_duties(session.scalars(queries.duties(today)))
        days = tuple((each.from_on, each.to_on) for each in duties if each.kind is Appointment.ON_CALL)
        return replace(load_cover(session), on_call=days)
    holders = session.scalars(queries.on_duty(Appointment.ON_CALL, today))
    is_known = any(each.role not in NEVER_APPOINTED for each in holders)
    return replace(load_cover(session), on_call=None if is_known else ())


def gaps(session: Session, first: date, last: date) -> list[Gap]:
    """Return what each day from the first to the last lacks: nobody on call, no deputy, no readers."""
    return find_gaps(load_cover(session), as_duties(session.scalars(queries.duties(first))), first, last)


def as_duties(periods: Iterable[CoverPeriod]) -> list[Duty]:
    """Return rows as values."""
    return [Duty(each.kind, each.staff_id, each.from_on, each.to_on) for each in periods]


def pause(session: Session, today: date) -> Pause | None:
    """Return why new words wait: nobody covers today, or nobody could open an envelope; None when all is well (S3)."""
    if not department.load(session).crip_public_key or session.scalars(queries.crip_accounts()).first() is None:
        return Pause(None)
    lacking = {gap.day for gap in gaps(session, today, today + LOOKED_AHEAD)}
    if today not in lacking:
        return None
    days = (today + timedelta(days=ahead) for ahead in range(LOOKED_AHEAD.days))
    return Pause(next((day for day in days if day not in lacking), None))


def hold(session: Session) -> None:
    """Let one person at a time change the cover: what is read after this is what will be changed (M5)."""
    db.lock(session, "cover")


def set_hours(session: Session, *, actor: StaffMember, hours: Iterable[Stretch]) -> None:
    """Replace the week's hours."""
    hold(session)
    session.execute(delete(CoverHours))
    session.add_all(
        CoverHours(weekday=each.weekday, starts=clock_time(each.starts), ends=clock_time(each.ends))
        for each in merged(tuple(hours))
    )
    session.flush()
    _note(session, actor, "hours", "cover_hours")


def add_closure(
    session: Session, *, row_id: UUID, actor: StaffMember, from_on: date, to_on: date, reason: str, today: date
) -> CoverClosure:
    """Say that nobody reads on these days. Sent twice, the same `row_id` is the same closure. Raises BadDates."""
    _check_dates(from_on, to_on, today)
    db.lock(session, str(row_id))
    existing = session.get(CoverClosure, row_id)
    if existing is not None:
        return existing
    made = CoverClosure(id=row_id, from_on=from_on, to_on=to_on, reason=plain(reason).strip())
    session.add(made)
    session.flush()
    _note(session, actor, "close", f"cover_closure:{made.id.hex}")
    return made


def remove_closure(session: Session, *, actor: StaffMember, closure: CoverClosure) -> None:
    """Read on these days after all."""
    session.delete(closure)
    session.flush()
    _note(session, actor, "reopen", f"cover_closure:{closure.id.hex}")


def add_period(
    session: Session,
    *,
    row_id: UUID,
    actor: StaffMember,
    kind: Appointment,
    holder: Staff,
    from_on: date,
    to_on: date,
    today: date,
) -> CoverPeriod:
    """Name who covers these days; they handle alerts until the period ends.

    Sent twice, the same `row_id` is the same period. Raises BadDates, NotOnDuty.
    """
    _check_dates(from_on, to_on, today)
    if holder.left_on is not None or holder.role in NEVER_APPOINTED:
        raise NotOnDuty
    db.lock(session, str(row_id))
    existing = session.get(CoverPeriod, row_id)
    if existing is not None:
        return existing
    made = CoverPeriod(id=row_id, kind=kind, staff_id=holder.id, from_on=from_on, to_on=to_on)
    session.add(made)
    accounts.appoint(session, staff=holder, kind=kind)
    session.flush()
    _note(session, actor, "appoint", f"cover_period:{made.id.hex}")
    return made


def remove_period(session: Session, *, actor: StaffMember, period: CoverPeriod, today: date) -> None:
    """Take a period back; whoever has no other one of its kind to come handles alerts no more."""
    holder, kind = session.get_one(Staff, period.staff_id), period.kind
    session.delete(period)
    session.flush()
    if not session.scalars(queries.periods_to_come(holder.id, kind, today)).first():
        accounts.end_appointment(session, staff=holder, kind=kind)
    _note(session, actor, "withdraw", f"cover_period:{period.id.hex}")


def end_past_duties(session: Session, *, today: date) -> int:
    """End the appointments whose periods are all over; one made without a period stays. Return how many ended."""
    over = session.execute(queries.past_duties(today)).all()
    for staff_id, kind in over:
        accounts.end_appointment(session, staff=session.get_one(Staff, staff_id), kind=kind)
        audit.record(
            session, actor="platform", role="platform", action="cover:end", subject=f"staff:{staff_id.hex}", detail=kind
        )
    return len(over)


def _hours(session: Session) -> list[CoverHours]:
    return list(session.scalars(select(CoverHours).order_by(CoverHours.weekday, CoverHours.starts)))


def _check_dates(from_on: date, to_on: date, today: date) -> None:
    if to_on < from_on or to_on < today:
        raise BadDates


def _note(session: Session, actor: StaffMember, act: str, subject: str) -> None:
    audit.record(session, actor=actor.id.hex, role=actor.role, action=f"cover:{act}", subject=subject)
