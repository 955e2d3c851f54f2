"""The cast: one département, three circles, staff of every role, two young people and a stranger.

Fixtures: `cast` (rows are committed), `browser_of(who)` (a signed-in Browser; `who` is None, a Role, a Staff row's name
in the cast such as "karine", or a Youth).
"""

from dataclasses import dataclass, field

import pytest

from hcec.accounts.access import Youth, member
from hcec.accounts.enums import Appointment, Audience
from hcec.accounts.models import StaffAppointment
from hcec.accounts.services import sessions
from hcec.accounts.services import youth as youth_services
from hcec.permissions import Role
from hcec.web.sessions import cookie_name
from tests import factories
from tests.page import Browser

NAMES = {
    Role.MODERATOR: "karine",
    Role.OUTSIDE_READER: "olga",
    Role.COORDINATOR: "cyril",
    Role.CRIP: "claire",
    Role.OBSERVATORY: "odile",
    Role.ANSWERER: "adrien",
    Role.PARTNER: "paul",
    Role.DPO: "diane",
    Role.ADMINISTRATOR: "agnes",
}


@dataclass
class Cast:
    """Who is there: moderators karine (north), malik (south), naima (west); young people ines (north), tom (south)."""

    circles: dict = field(default_factory=dict)
    services: dict = field(default_factory=dict)
    staff: dict = field(default_factory=dict)
    ines: Youth = None
    tom: Youth = None

    def member(self, name):
        """The acting value of a member of staff."""
        return self.staff[name]


@pytest.fixture
def cast(platform) -> Cast:
    made = Cast()
    with platform.database.transaction() as session:
        for key, name in {"north": "Nord", "south": "Sud", "west": "Ouest"}.items():
            made.circles[key] = factories.circle(session, name)
            made.services[key] = factories.service(session, made.circles[key], f"Maison {name}")
        rows = {
            name: factories.staff(session, role, f"{name.title()} Essai")
            for role, name in NAMES.items()
            if role != Role.MODERATOR
        }
        for name, place in {"karine": "north", "malik": "south", "naima": "west"}.items():
            rows[name] = factories.staff(session, Role.MODERATOR, f"{name.title()} Essai", made.services[place])
        rows["cyril"].appointments.append(StaffAppointment(kind=Appointment.ON_CALL))
        session.flush()
        factories.cover(session, rows["cyril"], rows["claire"])
        made.staff = {name: member(row) for name, row in rows.items()}
        made.ines = factories.youth(made.services["north"], "1111-2222")
        made.tom = factories.youth(made.services["south"], "3333-4444")
        session.expunge_all()
    return made


@pytest.fixture
def browser_of(app, cast):
    """Return a function that signs somebody in and returns their browser."""

    def sign_in(who=None) -> Browser:
        browser = Browser(app)
        if who is None:
            return browser
        if isinstance(who, Youth):
            content = {"_user_id": str(Audience.YOUTH), "youth": youth_services.to_session(who)}
            audience, staff_id = Audience.YOUTH, None
        elif who == Role.YOUTH:
            return sign_in(cast.ines)
        else:
            person = cast.staff[NAMES.get(who, who)]
            content = {"_user_id": f"{Audience.STAFF}:{person.id.hex}"}
            audience, staff_id = Audience.STAFF, person.id
        token = sessions.new_token()
        with app.platform.database.volatile() as volatile:
            sessions.save_session(volatile, token, content, audience=audience, staff_id=staff_id)
        browser.client.set_cookie(cookie_name(app), token, domain="localhost")
        return browser

    return sign_in
