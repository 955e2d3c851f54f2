"""A consultation is opened, closed, copied and archived, over plain HTTP."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import select, update

from hcec.accounts.enums import Appointment
from hcec.accounts.models import Service
from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation
from hcec.permissions import Role
from hcec.safeguarding.models import CoverPeriod
from hcec.web.sessions import cookie_name
from tests.web.observatory.making import NEW, NIGHT, give, kept

ACTS = [
    f"{NIGHT}/{name}"
    for name in ("ouvrir", "clore", "archiver", "dupliquer", "questions/0/deplacer", "questions/0/supprimer")
]


@pytest.fixture
def odile(browser_of):
    return browser_of(Role.OBSERVATORY)


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (ConsultationStatus.OPEN, "ouvrir"),
        (ConsultationStatus.CLOSED, "ouvrir"),
        (ConsultationStatus.DRAFT, "clore"),
        (ConsultationStatus.ARCHIVED, "clore"),
        (ConsultationStatus.OPEN, "archiver"),
        (ConsultationStatus.CLOSED, "archiver"),
    ],
)
def test_a_step_that_is_not_the_next_one_is_refused(odile, platform, cast, crip_key, status, name):
    give(platform, cast, status)
    refused = odile.post(f"{NIGHT}/{name}", {"csrf_token": odile.token(NEW), "version": "1"})
    assert refused.status == 409
    assert (kept(platform).status, kept(platform).version) == (status, 1)


@pytest.mark.parametrize("name", ["ouvrir", "clore", "archiver"])
def test_a_step_on_a_version_that_changed_is_refused(odile, platform, cast, crip_key, name):
    before = {"ouvrir": "draft", "clore": "open", "archiver": "closed"}[name]
    give(platform, cast, ConsultationStatus(before))
    refused = odile.post(f"{NIGHT}/{name}", {"csrf_token": odile.token(NEW), "version": "7"})
    assert refused.status == 409
    assert kept(platform).status == before


def test_a_copy_is_made_once(odile, platform, cast):
    give(platform, cast, ConsultationStatus.CLOSED)
    page = odile.get(NIGHT)
    for _ in range(2):
        copy = odile.send(page, f"{NIGHT}/dupliquer")
        assert "mes-freres-et-soeurs" in copy.text
    with platform.database.reading() as session:
        assert len(session.scalars(select(Consultation)).all()) == 2


@pytest.mark.parametrize("url", ACTS)
def test_an_act_is_never_a_reading_nor_without_its_token(odile, platform, cast, url):
    give(platform, cast, ConsultationStatus.DRAFT)
    assert odile.get(url).status == 405
    assert odile.post(url, {"version": "1"}).status == 400
    assert kept(platform).status == ConsultationStatus.DRAFT


def at_once(browser, times, url, sent):
    """Send the same form from several threads at once; return the statuses."""
    cookie = browser.client.get_cookie(cookie_name(browser.app), domain="localhost")

    def send(_):
        client = browser.app.test_client()
        client.set_cookie(cookie.key, cookie.value, domain="localhost")
        return client.post(url, data=sent, base_url=browser.base).status_code

    with ThreadPoolExecutor(times) as threads:
        return sorted(threads.map(send, range(times)))


def test_of_two_people_who_open_at_once_one_wins(odile, platform, cast, crip_key):
    give(platform, cast, ConsultationStatus.DRAFT)
    sent = {"csrf_token": odile.token(NIGHT), "version": "1"}
    assert at_once(odile, 4, f"{NIGHT}/ouvrir", sent) == [303, 409, 409, 409]
    assert kept(platform).version == 2


def test_taps_at_once_make_one_draft(odile, platform):
    sent = {"csrf_token": odile.token(NEW), "submission_key": "k" * 24, "title": "La nuit", "on_call": ""}
    assert at_once(odile, 4, NEW, sent) == [303] * 4
    with platform.database.reading() as session:
        assert len(session.scalars(select(Consultation)).all()) == 1


def test_taps_at_once_ask_one_question(odile, platform, cast):
    give(platform, cast, ConsultationStatus.DRAFT)
    asked = {"kind": "text", "label": "Autre chose ?", "submission_key": "k" * 24}
    sent = asked | {"csrf_token": odile.token(NIGHT)}
    assert at_once(odile, 4, f"{NIGHT}/questions/nouvelle", sent) == [303] * 4
    assert [one.label for one in kept(platform).questions].count("Autre chose ?") == 1


def test_s3_a_draft_says_which_days_nobody_covers_and_whether_there_is_time_to_read(odile, platform, cast, crip_key):
    give(platform, cast, ConsultationStatus.DRAFT)
    with platform.database.transaction() as session:
        session.get(Service, cast.services["north"].id).cards_made = 3000
        deputy = CoverPeriod.kind == Appointment.DEPUTY
        session.execute(update(CoverPeriod).where(deputy).values(to_on=date(2026, 12, 10)))
    page = odile.get(NIGHT)
    assert "Il manque une suppléance certains jours" in page.text
    assert "du 11 au 14 décembre 2026" in page.text
    assert "Au plus 1000 messages" in page.text
    assert "Ce n’est pas assez pour tout lire." in page.text
    assert odile.send(page, f"{NIGHT}/ouvrir").status == 409
    with platform.database.transaction() as session:
        session.execute(update(CoverPeriod).where(deputy).values(to_on=date(2026, 12, 14)))
    assert odile.send(odile.get(NIGHT), f"{NIGHT}/ouvrir").status == 200, "the load never blocks"
    assert kept(platform).status == ConsultationStatus.OPEN
