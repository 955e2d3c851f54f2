"""Topics as the observatory sees them: only those that enough children support."""

import pytest
from sqlalchemy import select

from hcec.council.models import Session
from hcec.permissions import Role
from tests.council.supported import count, shown
from tests.web.observatory.test_council_sessions import plan

TOPICS = "/observatoire/conseil/sujets/"


@pytest.fixture
def odile(browser_of):
    return browser_of(Role.OBSERVATORY)


def supported(platform, cast, words="Le téléphone le soir.", supports=5):
    topic_id = shown(platform, cast, words, supports)
    count(platform)
    return f"{TOPICS}{topic_id.hex}"


def test_the_council_never_sees_a_topic_that_few_support(odile, platform, cast):
    url = supported(platform, cast, supports=4)
    assert "Le téléphone" not in odile.get(TOPICS).text
    assert odile.get(url).status == 404


def test_a_topic_goes_on_an_agenda_waits_again_and_is_told(odile, platform, cast, browser_of):
    url = supported(platform, cast)
    plan(odile, held_on="2026-12-05")
    with platform.database.reading() as session:
        ref = session.scalars(select(Session)).one().id.hex
    odile.send(odile.get(url), field="told", session_id=ref)
    assert "Le téléphone le soir." in odile.get(f"/observatoire/conseil/seances/{ref}").text
    assert "à l’ordre du jour" in browser_of(cast.tom).get("/conseil/sujets/").text
    odile.send(odile.get(url), field="told", session_id="")
    assert "Le téléphone le soir." not in odile.get(f"/observatoire/conseil/seances/{ref}").text
    odile.send(odile.get(url), field="told", told="On demande des règles écrites.")
    assert "On demande des règles écrites." in browser_of(cast.tom).get("/conseil/sujets/").text


def test_a_session_called_off_gives_its_topics_back(odile, platform, cast):
    url = supported(platform, cast)
    page = plan(odile, held_on="2026-12-05")
    ref = page.url.rpartition("/")[2]
    odile.send(odile.get(url), field="told", session_id=ref)
    odile.send(odile.get(page.url), f"/observatoire/conseil/seances/{ref}/annuler")
    assert "soutenu" in odile.get(TOPICS).text
    assert "à l’ordre du jour" not in odile.get(TOPICS).text


def test_two_people_do_not_overwrite_each_other(odile, platform, cast):
    url = supported(platform, cast)
    first, second = odile.get(url), odile.get(url)
    odile.send(first, field="told", told="La première réponse.")
    refused = odile.send(second, field="told", told="La deuxième réponse.")
    assert refused.status == 409
    assert "La première réponse." in refused.text
    assert "La deuxième réponse." in refused.text


@pytest.mark.parametrize("role", [None, *Role])
def test_the_observatory_alone_keeps_topics(browser_of, platform, cast, role):
    url = supported(platform, cast)
    expected = {None: 401, Role.OBSERVATORY: 200}.get(role, 403)
    assert browser_of(role).get(TOPICS).status == expected
    assert browser_of(role).get(url).status == expected
