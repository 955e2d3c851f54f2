"""Who is looking: Flask-Login over our sessions. A viewer is a value, not a row."""

from typing import cast
from uuid import UUID

from flask import Flask, session
from flask_login import LoginManager, UserMixin, current_user, login_user

from hcec import clock, db
from hcec.accounts.access import StaffMember, Youth
from hcec.accounts.enums import Audience
from hcec.accounts.services import staff, youth
from hcec.permissions import Permission, Role, may
from hcec.web.sessions import SealedSession

YOUTH_KEY = "youth"


class YouthViewer(UserMixin):  # type: ignore[misc]
    """A young person, signed in by card or phrase."""

    is_youth, is_staff = True, False
    name = ""

    def __init__(self, person: Youth) -> None:
        self.person = person

    def get_id(self) -> str:
        """Return what the session keeps: no account, no card."""
        return Audience.YOUTH

    def may(self, permission: Permission) -> bool:
        """Return whether young people may do this."""
        return may(Role.YOUTH, permission)


class StaffViewer(UserMixin):  # type: ignore[misc]
    """A member of staff, signed in with two factors."""

    is_youth, is_staff = False, True

    def __init__(self, person: StaffMember) -> None:
        self.person = person
        self.name = person.name

    def get_id(self) -> str:
        """Return what the session keeps; the session's row is what can be revoked."""
        return f"{Audience.STAFF}:{self.person.id.hex}"

    def may(self, permission: Permission) -> bool:
        """Return whether this member of staff may do this."""
        return self.person.may(permission)


Viewer = YouthViewer | StaffViewer


def init_app(app: Flask) -> None:
    """Load the viewer from the session at the first use in a request."""
    manager = LoginManager()
    manager.init_app(app, add_context_processor=False)  # context.py gives the viewer, also when the database is away
    manager.session_protection = None  # the token's own row is the protection
    manager.user_loader(_load)


def viewer() -> Viewer | None:
    """Return who is signed in, or None."""
    return cast(Viewer, current_user._get_current_object()) if current_user.is_authenticated else None


def current_youth() -> Youth:
    """Return the signed-in young person; the view's permission has already refused everybody else."""
    return cast(YouthViewer, current_user).person


def current_staff() -> StaffMember:
    """Return the signed-in member of staff; the view's permission has already refused everybody else."""
    return cast(StaffViewer, current_user).person


def sign_in_youth(person: Youth) -> None:
    """Start a young person's session under a new token."""
    cast(SealedSession, session).renew()
    session[YOUTH_KEY] = youth.to_session(person)
    login_user(YouthViewer(person))


def update_youth(person: Youth) -> None:
    """Keep a young person's new phrase or card in their session."""
    session[YOUTH_KEY] = youth.to_session(person)
    login_user(YouthViewer(person))


def sign_in_staff(person: StaffMember) -> None:
    """Start a member of staff's session under a new token."""
    cast(SealedSession, session).renew()
    session["signed_in_at"] = clock.now().isoformat()
    login_user(StaffViewer(person))


def sign_out() -> None:
    """End one's own session: the row is deleted, the cookie cleared."""
    cast(SealedSession, session).renew()


def _load(user_id: str) -> Viewer | None:
    kind, _, name = user_id.partition(":")
    with db.current().reading() as reading:
        if kind == Audience.YOUTH:
            kept = session.get(YOUTH_KEY)
            person = youth.as_kept_now(reading, youth.from_session(kept)) if kept else None
            return YouthViewer(person) if person else None
        found = staff.load_member(reading, UUID(name))
        return StaffViewer(found) if found else None
