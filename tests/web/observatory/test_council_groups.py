"""Working groups: institutions and functions, meetings, what came of them."""

import pytest
from sqlalchemy import select

from hcec.council.models import GroupMember, WorkingGroup
from hcec.permissions import Role

GROUPS = "/observatoire/conseil/groupes/"


@pytest.fixture
def odile(browser_of):
    return browser_of(Role.OBSERVATORY)


def start(browser, name="Les trajets"):
    page = browser.send(browser.get(GROUPS), GROUPS, name=name, aim="Voir ses frères et sœurs plus souvent.")
    return page.url.removeprefix("http://localhost")


def test_a_group_gathers_functions_meets_and_ends(odile, browser):
    url = start(odile)
    odile.send(odile.get(url), f"{url}/membres", institution="Éducation nationale", function="Conseillère technique")
    odile.send(odile.get(url), f"{url}/reunions", held_on="2026-11-20", outcome="Un car le samedi.")
    assert "Conseillère technique" in odile.get(url).text
    assert "Un car le samedi." in odile.get(url).text
    odile.send(odile.get(f"{url}/modifier"), field="aim", outcome="Un car chaque samedi.", is_over="y")
    public = browser.get("/conseil/").text
    assert "Un car chaque samedi." in public
    assert "Éducation nationale" in public
    assert "Conseillère" not in public


def test_the_same_member_twice_is_one_and_may_leave(odile, platform):
    url = start(odile)
    for _ in range(2):
        odile.send(odile.get(url), f"{url}/membres", institution="Mission locale", function="Directeur")
    with platform.database.reading() as session:
        (member,) = session.scalars(select(GroupMember)).all()
    odile.send(odile.get(url), f"{url}/membres/{member.id.hex}/retirer")
    assert "Mission locale" not in odile.get(url).text


def test_a_meeting_noted_by_mistake_is_taken_out_and_none_is_noted_ahead(odile):
    url = start(odile)
    assert odile.send(odile.get(url), f"{url}/reunions", held_on="2026-11-24", outcome="Demain.").status == 400
    page = odile.send(odile.get(url), f"{url}/reunions", held_on="2026-11-23", outcome="Aujourd’hui.")
    form = next(form for form in page.soup.find_all("form") if "/reunions/" in form.get("action", ""))
    assert "Aujourd’hui." not in odile.send(page, form["action"]).text


def test_a_name_is_one_group_s(odile, platform):
    start(odile)
    refused = odile.send(odile.get(GROUPS), GROUPS, name="Les trajets", aim="Autre chose.")
    assert refused.status == 400
    assert "Un autre groupe porte déjà ce nom." in refused.text
    with platform.database.reading() as session:
        assert len(session.scalars(select(WorkingGroup)).all()) == 1


def test_a_group_changed_meanwhile_is_refused_with_the_difference(odile):
    url = start(odile)
    first, second = odile.get(f"{url}/modifier"), odile.get(f"{url}/modifier")
    odile.send(first, field="aim", aim="Le premier but.")
    refused = odile.send(second, field="aim", aim="Le deuxième but.")
    assert refused.status == 409
    assert "Le premier but." in refused.text
    assert "Le deuxième but." in refused.text


@pytest.mark.parametrize("role", [None, *Role])
def test_the_observatory_alone_keeps_the_groups(browser_of, odile, role):
    url = start(odile)
    expected = {None: 401, Role.OBSERVATORY: 200}.get(role, 403)
    for address in (GROUPS, url, f"{url}/modifier"):
        assert browser_of(role).get(address).status == expected


def test_a_group_that_does_not_exist_is_not_found(odile):
    assert odile.get(f"{GROUPS}{'0' * 32}").status == 404
