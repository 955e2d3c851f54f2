"""A5: a child wrote back, and nobody is left to read it: the coordinator and the doctor are told, and no word of it."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.accounts.models import Staff, StaffTie
from hcec.checks import alerts
from hcec.moderation import services
from hcec.moderation.services import exchange
from hcec.permissions import Role
from hcec.testimonies.services.messages import put_circles
from tests import factories

BACK = "Oui, je veux bien."
WARNING = "personne ne peut le lire"


@pytest.fixture
def answered(platform, cast):
    """A message that Malik kept and answered; Ines wrote back."""
    with platform.database.transaction() as session:
        message, malik = factories.message(session, cast.ines), cast.member("malik")
        services.claim(session, actor=malik, testimony=message, today=clock.today())
        verdict = services.Verdict(kind="keep", version=1)
        services.decide(session, actor=malik, testimony=message, verdict=verdict, today=clock.today())
        given = {"testimony": message, "today": clock.today()}
        exchange.answer_child(session, actor=malik, row_id=uuid4(), body="Tu veux en dire plus ?", **given)
        exchange.reply(session, row_id=uuid4(), body=BACK, **given)
        return message


def leave_nobody(platform, cast, message):
    with platform.database.transaction() as session:
        put_circles(session.merge(message), [each.id for each in cast.circles.values()])
        for person in session.scalars(select(Staff).where(Staff.role.in_([Role.OUTSIDE_READER, Role.CRIP]))):
            person.left_on = clock.today()
        for person in session.scalars(select(Staff).where(Staff.role == Role.COORDINATOR)):
            session.add(StaffTie(staff_id=person.id, circle_id=cast.services["north"].circle_id))


def test_as_long_as_somebody_may_read_it_nothing_is_said(platform, browser_of, answered):
    assert WARNING not in browser_of("cyril").get("/moderation/").text
    assert alerts._replies(platform)[0]


def test_the_coordinator_and_the_doctor_are_told_and_nobody_else(platform, cast, browser_of, answered):
    leave_nobody(platform, cast, answered)
    page = browser_of("cyril").get("/moderation/")
    assert WARNING in page.text
    assert BACK not in page.text
    assert WARNING not in browser_of("malik").get("/moderation/").text
    is_well, words = alerts._replies(platform)
    assert not is_well
    assert BACK not in words
