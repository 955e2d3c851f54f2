"""S3: before opening, messages expected × reading time against the hours available."""

from datetime import date

import pytest

from hcec import clock
from hcec.accounts.models import Service, Staff
from hcec.consultations.enums import ConsultationStatus, QuestionKind
from hcec.safeguarding.cover import Cover, Stretch
from hcec.safeguarding.forecast import Readers, expected_messages, make_forecast
from hcec.safeguarding.services.forecasting import forecast_load
from hcec.testimonies.models import AnswerSheet
from tests import factories

MONDAY = date(2026, 11, 23)
WEEK = Cover(hours=tuple(Stretch(day, 540, 1080) for day in range(5)))


def readers(**changes):
    return Readers(**({"count": 2, "minutes_a_day": 60, "minutes_a_message": 6} | changes))


@pytest.mark.parametrize(
    ("young", "before", "questions", "expected"),
    [
        (300, None, 1, 100),
        (300, None, 2, 200),
        (300, 120, 1, 120),
        (100, 400, 1, 100),
        (300, 1, 1, 10),
        (0, None, 1, 0),
    ],
)
def test_everyone_who_answers_may_write_to_every_open_question_told_in_tens(young, before, questions, expected):
    assert expected_messages(young=young, answered_before=before, text_questions=questions) == expected


def test_two_people_one_hour_a_day_read_ten_hours_a_week():
    forecast = make_forecast(messages=100, cover=WEEK, readers=readers(), first=MONDAY, last=date(2026, 11, 29))
    assert (forecast.hours_needed, forecast.hours_available, forecast.is_enough) == (10, 10, True)
    assert not make_forecast(messages=110, cover=WEEK, readers=readers(), first=MONDAY, last=MONDAY).is_enough


def test_nobody_reads_longer_than_the_hours_of_the_day():
    short = Cover(hours=(Stretch(0, 540, 570),))
    forecast = make_forecast(
        messages=0, cover=short, readers=readers(minutes_a_day=600), first=MONDAY, last=date(2026, 11, 29)
    )
    assert forecast.hours_available == 1


@pytest.fixture
def draft(session, cast):
    session.get(Service, cast.services["north"].id).cards_made = 300
    on_call = session.get(Staff, cast.staff["cyril"].id)
    return factories.consultation(session, on_call, status=ConsultationStatus.DRAFT)


def test_the_forecast_is_made_of_cards_dates_hours_and_past_answers(session, cast, draft):
    forecast = forecast_load(session, consultation=draft, today=clock.today())
    assert forecast.messages == 100
    assert forecast.is_enough
    on_call = session.get(Staff, cast.staff["cyril"].id)
    past = factories.consultation(session, on_call, "avant", ConsultationStatus.CLOSED)
    session.add_all(
        AnswerSheet(tag=bytes([n]), consultation_id=past.id, month=MONDAY.replace(day=1)) for n in range(25)
    )
    session.flush()
    assert forecast_load(session, consultation=draft, today=clock.today()).messages == 30


def test_without_open_questions_there_is_nothing_to_forecast(session, draft):
    draft.questions[:] = [each for each in draft.questions if each.kind is not QuestionKind.TEXT]
    session.flush()
    assert forecast_load(session, consultation=draft, today=clock.today()) is None
