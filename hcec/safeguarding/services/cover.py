"""Cover (S3): when somebody reads, and who is on call, deputy or head."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec import clock
from hcec.department import services as department
from hcec.safeguarding.cover import Closure, Cover, Stretch, merged
from hcec.safeguarding.models import CoverClosure, CoverHours


def load_cover(session: Session) -> Cover:
    """Return the hours in which somebody reads."""
    hours = tuple(Stretch(each.weekday, _minutes(each.starts), _minutes(each.ends)) for each in _hours(session))
    closures = tuple(Closure(each.from_on, each.to_on) for each in session.scalars(select(CoverClosure)))
    return Cover(
        hours=merged(hours),
        closures=closures,
        subdivision=department.load(session).holidays_of,
        zone=clock.zone(),
    )


def _hours(session: Session) -> list[CoverHours]:
    return list(session.scalars(select(CoverHours).order_by(CoverHours.weekday, CoverHours.starts)))


def _minutes(written: str) -> int:
    hours, minutes = written.split(":")
    return int(hours) * 60 + int(minutes)
