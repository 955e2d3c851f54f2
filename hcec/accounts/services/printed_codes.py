"""Ten one-time codes on paper, a second factor for the day when the phone is lost, broken or forbidden (A7).

Shown once; only a hash under the pepper is kept. Drawing ten makes the former ones worthless.
"""

import secrets
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from hcec import db, keys
from hcec.accounts.access import StaffMember
from hcec.accounts.models import PrintedCode, Staff
from hcec.audit import services as audit

COUNT, DIGITS = 10, 12
NOBODY = UUID(int=0)


def draw(session: Session, *, person: StaffMember) -> list[str]:
    """Return ten fresh codes; no former one opens anything any more. Journalled."""
    forget(session, staff_id=person.id)
    codes = [f"{secrets.randbelow(10**DIGITS):0{DIGITS}}" for _ in range(COUNT)]
    session.add_all(PrintedCode(code_hash=_hash(person.id, code), staff_id=person.id) for code in codes)
    _record(session, person.id, person.role, "staff:print_codes")
    session.flush()
    return codes


def use(session: Session, *, staff: Staff | None, typed: str) -> bool:
    """Use a code up; return whether it was one of this person's. Of two at once one gets through. Journalled."""
    staff_id = staff.id if staff else NOBODY
    mine = (PrintedCode.staff_id == staff_id, PrintedCode.code_hash == _hash(staff_id, typed))
    gone = session.execute(delete(PrintedCode).where(*mine))
    if staff is None or db.rows_touched(gone) != 1:
        return False
    _record(session, staff.id, staff.role, "staff:use_printed_code")
    return True


def left(session: Session, *, staff_id: UUID) -> int:
    """Return how many codes are still good."""
    return session.scalar(select(func.count()).where(PrintedCode.staff_id == staff_id)) or 0


def forget(session: Session, *, staff_id: UUID) -> None:
    """Make every code of this person worthless."""
    session.execute(delete(PrintedCode).where(PrintedCode.staff_id == staff_id))


def _hash(staff_id: UUID, code: str) -> bytes:
    return keys.current().keyed_hash("printed code", staff_id.bytes + code.encode("utf-8", "replace"))


def _record(session: Session, staff_id: UUID, role: str, action: str) -> None:
    audit.record(session, actor=staff_id.hex, role=role, action=action, subject=f"staff:{staff_id.hex}")
