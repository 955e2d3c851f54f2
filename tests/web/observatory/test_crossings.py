"""Crossings over HTTP, with the field of the interface: chosen, seen, published, frozen (D2, D5)."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.syntheses import snapshots

SLUG = "mes-freres-et-soeurs"
NEW = "/observatoire/syntheses/nouvelle"
TABLES = ["questions", "age_band", "placement_type"]
AGE_BY_FACE = "age_band__q1"


def closed(platform, cast, sheets):
    with platform.database.transaction() as session:
        snapshots.closed(session, cast.staff["cyril"], sheets=sheets)


@pytest.fixture
def odile(browser_of):
    return browser_of("odile")


def start(browser, *crossings, **changes):
    page = browser.get(f"{NEW}?consultation={SLUG}")
    fields = {"consultation": SLUG, "level": "public", "title": "Croisée", "crossing": [*TABLES, *crossings]}
    return browser.send(page, NEW, **{**fields, **changes})


def where(page):
    return page.url.removeprefix("http://localhost")


def offered(page):
    return {box["value"]: box.find_parent("label").get_text(strip=True) for box in page.soup.select("[name=crossing]")}


def test_a_crossing_is_chosen_seen_published_and_read_by_everyone(platform, cast, odile, browser):
    closed(platform, cast, 240)
    page = odile.get(f"{NEW}?consultation={SLUG}")
    assert offered(page)[AGE_BY_FACE].endswith("— selon l’âge")
    assert "avant la première version" in page.text
    page = start(odile, AGE_BY_FACE)
    assert "— selon l’âge" in page.text
    odile.send(page, f"{where(page)}/publier")
    assert "selon l’âge" in browser.get(f"/resultats/{SLUG}").text
    package = ZipFile(BytesIO(odile.get(f"{where(page)}/telecharger/zip").data))
    assert [name for name in package.namelist() if "age_band__q1" in name]
    assert json.loads(package.read("datapackage.json"))


def test_after_the_first_version_no_other_crossing_can_be_chosen(platform, cast, odile):
    closed(platform, cast, 240)
    page = start(odile, AGE_BY_FACE)
    odile.send(page, f"{where(page)}/publier")
    page = odile.get(f"{NEW}?consultation={SLUG}")
    assert set(offered(page)) == {*TABLES, "themes", AGE_BY_FACE}
    assert "seuls les croisements choisis avant elle" in page.text
    assert start(odile, "placement_type__q1").status == 400


def test_under_a_hundred_young_people_no_crossing_is_offered_and_the_page_says_so(platform, cast, odile):
    closed(platform, cast, 99)
    page = odile.get(f"{NEW}?consultation={SLUG}")
    assert set(offered(page)) == {*TABLES, "themes"}
    assert "Moins de 100 jeunes ont répondu" in page.text
    assert start(odile, AGE_BY_FACE).status == 400


def test_what_cannot_be_crossed_is_said(platform, cast, odile):
    closed(platform, cast, 120)
    page = odile.get(f"{NEW}?consultation={SLUG}")
    assert "Les questions à plusieurs réponses et les thèmes ne se croisent pas" in page.text
    assert start(odile, "age_band__q3").status == start(odile, "q1__q2").status == 400


def test_too_many_crossings_are_refused_and_nothing_typed_is_lost(platform, cast, odile):
    closed(platform, cast, 120)
    every = [code for code in offered(odile.get(f"{NEW}?consultation={SLUG}")) if "__" in code]
    answer = start(odile, *every, text="Mon long travail")
    assert answer.status == 400
    assert "Mon long travail" in answer.text
