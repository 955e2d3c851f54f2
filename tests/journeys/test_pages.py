"""Every page of the chain, in a browser: accessible (axe), no wider than the screen, light on the first visit."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.test_chain_in_a_browser import Person, answers, joins

PUBLIC = (
    *("/", "/aide", "/sortir/pourquoi", "/vie-privee", "/accessibilite", "/phrase-perdue", "/rejoindre", "/entrer"),
    *("/besoin-d-aide", "/resultats/", "/resultats/mon-arrivee", "/resultats/le-telephone-et-internet", "/donnees/"),
    *("/equipe/entrer", "/calendrier", "/nulle-part"),
    *("/conseil/", "/conseil/ecran/mon-referent", "/conseil/ecran/le-telephone-et-internet", "/questionnaires/"),
)
YOUTH = (
    *("/consultations/", "/consultations/mon-referent", "/consultations/mon-referent/accord", "/messages/"),
    *("/messages/nouveau", "/ma-phrase", "/mes-donnees", "/besoin-d-aide"),
    *("/conseil/sujets/", "/conseil/sujets/nouveau"),
)
STAFF = {
    "moderator": ("/equipe/", "/equipe/compte", "/moderation/"),
    "crip": ("/alertes/", "/alertes/exercice"),
    "administrator": (
        *("/administration/", "/administration/etat", "/administration/reglages/", "/administration/reglages/durees"),
        *(
            "/administration/services/",
            "/administration/services/nouveau",
            "/administration/services/territoires/nouveau",
        ),
        *("/administration/equipe/", "/administration/equipe/nouveau", "/administration/cartes/"),
    ),
    "observatory": (
        *("/observatoire/", "/observatoire/consultations/", "/observatoire/consultations/la-nuit"),
        *("/observatoire/consultations/nouvelle", "/observatoire/consultations/la-nuit/questions/nouvelle"),
        *("/observatoire/syntheses/", "/observatoire/syntheses/nouvelle", "/observatoire/schema/"),
        *("/observatoire/conseil/", "/observatoire/conseil/seances/nouvelle", "/observatoire/conseil/mandats/"),
        *("/observatoire/conseil/sujets/", "/observatoire/conseil/groupes/", "/observatoire/conseil/atelier/"),
        *("/observatoire/questionnaires/", "/observatoire/questionnaires/nouveau", "/partenaires/consultations/"),
        *("/partenaires/ressources/?q=enfant", "/partenaires/ressources/nouvelle", "/observatoire/evaluations/"),
    ),
}
FIRST_PAGE_BYTES = 25 * 1024
FONT_BYTES = 25 * 1024
FIRST_PAGE_REQUESTS = 4


def faults(person) -> list[str]:
    """Return what axe finds on the page, and whether it is wider than the screen."""
    person.fits()
    found = Axe().run(person.page, options={"resultTypes": ["violations"]})
    return [f"{person.path}: {each['id']} {each['nodes'][0]['html'][:90]}" for each in found.response["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_everyone_sees_is_accessible(open_browser, demonstration, scheme):
    person = Person(open_browser(width=320, colour_scheme=scheme).new_page(), demonstration.base)
    assert [fault for path in PUBLIC for fault in faults(person.goes_to(path))] == []


def test_what_a_young_person_sees_is_accessible(phone, demonstration):
    child = Person(phone.new_page(), demonstration.base)
    joins(child, demonstration)
    answers(child, "un mot")
    found = faults(child)
    assert found + [fault for path in YOUTH for fault in faults(child.goes_to(path))] == []


@pytest.mark.parametrize("role", STAFF)
def test_what_staff_see_is_accessible(desktop, demonstration, role):
    person = Person(desktop.new_page(), demonstration.base).signs_in(demonstration, demonstration.staff(role, -1))
    assert [fault for path in STAFF[role] for fault in faults(person.goes_to(path))] == []


def test_the_first_page_is_light(open_browser, demonstration):
    """At most 25 kB in 4 requests, the font apart, no script, nothing from elsewhere."""
    page = open_browser().new_page()
    sizes, urls = {}, []
    page.on(
        "requestfinished",
        lambda request: sizes.update(
            {request.url: sum(request.sizes().get(part, 0) for part in ("responseBodySize", "responseHeadersSize"))}
        ),
    )
    page.on("request", lambda request: urls.append((request.resource_type, request.url)))
    page.goto(demonstration.base + "/", wait_until="networkidle")
    fonts = {url for kind, url in urls if kind == "font"}
    assert all(url.startswith(demonstration.base) for _, url in urls)
    assert "script" not in {kind for kind, _ in urls}
    assert len(urls) <= FIRST_PAGE_REQUESTS
    assert len(fonts) <= 1
    assert sum(sizes[url] for url in fonts) <= FONT_BYTES
    assert sum(size for url, size in sizes.items() if url not in fonts) <= FIRST_PAGE_BYTES
