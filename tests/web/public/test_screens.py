"""A question on the wall: no number while it is open, then what the public release says and nothing else."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from hcec import clock
from hcec.consultations.enums import ConsultationStatus
from hcec.syntheses.enums import Level
from hcec.syntheses.models import Release
from tests import factories
from tests.web.conftest import SLUG
from tests.web.public.test_results import change

WALL = f"/conseil/ecran/{SLUG}"


def give(platform, cast, status=ConsultationStatus.OPEN, **changes):
    with platform.database.transaction() as session:
        factories.consultation(session, cast.staff["cyril"], status=status)
    if changes:
        change(platform, **changes)


def test_an_open_question_shows_its_choices_and_no_number(platform, cast, browser):
    give(platform, cast)
    page = browser.get(WALL)
    assert page.h1 == "Tu les vois assez souvent ?"
    assert "Beaucoup" in page.text
    assert page.soup.find(class_="bars") is None
    assert "Question suivante" in page.text


def test_after_closing_nothing_is_told_before_the_public_release(platform, cast, browser, release):
    give(platform, cast, ConsultationStatus.CLOSED)
    assert "Les résultats arriveront ici." in browser.get(WALL).text


def test_the_protected_result_is_that_of_the_public_release(browser, release):
    release()
    page = browser.get(WALL)
    assert page.soup.find(class_="bars") is not None
    assert "Beaucoup" in page.text
    assert "On devrait dormir là-bas." in browser.get(f"{WALL}/5").text


@pytest.mark.parametrize(
    "changes",
    [
        {"level": Level.INTERNAL},
        {"embargo_on": clock.today() + timedelta(days=900)},
        {"withdrawn_on": clock.today(), "withdrawal_reason": "Une erreur."},
    ],
)
def test_nothing_internal_awaited_or_withdrawn_is_on_a_wall(platform, browser, release, changes):
    release()
    with platform.database.transaction() as session:
        session.execute(update(Release).values(**changes))
    page = browser.get(WALL)
    assert page.soup.find(class_="bars") is None
    assert "On devrait" not in browser.get(f"{WALL}/5").text


def test_too_few_answers_are_said_so(browser, release):
    release(sheets=4)
    assert "trop peu de réponses" in browser.get(WALL).text


LATER = clock.today() + timedelta(days=900)


@pytest.mark.parametrize("changes", [{"status": ConsultationStatus.DRAFT}, {"opens_on": LATER}])
def test_what_was_never_asked_is_not_found(platform, cast, browser, changes):
    give(platform, cast, **changes)
    assert browser.get(WALL).status == 404


@pytest.mark.parametrize("end", ["/0", "/6", "/99999999999", "/-1", "/x"])
def test_a_question_that_does_not_exist_is_not_found(platform, cast, browser, end):
    give(platform, cast)
    assert browser.get(f"{WALL}{end}").status == 404


def test_the_wall_needs_no_script(platform, cast, browser):
    give(platform, cast)
    page = browser.get(WALL)
    assert page.soup.find_all("script") == []
    assert page.soup.find("meta", {"http-equiv": "refresh"}) is None
