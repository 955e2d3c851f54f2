"""Words that worry in an adult's answer: seen at once, alone while others may still come, and asked to be read."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hcec import clock
from hcec.accounts.models import Staff
from hcec.consultations.answering import Answer
from hcec.surveys.models import Survey
from hcec.surveys.services import answering, prompting, reading, staging
from hcec.surveys.services.answering import Filled
from tests.surveys.asked import TODAY, invited, opened
from tests.surveys.test_links import mail_that_is_taken

WORDS = ("Il faudrait plus de temps.", "Son beau-père la frappe tous les soirs.")


@pytest.fixture
def answered(platform, cast):
    """Two people wrote in an open survey, one of them of a danger."""
    with platform.database.transaction() as session:
        survey = opened(session, cast.staff["odile"])
        for number, words in enumerate(WORDS):
            filled = Filled(None, {4: Answer(text=words)})
            row = invited(session, survey, f"lien-{number}")
            answering.send_sheet(session, invitation=row, row_id=uuid4(), filled=filled, today=TODAY)
        return survey.id


def ask(platform):
    with platform.database.transaction() as session:
        return prompting.ask_to_read(platform.settings, session)


def refer(platform, odile, survey_id):
    with platform.database.transaction() as session:
        survey = session.get(Survey, survey_id)
        [(_question, texts)] = reading.read_texts(session, survey)
        reading.refer(session, actor=odile, survey=survey, text=texts[0].row)


def test_until_the_closing_only_what_worries_is_shown(platform, browser_of, cast, answered):
    page = f"/observatoire/questionnaires/{answered.hex}/reponses-libres/"
    odile = browser_of("odile")
    told = odile.get(page).text
    assert (WORDS[0] in told, "la frappe" in told) == (False, True)
    refer(platform, cast.staff["odile"], answered)
    assert "la frappe" in odile.get(page).text
    with platform.database.transaction() as session:
        staging.freeze(session, survey=session.get(Survey, answered), today=TODAY)
    assert WORDS[0] in odile.get(page).text


def test_the_observatory_s_home_asks_until_somebody_handed_it_on(platform, browser_of, cast, answered):
    odile, asked = browser_of("odile"), "Des réponses de questionnaires attendent une lecture"
    page = odile.get("/observatoire/")
    assert asked in page.text
    assert page.soup.find("a", href=f"/observatoire/questionnaires/{answered.hex}/reponses-libres/")
    assert "frappe" not in page.text
    refer(platform, cast.staff["odile"], answered)
    assert asked not in odile.get("/observatoire/").text


def test_one_mail_a_day_that_tells_nothing_goes_to_whoever_may_read(platform, cast, answered, frozen, monkeypatch):
    left = mail_that_is_taken(monkeypatch, lambda body: body)
    assert (ask(platform), ask(platform)) == (1, 0)
    with platform.database.reading() as session:
        assert list(left) == [session.get(Staff, cast.staff["odile"].id).email]
    [body] = left.values()
    assert not any(word in body for word in ("Repérer", "frappe", "danger", "questionnaire"))
    for hours, sent in ((10, 0), (14, 1)):  # the same evening, the next morning
        frozen(clock.now() + timedelta(hours=hours))
        assert ask(platform) == sent
    refer(platform, cast.staff["odile"], answered)
    frozen(clock.now() + timedelta(days=1))
    assert ask(platform) == 0
