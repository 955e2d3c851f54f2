"""The observatory's plenaries over plain HTTP: kept by the observatory, read by partners."""

import io
import zipfile

import pytest
from sqlalchemy import select

from hcec.partners.enums import InstitutionKind
from hcec.partners.models import Institution, Plenary, PlenaryDecision
from hcec.permissions import Role

HOME = "/partenaires/plenieres/"
READERS = {None: 401, Role.PARTNER: 200, Role.OBSERVATORY: 200}
KEEPERS = {None: 401, Role.OBSERVATORY: 200}
AGENDA = "Bilan\nConsultations | http://localhost/observatoire/consultations/\nRésultats | /resultats/"


@pytest.fixture
def odile(browser_of):
    return browser_of("odile")


def plan(browser, held_on="2026-11-20", agenda=AGENDA):
    return browser.send(
        browser.get(f"{HOME}nouvelle"), field="agenda", held_on=held_on, place="Préfecture", agenda=agenda
    )


def address(platform):
    with platform.database.reading() as session:
        return f"{HOME}{session.scalars(select(Plenary)).one().id.hex}"


@pytest.fixture
def court(platform):
    with platform.database.transaction() as session:
        made = Institution(name="Tribunal", kind=InstitutionKind.JUSTICE)
        session.add(made)
        session.flush()
        return made.id.hex


def test_a_plenary_from_its_agenda_to_a_decision_done(platform, odile, court, browser_of):
    assert "Consultations" in plan(odile).text
    one, paul = address(platform), browser_of("paul")
    links = {a["href"] for a in paul.get(one).soup.select("main ol a")}
    assert links == {"/resultats/"}  # what a partner may not open is words, not a door that shuts
    typed = {"minutes": "## Bilan\n\n- un point\n- un autre", f"presence_{court}": "present"}
    page = odile.send(odile.get(f"{one}/compte-rendu"), field="minutes", **typed)
    assert "Tribunal : présente" in page.text
    assert [item.text for item in page.soup.select("section[aria-labelledby=said] li")] == ["un point", "un autre"]
    again = odile.get(f"{one}/compte-rendu")
    assert again.soup.find("option", value="present", selected=True)
    decision = {"words": "Écrire à l’agence.", "who": "La secrétaire générale", "due_on": "2026-11-21"}
    form = odile.get(f"{one}/decisions/nouvelle")
    odile.send(form, field="who", **decision)
    assert "en retard" in odile.send(form, field="who", **decision).text  # a double tap makes one
    with platform.database.reading() as session:
        ref = session.scalars(select(PlenaryDecision)).one().id.hex
    assert "en retard" in paul.get(HOME).text
    done = odile.send(odile.get(f"{HOME}decisions/{ref}"), field="who", done_on="2026-11-23", told="C’est parti.")
    assert "faite le 23 novembre 2026" in done.text
    for what in ("convocation", "compte-rendu"):
        archive = zipfile.ZipFile(io.BytesIO(paul.get(f"{one}/{what}.odt").data))
        assert "Tribunal" in archive.read("content.xml").decode() or what == "convocation"
        assert paul.get(f"{one}/{what}.pdf").data.startswith(b"%PDF")
    odile.send(odile.get(f"{HOME}decisions/{ref}"), f"{HOME}decisions/{ref}/supprimer")
    assert "Aucune décision notée" in odile.get(one).text


def test_an_address_that_leads_nowhere_is_refused_beside_its_field(odile):
    refused = plan(odile, agenda="Un point | /nulle-part")
    assert (refused.status, "ne mène à aucune page" in refused.text) == (400, True)
    assert "/nulle-part" in refused.soup.find("textarea", {"name": "agenda"}).text


def test_two_tabs_on_the_minutes(platform, odile):
    plan(odile)
    one = address(platform)
    tabs = [odile.get(f"{one}/compte-rendu") for _tab in range(2)]
    odile.send(tabs[0], field="minutes", minutes="Le premier.")
    refused = odile.send(tabs[1], field="minutes", minutes="Le second.")
    assert refused.status == 409
    assert "Le premier." in refused.text
    assert "Le second." in refused.soup.find("textarea").text


def test_what_is_called_off_stays_and_takes_no_minutes(platform, odile):
    plan(odile, held_on="2026-12-01")
    one = address(platform)
    assert odile.get(f"{one}/compte-rendu.odt").status == 404
    early = odile.send(odile.get(f"{one}/compte-rendu"), field="minutes", minutes="Trop tôt.")
    assert (early.status, "Son jour n’est pas encore venu" in early.text) == (400, True)
    assert "annulée" in odile.send(odile.get(f"{one}/modifier"), f"{one}/annuler").text


@pytest.mark.parametrize("role", [None, *Role])
def test_partners_read_and_the_observatory_alone_writes(platform, browser_of, role):
    plan(browser_of("odile"))
    browser, one = browser_of(role), address(platform)
    for page in (HOME, one, f"{one}/convocation.odt"):
        assert browser.get(page).status == READERS.get(role, 403), page
    for page in (f"{HOME}nouvelle", f"{one}/modifier", f"{one}/compte-rendu", f"{one}/decisions/nouvelle"):
        assert browser.get(page).status == KEEPERS.get(role, 403), page
    if KEEPERS.get(role) == 200:
        assert browser.get(f"{HOME}{'0' * 32}").status == 404
