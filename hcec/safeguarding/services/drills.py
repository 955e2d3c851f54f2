"""The CRIP's drill: an envelope of random words proves, each month, that key and passphrase still open one (A6)."""

from datetime import datetime, timedelta
from secrets import SystemRandom

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from hcec import keys
from hcec.accounts.access import StaffMember
from hcec.accounts.phrase import WORDS, fold
from hcec.audit import services as audit
from hcec.department.services import Department
from hcec.safeguarding.models import CripDrill

WORD_COUNT = 3
DRILL_WITHIN = timedelta(days=7)  # between the download and the words
DRILL_EVERY = timedelta(days=31)


class NoCripKey(Exception):
    """The département has no public key to close an envelope for."""


class OtherWords(Exception):
    """These words are in no envelope of the last days: another key, another passphrase, or a slip."""


def make_drill(session: Session, *, actor: StaffMember, department: Department, now: datetime) -> bytes:
    """Return a drill's envelope; its words are kept nowhere else, but for a keyed hash. Raises NoCripKey."""
    if not department.crip_public_key:
        raise NoCripKey
    words = " ".join(SystemRandom().sample(WORDS, WORD_COUNT))
    session.execute(delete(CripDrill).where(CripDrill.passed_at.is_(None), CripDrill.made_at < now - DRILL_WITHIN))
    drill = CripDrill(word_hash=_hash(words), made_at=now.replace(second=0, microsecond=0))
    session.add(drill)
    session.flush()
    _journal(session, actor, drill, "drill:make")
    return keys.seal_envelope(bytes.fromhex(department.crip_public_key), {"drill": words})


def pass_drill(session: Session, *, actor: StaffMember, words: str, now: datetime) -> CripDrill:
    """Record that an envelope was opened: its words came back. Raises OtherWords."""
    waiting = select(CripDrill).where(
        CripDrill.word_hash == _hash(words), CripDrill.passed_at.is_(None), CripDrill.made_at >= now - DRILL_WITHIN
    )
    drill = session.scalars(waiting.with_for_update()).first()
    if drill is None:
        raise OtherWords
    drill.passed_at, drill.passed_by = now.replace(second=0, microsecond=0), actor.id
    session.flush()
    _journal(session, actor, drill, "drill:pass")
    return drill


def last_drill(session: Session) -> datetime | None:
    """Return when the CRIP last opened a drill's envelope, with the key of now."""
    return session.scalar(select(func.max(CripDrill.passed_at)))


def is_due(last: datetime | None, now: datetime) -> bool:
    """Whether it is time for a drill: never done, or more than a month ago."""
    return last is None or now - last > DRILL_EVERY


def forget_drills(session: Session) -> None:
    """Forget them all: what the former key opened proves nothing of the new one."""
    session.execute(delete(CripDrill))


def _hash(words: str) -> bytes:
    return keys.current().keyed_hash("crip drill", " ".join(fold(words[:400]).split()).encode())


def _journal(session: Session, actor: StaffMember, drill: CripDrill, action: str) -> None:
    audit.record(session, actor=actor.id.hex, role=actor.role, action=action, subject=f"crip_drill:{drill.id.hex}")
