"""The platform's own names, lent to the reading aids; read again every few minutes, or as soon as somebody joins."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from sqlalchemy import Pool
from sqlalchemy.orm import Session

from hcec import clock
from hcec.department import services as department
from hcec.moderation import queries
from hcec.text import aids

FRESH = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was read, when, and what makes it stale at once: how many names there are, and the département's number."""

    registry: aids.Registry
    read_at: datetime
    stamp: tuple[int | str, ...]


_kept: WeakKeyDictionary[Pool, _Kept] = WeakKeyDictionary()  # a process may hold several databases


def known_names(session: Session) -> aids.Registry:
    """Return the names of services, short and long, and of staff, at most a few minutes old."""
    pool = session.get_bind().engine.pool
    code = department.load(session).department_code
    stamp = (*session.execute(queries.how_many_names()).one(), code)
    kept = _kept.get(pool)
    if kept is None or kept.stamp != stamp or not kept.read_at <= clock.now() < kept.read_at + FRESH:
        kept = _kept[pool] = _Kept(_read(session, code), clock.now(), stamp)
    return kept.registry


def read_aids(session: Session, words: str) -> aids.Aids:
    """Return what the aids see in words, with the platform's own names."""
    return aids.read(words, registry=known_names(session))


def _read(session: Session, code: str) -> aids.Registry:
    services = {name for row in session.execute(queries.known_names()) for name in row if name}
    staff = sorted(set(session.scalars(queries.staff_names())))
    return aids.Registry(services=tuple(sorted(services)), staff=tuple(staff), department=code)
