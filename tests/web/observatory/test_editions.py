"""Editions of the idea box over HTTP."""

import pytest
from sqlalchemy import select

from hcec.consultations.models import Edition
from hcec.permissions import Role

EDITIONS = "/observatoire/editions/"


@pytest.fixture
def odile(browser_of):
    return browser_of("odile")


def close(browser, first, last):
    return browser.send(browser.get(EDITIONS), f"{EDITIONS}nouvelle", first=first, last=last)


@pytest.mark.parametrize("role", [None, *Role])
def test_the_observatory_alone_opens_editions(browser_of, role):
    expected = {None: 401, Role.OBSERVATORY: 200}.get(role, 403)
    assert browser_of(role).get(EDITIONS).status == expected


@pytest.mark.parametrize(
    ("role", "form"), [(Role.MODERATOR, "/equipe/"), (Role.ADMINISTRATOR, "/equipe/"), (None, "/entrer")]
)
def test_nobody_else_closes_months(platform, browser_of, role, form):
    browser = browser_of(role)
    token = browser.token(form)
    fields = {"csrf_token": token, "first": "2026-09", "last": "2026-10", "submission_key": "1" * 32}
    assert browser.post(f"{EDITIONS}nouvelle", fields).status in (401, 403)
    with platform.database.reading() as session:
        assert not session.scalars(select(Edition)).all()


def test_months_are_closed_and_lead_to_a_synthesis_of_themes_alone(odile, browser):
    page = close(odile, "2026-09", "2026-10")
    assert "Boîte à idées : de septembre à octobre 2026" in page.text
    assert [(box["value"], box.has_attr("checked")) for box in page.soup.select("[name=crossing]")] == [
        ("themes", True)
    ]
    assert "Boîte à idées" in browser.get("/resultats/").text
    assert "tu écris ce que tu veux" in browser.get("/resultats/boite-a-idees-de-septembre-a-octobre-2026").text
    assert "Boîte à idées" not in odile.get("/observatoire/consultations/").text


def test_a_month_is_never_taken_twice(odile):
    close(odile, "2026-09", "2026-10")
    options = [each["value"] for each in odile.get(EDITIONS).soup.select("#first option")]
    assert options[:2] == ["2026-08", "2026-07"]
    refused = close(odile, "2026-08", "2026-10")
    assert refused.status == 400


@pytest.mark.parametrize(("first", "last"), [("2026-10", "2026-09"), ("2026-11", "2026-11"), ("pirate", "2026-10")])
def test_months_in_disorder_or_not_over_are_refused(odile, first, last):
    assert close(odile, first, last).status == 400


def test_an_edition_between_two_takes_no_month_of_the_other(odile):
    close(odile, "2026-09", "2026-09")
    refused = close(odile, "2026-08", "2026-10")
    assert refused.status == 400
    assert "deux éditions ne se recouvrent jamais" in refused.text
