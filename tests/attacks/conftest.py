"""Secrets of the cast, and doors that bear little."""

from datetime import date

import pyotp
import pytest

from hcec import clock
from hcec.accounts.models import Service
from hcec.accounts.services import cards, limits
from hcec.accounts.services import staff as staff_services
from hcec.accounts.services import youth as youth_services
from hcec.accounts.services.limits import Budget, Door
from tests.attacks.means import PASSWORD

TIGHT = Budget(tries=5, in_all=12, reserve=1)


@pytest.fixture
def tight(monkeypatch):
    for door in Door:
        monkeypatch.setitem(limits.BUDGETS, door, TIGHT)


@pytest.fixture
def card(platform, cast):
    with platform.database.transaction() as session:
        service = session.get(Service, cast.services["north"].id)
        return cards.make_cards(session, service=service, count=1, expires=date(2027, 3, 31))[0]


@pytest.fixture
def known(platform, cast):
    """Ines has a phrase; the value is its words."""
    with platform.database.reading() as reading:
        words = youth_services.draw_phrase(reading)
    wrapped = youth_services.wrap_account(cast.ines, words)
    with platform.database.transaction() as session:
        cast.ines = youth_services.store_account(session, youth=cast.ines, wrapped=wrapped, today=clock.today())
    return words


@pytest.fixture
def armed(platform, cast):
    secret, hashed = pyotp.random_base32(), staff_services.hash_password(PASSWORD)
    with platform.database.transaction() as session:
        staff_services.arm(
            session,
            staff_id=cast.staff["karine"].id,
            password_hash=hashed,
            totp_secret=secret,
            signed_on=clock.today(),
        )
    return secret
