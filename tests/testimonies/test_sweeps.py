"""What the night does: closes, forgets, deletes, coarsens."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.consultations.enums import ConsultationStatus
from hcec.testimonies.enums import TestimonyKind, TestimonyState
from hcec.testimonies.models import Draft, Testimony, TestimonyCircle
from hcec.testimonies.services import save_draft, withdraw
from hcec.testimonies.sweeps import close_past_due, coarsen_days, delete_expired_drafts, delete_withdrawn


@pytest.fixture
def text(session, cast, send):
    send(cast.ines)
    return session.scalars(select(Testimony)).one()


def test_a_consultation_closes_after_its_last_day(session, consultation):
    assert close_past_due(session) == 0
    consultation.closes_on = clock.today() - timedelta(days=1)
    assert close_past_due(session) == 1
    assert consultation.status == ConsultationStatus.CLOSED


def test_a_draft_goes_after_its_days(session, cast, consultation, send):
    given = {"youth": cast.ines, "consultation_id": consultation.id, "questionnaire": send.filled(consultation)}
    save_draft(session, today=clock.today() - timedelta(days=7), days=7, **given)
    assert delete_expired_drafts(session) == 0
    save_draft(session, today=clock.today() - timedelta(days=8), days=7, **given)
    assert delete_expired_drafts(session) == 1
    assert session.scalars(select(Draft)).all() == []


def test_what_was_taken_back_is_deleted_at_night(session, cast, text):
    assert delete_withdrawn(session) == 0
    withdraw(session, youth=cast.ines, testimony=text)
    assert delete_withdrawn(session) == 1
    session.expire_all()
    assert session.scalars(select(Testimony)).all() == session.scalars(select(TestimonyCircle)).all() == []


@pytest.mark.parametrize("state", [TestimonyState.SUBMITTED, TestimonyState.CLAIMED])
def test_an_undecided_message_keeps_its_days(session, cast, text, state):
    text.state, text.claimed_by, text.read_on = state, cast.staff["malik"].id, date(2026, 11, 20)
    session.flush()
    assert coarsen_days(session) == 0


@pytest.mark.parametrize("state", [TestimonyState.KEPT, TestimonyState.SECOND_READER])
def test_a_decided_message_keeps_months_only(session, text, state):
    text.state, text.read_on, text.seen_on = state, date(2026, 11, 20), date(2026, 11, 22)
    session.flush()
    assert coarsen_days(session) == 1
    session.expire_all()
    assert {text.written_on, text.read_on, text.seen_on} == {date(2026, 11, 1)}
    assert coarsen_days(session) == 0


def test_a_call_for_help_keeps_its_month_only(session, text):
    text.kind, text.consultation_id, text.age_band = TestimonyKind.HELP, None, None
    session.flush()
    assert coarsen_days(session) == 1


def test_a_proposal_keeps_the_day_it_was_seen(session, text):
    text.proposed, text.state, text.seen_on = "Cité", TestimonyState.PROPOSED, date(2026, 11, 22)
    session.flush()
    coarsen_days(session)
    session.expire_all()
    assert (text.written_on, text.seen_on) == (date(2026, 11, 1), date(2026, 11, 22))
