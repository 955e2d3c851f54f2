"""Kind limits: nobody floods the readers, nothing typed is lost, help is never refused."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from hcec.department.services import change
from hcec.testimonies.models import Testimony
from tests import factories
from tests.answering import write
from tests.platform import MONDAY


@pytest.fixture
def ines(platform, cast, crip_key, browser_of):
    """A child in a département that takes two messages an hour and three a day."""
    with platform.database.transaction() as session:
        change(session, actor="platform", role="administrator", messages_an_hour=2, messages_a_day=3)
    platform._department_until = 0.0
    return browser_of(cast.ines)


def sent(platform):
    with platform.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Testimony))


def test_past_the_hour_s_messages_the_text_stays_with_when_to_send_it_and_the_numbers(platform, ines):
    for number in range(2):
        assert write(ines, f"Message {number}").status == 200
    page = write(ines, "Le message de trop")
    assert page.status == 429
    assert page.soup.find("textarea", readonly=True).text.strip() == "Le message de trop"
    assert 0 < int(page.headers["Retry-After"]) <= 3600
    assert "119" in page.text
    assert sent(platform) == 2


def test_a_double_tap_costs_one_and_the_last_message_sent_twice_is_received(platform, ines):
    write(ines, "Un")
    page = ines.get("/messages/nouveau")
    for _ in range(3):
        assert ines.send(page, "/messages/nouveau", body="Deux").status == 200
    assert sent(platform) == 2


def test_another_hour_has_room_until_the_day_is_full(platform, cast, browser_of, ines, frozen):
    write(ines, "Un")
    write(ines, "Deux")
    frozen(MONDAY + timedelta(hours=1))
    ines = browser_of(cast.ines)
    assert write(ines, "Trois").status == 200
    full = write(ines, "Quatre")
    assert full.status == 429
    assert int(full.headers["Retry-After"]) > 3600
    assert sent(platform) == 3


def test_one_child_s_messages_cost_another_nothing_and_help_is_never_counted(platform, cast, browser_of, ines):
    for number in range(3):
        write(ines, f"Message {number}")
    tom = browser_of(cast.tom)
    assert write(tom, "Le mien").status == 200
    assert ines.send(ines.get("/besoin-d-aide"), "/besoin-d-aide").status == 200


def test_answers_that_would_make_too_many_messages_wait_in_the_draft(platform, cast, ines):
    with platform.database.transaction() as session:
        factories.consultation(session, cast.staff["cyril"], questions=["text"])
    for number in range(2):
        write(ines, f"Message {number}")
    slug = "/consultations/mes-freres-et-soeurs"
    ines.send(ines.get(f"{slug}/accord"), f"{slug}/accord", accept="yes")
    page = ines.send(ines.get(f"{slug}/ma-situation"), f"{slug}/ma-situation")
    refused = ines.send(page, f"{slug}/questions/1", button="next", answer="Je garde ces mots.")
    assert refused.status == 429
    assert "Je garde ces mots." in refused.text
    assert "Je garde ces mots." in ines.get(f"{slug}/questions/1").text
