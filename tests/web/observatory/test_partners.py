"""The observatory keeps institutions and ties accounts to them."""

import io

import pytest
from sqlalchemy import select

from hcec.partners.models import Institution
from hcec.permissions import Role

HOME = "/observatoire/partenaires/"
OPEN = {None: 401, Role.OBSERVATORY: 200}


@pytest.fixture
def odile(browser_of):
    return browser_of("odile")


def add(browser, name="Tribunal de Valcourt", **typed):
    return browser.send(browser.get(f"{HOME}institutions/nouvelle"), field="kind", name=name, kind="justice", **typed)


def address(platform):
    with platform.database.reading() as session:
        return f"{HOME}institutions/{session.scalars(select(Institution)).first().id.hex}"


@pytest.mark.parametrize("role", [None, *Role])
def test_the_observatory_alone_keeps_institutions(platform, browser_of, role):
    add(browser_of("odile"))
    browser, one = browser_of(role), address(platform)
    for page in (
        HOME,
        f"{HOME}institutions/nouvelle",
        one,
        f"{one}/modifier",
        f"{one}/comptes",
        f"{one}/mandats/nouveau",
    ):
        assert browser.get(page).status == OPEN.get(role, 403), page
    if OPEN.get(role) != 200:
        answer = browser.post(f"{one}/supprimer", {"csrf_token": browser.token()} if role else None)
        assert answer.status in ({401, 400} if role is None else {403})


def test_an_institution_is_added_changed_tied_and_kept_while_in_use(platform, cast, odile):
    page = add(odile)
    assert "Un compte partenaire n’agit pour aucune institution" in page.text
    one = address(platform)
    assert add(odile).status == 400
    odile.send(odile.get(f"{one}/comptes"), field="account", account=cast.staff["paul"].id.hex)
    assert cast.staff["paul"].name in odile.get(one).text
    assert "rien n’est supprimé" in odile.send(odile.get(f"{one}/modifier"), f"{one}/supprimer").text
    odile.send(odile.get(one), f"{one}/comptes/{cast.staff['paul'].id.hex}/detacher")
    assert "L’institution est supprimée" in odile.send(odile.get(f"{one}/modifier"), f"{one}/supprimer").text


def test_of_two_tabs_the_second_is_told_what_changed(platform, odile):
    add(odile)
    one = address(platform)
    first, second = odile.get(f"{one}/modifier"), odile.get(f"{one}/modifier")
    assert odile.send(first, field="kind", name="Cour d’appel").status == 200
    refused = odile.send(second, field="kind", name="Tribunal pour enfants")
    assert refused.status == 409
    assert "Cour d’appel" in refused.text
    assert refused.soup.find("input", {"name": "name"})["value"] == "Tribunal pour enfants"


def test_a_mandate_is_given_changed_and_taken_away(platform, cast, odile):
    add(odile)
    one = address(platform)
    odile.send(odile.get(f"{one}/comptes"), field="account", account=cast.staff["paul"].id.hex)
    form = odile.get(f"{one}/mandats/nouveau")
    given = {"function": "Juge des enfants", "from_on": "2026-01-05", "account": cast.staff["paul"].id.hex}
    odile.send(form, field="function", **given)
    page = odile.send(form, field="function", **given)  # a double tap gives one
    assert page.text.count("Juge des enfants") == 1
    assert "1" in odile.get(HOME).soup.select_one("td.number").text
    where = page.soup.find("a", string="Juge des enfants")["href"]
    assert odile.get(where).soup.find("option", selected=True)["value"] == cast.staff["paul"].id.hex
    over = odile.send(odile.get(where), field="function", to_on="2026-06-30", is_deputy="y")
    assert "suppléance" in over.text
    assert "fini" in over.text
    refused = odile.send(odile.get(where), field="function", to_on="2025-01-01")
    assert (refused.status, "vient avant le premier" in refused.text) == (400, True)
    assert "Aucun mandat" in odile.send(odile.get(where), f"{where}/supprimer").text
    assert odile.get(where).status == 404


def test_a_table_is_brought_back_and_what_is_not_kept_is_told_once(odile):
    table = "institution;nature;charte signée le\r\nBarreau;barreau;\r\nÉcole;inconnue;\r\n".encode()
    sent = {"csrf_token": odile.token(f"{HOME}fichiers"), "file": (io.BytesIO(table), "institutions.csv")}
    assert odile.post(f"{HOME}importer", sent, content_type="multipart/form-data").status == 303
    page = odile.get(f"{HOME}fichiers")
    assert "1 ligne ajoutée" in page.text
    assert [cell.text for cell in page.soup.select("td")][:3] == ["institutions", "3", "nature"]
    assert "Ce qui n’a pas été gardé" not in odile.get(f"{HOME}fichiers").text
    assert "Barreau" in odile.get(f"{HOME}institutions.csv").data.decode("utf-8-sig")
    assert odile.get(f"{HOME}partenaires.ods").data.startswith(b"PK")
    broken = sent | {"file": (io.BytesIO(b"PK\x03\x04 rien"), "x.ods")}
    assert odile.post(f"{HOME}importer", broken, content_type="multipart/form-data").status == 400
