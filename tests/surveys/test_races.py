"""A sheet and a closing that meet: neither waits for ever, and what is frozen is what is there."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import timedelta
from time import sleep
from uuid import uuid4

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.surveys import sweeps
from hcec.surveys.enums import SurveyState
from hcec.surveys.models import Survey
from hcec.surveys.services import answering, staging
from tests.surveys.asked import LAST_DAY, SAID, TODAY, invited, opened


@pytest.fixture
def survey_id(platform, cast):
    with platform.database.transaction() as session:
        survey = opened(session, cast.staff["odile"])
        invited(session, survey)
        return survey.id


def meeting(act):
    """Begin an act elsewhere, long enough for it to wait for what is held here."""
    pool = ThreadPoolExecutor(1)
    under_way = pool.submit(copy_context().run, act)
    sleep(0.5)
    return under_way


def by_link(platform, answer):
    """Return an act that first reads what a page reads, then answers."""

    def act():
        with platform.database.transaction() as session:
            row = answering.invitation_of(session, "un-lien")
            session.get_one(Survey, row.survey_id)
            answer(session, row)

    return act


@pytest.mark.parametrize("is_draft", [False, True])
def test_answers_that_meet_a_closing_are_refused_and_the_closing_goes_through(platform, cast, survey_id, is_draft):
    def answer(session, row):
        if is_draft:
            answering.keep_draft(session, token="un-lien", invitation=row, filled=SAID)
        else:
            answering.send_sheet(session, invitation=row, row_id=uuid4(), filled=SAID, today=TODAY)

    with platform.database.transaction() as session:
        survey = session.get(Survey, survey_id)
        session.refresh(survey, with_for_update=True)
        sending = meeting(by_link(platform, answer))
        asked = {"actor": cast.staff["odile"], "survey": survey, "version": survey.version}
        staging.close_survey(session, today=TODAY, **asked)
    with pytest.raises(answering.SurveyClosed):
        sending.result(timeout=20)
    with platform.database.reading() as session:
        assert answering.invitation_of(session, "un-lien").draft_box is None


def test_a_last_sheet_on_its_way_is_in_what_the_night_freezes(platform, survey_id, frozen):
    def close():
        with platform.database.transaction() as session:
            return sweeps.close_past_due(session)

    frozen(clock.now() + (LAST_DAY - TODAY) + timedelta(days=1))
    with platform.database.transaction() as session:
        row = answering.invitation_of(session, "un-lien")
        answering.send_sheet(session, invitation=row, row_id=uuid4(), filled=SAID, today=LAST_DAY)
        closing = meeting(close)
    assert closing.result(timeout=20) == 1
    with platform.database.reading() as session:
        survey = session.scalars(select(Survey)).one()
        assert (survey.state, survey.fingerprint) == (SurveyState.CLOSED, staging.fingerprint(session, survey))
