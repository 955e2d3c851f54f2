"""Staff come in: two factors checked together, an account armed through its one-time link; journalled (A7)."""

import secrets
from datetime import date
from uuid import UUID

import pyotp
from sqlalchemy.orm import Session

from hcec import clock
from hcec.accounts.access import StaffMember, member
from hcec.accounts.models import Staff
from hcec.accounts.services import staff as accounts
from hcec.accounts.services.sessions import end_sessions_of
from hcec.audit import services as audit


class CodeRefused(Exception):
    """The six digits are not those of this moment, or were used."""


def sign_in(session: Session, *, staff_id: UUID | None, code: str) -> StaffMember | None:
    """Return who signs in, or None whatever was wrong (ATTACKS 16); journalled both ways."""
    person = accounts.check_code(session, staff_id=staff_id, code=code)
    subject = f"staff:{staff_id.hex if staff_id else 'unknown'}"
    if person is None:
        audit.record(session, actor="platform", role="platform", action="staff:sign_in_refused", subject=subject)
    else:
        audit.record(session, actor=person.id.hex, role=person.role, action="staff:sign_in", subject=subject)
    return person


def arming(session: Session, volatile: Session, *, token: str) -> Staff:
    """Return whose account a one-time link arms, the link unused. Raises LinkRefused."""
    row = session.get(Staff, accounts.holder_of(volatile, token))
    if row is None or row.left_on is not None:
        raise accounts.LinkRefused
    return row


def activate(
    session: Session, volatile: Session, *, token: str, password_hash: str, new_secret: str, code: str, today: date
) -> StaffMember:
    """Use a one-time link: set the password, and the second factor if there was none; close every former session.

    Raises LinkRefused, CodeRefused: then nothing is used up.
    """
    staff_id = accounts.use_link(volatile, token)
    row = session.get(Staff, staff_id)
    is_first = row is not None and row.totp_box is None
    if is_first:
        if not is_code_of(new_secret, code):
            raise CodeRefused
    elif accounts.check_code(session, staff_id=staff_id, code=code) is None:
        raise CodeRefused
    row = accounts.arm(
        session,
        staff_id=staff_id,
        password_hash=password_hash,
        totp_secret=new_secret if is_first else None,
        signed_on=today,
    )
    if is_first:
        row.last_totp_step = int(clock.now().timestamp()) // accounts.TOTP_SECONDS
    end_sessions_of(volatile, staff_id)
    audit.record(session, actor=row.id.hex, role=row.role, action="staff:arm", subject=f"staff:{row.id.hex}")
    return member(row)


def is_code_of(secret: str, code: str) -> bool:
    """Return whether these are the six digits of this very moment."""
    expected = pyotp.TOTP(secret).at(clock.now())
    return secrets.compare_digest(expected.encode(), code.replace(" ", "").encode())


def close_other_sessions(session: Session, volatile: Session, *, person: StaffMember, token: str) -> None:
    """End every session of this person but the one of `token`."""
    end_sessions_of(volatile, person.id, but=token)
    subject = f"staff:{person.id.hex}"
    audit.record(session, actor=person.id.hex, role=person.role, action="session:revoke", subject=subject)
