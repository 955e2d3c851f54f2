"""F1: whoever must answer is reminded, without a word of what; never twice a day, and no longer once it is done."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hcec import clock, mail
from hcec.accounts.models import Staff
from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation
from hcec.followup import services
from hcec.followup.models import Proposal
from hcec.followup.sweeps import remind_answerers
from hcec.permissions import Role
from tests import factories
from tests.followup.conftest import PLAN, TODAY, YES

DAY = timedelta(days=1)


@pytest.fixture
def owed(platform, cast):
    """A proposal adopted today, due in 30 days."""
    with platform.database.transaction() as session:
        on_call = session.get(Staff, cast.staff["cyril"].id)
        closed = factories.consultation(session, on_call, status=ConsultationStatus.CLOSED)
        closed.answer_due_on = TODAY + timedelta(days=300)
        odile = cast.staff["odile"]
        made = services.draft_proposal(session, row_id=uuid4(), consultation=closed, actor=odile, plan=PLAN)
        services.adopt(session, proposal=made, actor=odile, version=1, adopted_on=TODAY, today=TODAY)
        return made.id


@pytest.fixture
def sweep(platform):
    """Return a function that runs the sweep as the worker does."""

    def run():
        with platform.database.transaction() as session:
            return remind_answerers(platform.settings, session)

    return run


@pytest.fixture
def days_reminded(frozen, sweep, outbox):
    """Return a function that lives through so many days and returns those on which an e-mail left."""
    start = clock.now()

    def live(last):
        days = []
        for day in range(last + 1):
            frozen(start + day * DAY)
            before = len(outbox)
            sweep()
            sweep()
            days += [day] * (len(outbox) - before)
        return days

    return live


def test_reminders_leave_on_their_days_once_each(owed, days_reminded):
    assert days_reminded(46) == [16, 27, 31, 38, 45]


def test_a_reminder_says_nothing_of_what_is_asked(owed, cast, frozen, sweep, outbox):
    frozen(clock.now() + timedelta(days=31))
    assert sweep() == 1
    letter = outbox[0]
    assert letter["To"] == cast.staff["adrien"].email
    for word in ("photo", "service enfance", "retard", "Mes frères"):
        assert word not in letter["Subject"] + letter.get_content()
    assert "/repondre/" in letter.get_content()


def test_nobody_is_reminded_at_night_nor_when_the_worker_was_away_twice(owed, frozen, sweep, outbox):
    start = clock.now()
    frozen(start + timedelta(days=34, hours=-5))
    assert sweep() == 0
    frozen(start + timedelta(days=34))
    assert sweep() == 1
    frozen(start + timedelta(days=35))
    assert sweep() == 0


def test_what_is_with_the_observatory_or_published_is_not_owed(platform, cast, owed, frozen, sweep, outbox):
    frozen(clock.now() + timedelta(days=31))
    people, today = cast.staff, clock.today()
    with platform.database.transaction() as session:
        proposal = session.get_one(Proposal, owed)
        answer = services.write_answer(
            session, subject=proposal, actor=people["adrien"], version=0, words=YES, sends=True, today=today
        )
    assert sweep() == 0
    with platform.database.transaction() as session:
        services.send_back(
            session, answer=session.merge(answer), actor=people["odile"], version=1, remark="Dites quelles maisons."
        )
    assert sweep() == 1


def test_what_is_somebody_else_s_is_not_owed(platform, cast, owed, frozen, sweep, outbox):
    with platform.database.transaction() as session:
        other = factories.staff(session, Role.ANSWERER)
        session.get_one(Proposal, owed).answerer_id, address = other.id, other.email
    frozen(clock.now() + timedelta(days=31))
    assert sweep() == 1
    assert [letter["To"] for letter in outbox] == [address]


def test_a_consultation_that_is_late_is_owed_too(platform, owed, frozen, sweep, outbox):
    with platform.database.transaction() as session:
        consultation = session.get_one(Proposal, owed).consultation
        session.get_one(Consultation, consultation.id).answer_due_on = TODAY - DAY
    assert sweep() == 1


def test_a_server_that_is_away_is_asked_again(owed, frozen, sweep, monkeypatch, outbox):
    frozen(clock.now() + timedelta(days=31))

    def refuse(*_given, **_named):
        raise mail.MailNotSent

    with monkeypatch.context() as patch:
        patch.setattr(mail, "send", refuse)
        assert sweep() == 0
    assert sweep() == 1
