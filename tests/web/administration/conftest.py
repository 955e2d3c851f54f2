"""Agnes runs the platform; her telephone gives a code."""

import pyotp
import pytest

from hcec import clock
from hcec.accounts.models import Staff
from hcec.audit.models import JournalEntry
from hcec.permissions import Role


@pytest.fixture
def code(platform, cast):
    """Return the code of this moment."""
    secret = pyotp.random_base32()
    with platform.database.transaction() as session:
        session.get(Staff, cast.staff["agnes"].id).totp_secret = secret
    return lambda: pyotp.TOTP(secret).at(clock.now())


@pytest.fixture
def agnes(browser_of, code):
    """Return her browser: signed in long enough ago to be asked for a code."""
    return browser_of(Role.ADMINISTRATOR)


@pytest.fixture
def journalled(platform):
    """Return the journal's lines since, as (action, subject, detail)."""

    def lines():
        with platform.database.reading() as session:
            rows = session.query(JournalEntry).order_by(JournalEntry.seq)
            return [(row.action, row.subject, row.detail) for row in rows]

    return lines
