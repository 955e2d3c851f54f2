"""The last day of an open consultation moves later only; children read the old dates and why; cover first (S3)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from hcec import clock
from hcec.audit.models import JournalEntry
from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation
from hcec.permissions import STAFF_ROLES, Role
from hcec.safeguarding.models import CoverPeriod
from tests.web.observatory.making import NIGHT, give, kept

URL = f"{NIGHT}/prolonger"
LAST, DUE = date(2026, 12, 14), date(2027, 2, 21)
LATER = {"closes_on": "2026-12-21", "answer_due_on": "2027-03-01", "reason": "Beaucoup de jeunes étaient en vacances."}


@pytest.fixture
def opened(platform, cast):
    give(platform, cast, ConsultationStatus.OPEN)
    with platform.database.transaction() as session:
        session.execute(update(CoverPeriod).values(to_on=date(2026, 12, 31)))
    assert (kept(platform).closes_on, kept(platform).answer_due_on) == (LAST, DUE)


def test_more_time_is_given_told_to_children_and_journalled(platform, cast, browser_of, opened):
    odile, ines = browser_of("odile"), browser_of(cast.ines)
    assert "Laisser plus de temps" in odile.get(NIGHT).text
    page = odile.send(odile.get(URL), field="closes_on", **LATER)
    assert page.url.endswith(NIGHT)
    assert (kept(platform).closes_on, kept(platform).answer_due_on) == (date(2026, 12, 21), date(2027, 3, 1))
    told = " ".join(ines.get("/consultations/la-nuit").text.split())
    assert "jusqu’au 21 décembre 2026" in told
    assert "Avant : jusqu’au 14 décembre 2026, et réponse avant le 21 février 2027." in told
    assert LATER["reason"] in told
    with platform.database.reading() as session:
        assert "consultation:postpone" in session.scalars(select(JournalEntry.action)).all()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"closes_on": "2026-12-14"}, "ne peut qu’être repoussé"),
        ({"closes_on": "2026-12-01"}, "ne peut qu’être repoussé"),
        ({"closes_on": ""}, "ne peut qu’être repoussé"),
        ({"answer_due_on": "2027-02-20"}, "pas avant le jour déjà promis"),
        ({"answer_due_on": ""}, "pas avant le jour déjà promis"),
        ({"reason": " bof  "}, "les jeunes la liront"),
        ({"closes_on": "2027-01-04"}, "sans astreinte"),
    ],
)
def test_what_would_break_a_promise_is_refused_and_stays_on_the_page(platform, browser_of, opened, changes, words):
    odile = browser_of("odile")
    page = odile.send(odile.get(URL), field="closes_on", **LATER | changes)
    assert page.status == 400
    assert words in page.text
    assert (LATER | changes)["reason"].strip() in page.text
    assert (kept(platform).closes_on, kept(platform).answer_due_on) == (LAST, DUE)


def test_of_two_pages_the_second_is_told(platform, browser_of, opened):
    odile = browser_of("odile")
    first, second = odile.get(URL), odile.get(URL)
    odile.send(first, field="closes_on", **LATER)
    page = odile.send(second, field="closes_on", **LATER | {"closes_on": "2026-12-28"})
    assert page.status == 400
    assert "vient de la modifier" in page.text
    assert kept(platform).closes_on == date(2026, 12, 21)


@pytest.mark.parametrize("status", [ConsultationStatus.DRAFT, ConsultationStatus.CLOSED])
def test_only_one_that_takes_answers_moves(platform, cast, browser_of, status):
    give(platform, cast, status)
    assert browser_of("odile").get(URL).status == 409


def test_past_its_last_day_it_is_too_late(platform, browser_of, opened):
    odile = browser_of("odile")
    page = odile.get(URL)
    with platform.database.transaction() as session:
        session.scalars(select(Consultation)).one().closes_on = clock.today() - timedelta(days=1)
    assert odile.send(page, field="closes_on", **LATER).status == 409


@pytest.mark.parametrize("role", [None, *STAFF_ROLES])
def test_the_observatory_alone_moves_dates(browser_of, opened, role):
    expected = 401 if role is None else 200 if role == Role.OBSERVATORY else 403
    assert browser_of(role).get(URL).status == expected
