"""Staff: created by the administrator, armed by themselves through a one-time link (A7)."""

import hashlib
import secrets
from datetime import date, timedelta
from uuid import UUID, uuid4

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from hcec import clock, db, keys
from hcec.accounts import queries
from hcec.accounts.access import StaffMember, member
from hcec.accounts.enums import Appointment
from hcec.accounts.models import OneTimeLink, Service, Staff, StaffAppointment, StaffTie
from hcec.accounts.services import printed_codes
from hcec.accounts.services.sessions import end_sessions_of
from hcec.permissions import NEVER_APPOINTED, OVERSEERS, Role

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
NOBODYS_HASH = HASHER.hash(secrets.token_urlsafe())
SHORTEST_PASSWORD = 12
LINK_HOURS = 72
TOTP_SECONDS = 30


class EmailTaken(Exception):
    """Somebody present already has this address."""


class LastAdministrator(Exception):
    """Nobody would be left to run the platform."""


class LastOverseer(Exception):
    """Nobody would be left in a role that hears of what is done to accounts (A7)."""


class LinkRefused(Exception):
    """The one-time link is unknown, used or expired."""


class NeverAppointed(Exception):
    """This role never reads a young person's words: it handles no alert (A7)."""


class PasswordTooShort(Exception):
    """Under 12 signs."""


def create_staff(
    session: Session,
    *,
    email: str,
    name: str,
    role: Role,
    service: Service | None = None,
    trained_on: date | None = None,
    title: str = "",
    row_id: UUID | None = None,
) -> Staff:
    """Add a member of staff, who cannot sign in before arming their account. Raises EmailTaken, by a leaver too."""
    if session.scalar(select(Staff.id).where(Staff.email == email.strip().lower())):
        raise EmailTaken
    staff = Staff(id=row_id or uuid4(), email=email.strip().lower(), name=name, role=role, title=title)
    staff.trained_on = trained_on
    session.add(staff)
    session.flush()
    if service is not None:
        tie(session, staff=staff, circle_id=service.circle_id, service_id=service.id)
    return staff


def tie(session: Session, *, staff: Staff, circle_id: UUID, service_id: UUID | None = None) -> None:
    """Say that this person works for, or oversees, part of this circle. Never undone (A5)."""
    if any((each.circle_id, each.service_id) == (circle_id, service_id) for each in staff.ties):
        return
    staff.ties.append(StaffTie(circle_id=circle_id, service_id=service_id))
    session.flush()


def appoint(session: Session, *, staff: Staff, kind: Appointment) -> None:
    """Name someone on call, deputy or head of cover (S4); named already, nothing changes. Raises NeverAppointed."""
    if staff.role in NEVER_APPOINTED:
        raise NeverAppointed
    if any(each.kind is kind for each in staff.appointments):
        return
    staff.appointments.append(StaffAppointment(kind=kind))
    session.flush()


def end_appointment(session: Session, *, staff: Staff, kind: Appointment) -> None:
    """Name someone so no more."""
    staff.appointments[:] = [each for each in staff.appointments if each.kind is not kind]
    session.flush()


def change_role(session: Session, volatile: Session, *, staff: Staff, role: Role) -> None:
    """Give another role, and close every session opened under the former one.

    Raises LastAdministrator, LastOverseer.
    """
    _keep_somebody(session, staff, role)
    staff.role = role
    if role in NEVER_APPOINTED:
        staff.appointments.clear()
    end_sessions_of(volatile, staff.id)
    session.flush()


def let_go(session: Session, volatile: Session, *, staff: Staff, today: date) -> None:
    """Close the account of someone who leaves; their circles stay closed to them (A5).

    Raises LastAdministrator, LastOverseer.
    """
    _keep_somebody(session, staff, None)
    staff.left_on, staff.password_hash, staff.totp_secret = today, None, None
    staff.appointments.clear()
    printed_codes.forget(session, staff_id=staff.id)
    end_sessions_of(volatile, staff.id)
    volatile.execute(delete(OneTimeLink).where(OneTimeLink.staff_id == staff.id))
    session.flush()


def renew(session: Session, volatile: Session, *, staff: Staff, new_second_factor: bool) -> str:
    """Return a one-time link's token for somebody locked out; their sessions end, and a lost second factor goes."""
    if new_second_factor:
        staff.totp_secret = None
        printed_codes.forget(session, staff_id=staff.id)
    end_sessions_of(volatile, staff.id)
    session.flush()
    return issue_link(volatile, staff_id=staff.id)


def note_certificate(session: Session, *, staff: Staff, checked_by: str, checked_on: date) -> None:
    """Keep who looked at somebody's certificate of honourability, and when; never the certificate (A7)."""
    staff.certificate_checked_by, staff.certificate_checked_on = checked_by.strip(), checked_on
    session.flush()


def _keep_somebody(session: Session, staff: Staff, role: Role | None) -> None:
    """Raise when the role that this person leaves is one that is never empty, and they are the last in it."""
    if role is staff.role or staff.role not in (Role.ADMINISTRATOR, *OVERSEERS):
        return
    others = select(Staff.id).where(Staff.role == staff.role, Staff.left_on.is_(None), Staff.id != staff.id)
    if session.scalar(others.limit(1)) is None:
        raise LastAdministrator if staff.role is Role.ADMINISTRATOR else LastOverseer


def issue_link(volatile: Session, *, staff_id: UUID) -> str:
    """Return a fresh one-time token; earlier ones of this person stop working."""
    token = secrets.token_urlsafe(32)
    volatile.execute(delete(OneTimeLink).where(OneTimeLink.staff_id == staff_id))
    expires = clock.now() + timedelta(hours=LINK_HOURS)
    volatile.add(OneTimeLink(token_hash=_token_hash(token), staff_id=staff_id, expires_at=expires))
    return token


def holder_of(volatile: Session, token: str) -> UUID:
    """Return whose one-time link this is, without using it. Raises LinkRefused."""
    link = volatile.get(OneTimeLink, _token_hash(token))
    if link is None or link.expires_at <= clock.now():
        raise LinkRefused
    return link.staff_id


def use_link(volatile: Session, token: str) -> UUID:
    """Use a one-time link up. Raises LinkRefused."""
    staff_id = holder_of(volatile, token)
    gone = volatile.execute(delete(OneTimeLink).where(OneTimeLink.token_hash == _token_hash(token)))
    if db.rows_touched(gone) != 1:
        raise LinkRefused
    return staff_id


def hash_password(password: str) -> str:
    """Return the Argon2id hash. Slow: call it outside any transaction. Raises PasswordTooShort."""
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooShort
    return HASHER.hash(password)


def arm(session: Session, *, staff_id: UUID, password_hash: str, totp_secret: str | None, signed_on: date) -> Staff:
    """Set the password, the second factor when it is new, and the signed charter. Raises LinkRefused for a leaver."""
    staff = session.get(Staff, staff_id)
    if staff is None or staff.left_on is not None:
        raise LinkRefused
    staff.password_hash = password_hash
    if totp_secret is not None:
        staff.totp_secret = totp_secret
        staff.last_totp_step = 0
    staff.charter_signed_on = staff.charter_signed_on or signed_on
    session.flush()
    return staff


def check_password(session: Session, *, email: str, password: str) -> UUID | None:
    """Return who this is, or None, in the same time (ATTACKS 16). Slow: use a session that holds no lock."""
    chosen = queries.staff_with_email(email).with_only_columns(Staff.id, Staff.password_hash)
    found = session.execute(chosen).first()
    known = found.password_hash if found and found.password_hash else NOBODYS_HASH
    try:
        HASHER.verify(known, password)
    except (Argon2Error, InvalidHashError):
        return None
    return found.id if found else None


def password_mark(session: Session, staff_id: UUID | None) -> str:
    """Return what changes with somebody's password: whoever gave the former one is asked again (ATTACKS 18)."""
    held = session.scalar(select(Staff.password_hash).where(Staff.id == (staff_id or UUID(int=0))))
    return keys.current().keyed_hash("password mark", (held or "").encode()).hex()


def check_code(session: Session, *, staff_id: UUID | None, code: str) -> StaffMember | None:
    """Return the member when the code is that of this very step, or a printed one; neither was used before.

    Both are looked at, whatever the first says, so that nothing tells them apart (ATTACKS 16, 17).
    """
    staff, typed = session.get(Staff, staff_id) if staff_id else None, code.replace(" ", "")
    is_of_step = _take_step(session, staff, typed)
    is_printed = printed_codes.use(session, staff=staff, typed=typed)
    return member(staff) if staff and (is_of_step or is_printed) and staff.left_on is None else None


def _take_step(session: Session, staff: Staff | None, typed: str) -> bool:
    """Use up this step of thirty seconds when these are its six digits."""
    secret = staff.totp_secret if staff and staff.totp_box else None
    step = int(clock.now().timestamp()) // TOTP_SECONDS
    expected = pyotp.TOTP(secret or pyotp.random_base32()).at(step * TOTP_SECONDS)
    if not secrets.compare_digest(expected.encode(), typed.encode()) or not staff or not secret:
        return False
    taken = session.execute(
        update(Staff).where(Staff.id == staff.id, Staff.last_totp_step < step).values(last_totp_step=step)
    )
    return db.rows_touched(taken) == 1


def load_member(session: Session, staff_id: UUID) -> StaffMember | None:
    """Return the acting value of a present member of staff."""
    staff = session.scalars(select(Staff).where(Staff.id == staff_id, Staff.left_on.is_(None))).first()
    return member(staff) if staff else None


def _token_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
