"""Two readers from elsewhere and a third, a message of the north, and short ways to act on it.

What asks for the extra `nlp` is collected where it is installed.
"""

import pytest

from hcec import clock
from hcec.accounts.access import member
from hcec.moderation import hints, services
from hcec.moderation.enums import DecisionKind
from hcec.permissions import Role
from tests import factories

collect_ignore = [] if hints.is_installed() else ["test_language_model.py"]


@pytest.fixture
def desk(session):
    """Two readers from elsewhere, a message of the north, and short ways to act on it."""
    return Desk(session)


class Desk:
    def __init__(self, session):
        self.session = session
        north, south = factories.circle(session, "Nord"), factories.circle(session, "Sud")
        self.home = factories.service(session, north, "Maison Nord")
        elsewhere = factories.service(session, south, "Maison Sud")
        rows = [factories.staff(session, Role.MODERATOR, name, elsewhere) for name in ("Malik E", "Nour E", "Zoé E")]
        self.malik, self.nour, self.zoe = (member(row) for row in rows)
        self.ines = factories.youth(self.home)
        self.message = factories.message(session, self.ines)

    def claim(self, who, message=None):
        return services.claim(self.session, actor=who, testimony=message or self.message, today=clock.today())

    def decide(self, who, kind, message=None, *, version=None, text="", reason=None, note="", told=""):
        message = message or self.message
        verdict = services.Verdict(
            kind=DecisionKind(kind),
            version=version or message.version,
            published_text=text,
            reason=reason,
            note=note,
            told=told,
        )
        return services.decide(self.session, actor=who, testimony=message, verdict=verdict, today=clock.today())

    def propose(self, who=None, text="J'aimerais voir [ma sœur]."):
        self.claim(who or self.malik)
        return self.decide(who or self.malik, "publish", text=text)

    def agree(self):
        return services.agree(self.session, testimony=self.message, version=self.message.version)

    def approve(self, who=None):
        self.propose()
        self.agree()
        self.claim(who or self.nour)
        return self.decide(who or self.nour, "publish", text=self.message.proposed)
