"""The room of partners in a browser, over the demonstration: accessible (axe) and no wider than the screen."""

from tests.journeys.test_chain_in_a_browser import Person
from tests.journeys.test_pages import faults

HOME, IMMERSIONS, PLENARIES = "/partenaires/", "/partenaires/immersions/", "/partenaires/plenieres/"
KEPT = "/observatoire/partenaires/"


def follows(person, start, link):
    return person.goes_to(start).presses(link)


def test_partners_read_answer_and_tell_on_pages_that_everyone_can_use(open_browser, demonstration):
    partner = Person(open_browser(width=320, colour_scheme="dark").new_page(), demonstration.base)
    partner.signs_in(demonstration, demonstration.staff("partner"))
    found = [
        fault
        for path in (HOME, IMMERSIONS, f"{IMMERSIONS}nouvelle", PLENARIES)
        for fault in faults(partner.goes_to(path))
    ]
    found += faults(follows(partner, IMMERSIONS, "main table a >> nth=0"))
    found += faults(follows(partner, partner.path, "main a.button:has-text('Proposer une journée')"))
    found += faults(follows(partner, IMMERSIONS, "main a.cover >> nth=0"))
    assert "attend une réponse" in partner.sees
    partner.presses("main a.button:has-text('Répondre')")
    found += faults(partner)
    partner.page.check("[name=choice][value=oui]")
    partner.presses("form:has([name=choice]) button")
    assert "convenue" in partner.sees
    found += faults(follows(partner, IMMERSIONS, "main a:has-text('Bilan de l’année')"))
    assert found == []


def test_the_observatory_keeps_partners_on_pages_that_everyone_can_use(open_browser, demonstration):
    odile = Person(open_browser(width=900, height=800).new_page(), demonstration.base)
    odile.signs_in(demonstration, demonstration.staff("observatory"))
    paths = (KEPT, f"{KEPT}fichiers", f"{KEPT}institutions/nouvelle", f"{PLENARIES}nouvelle")
    found = [fault for path in paths for fault in faults(odile.goes_to(path))]
    found += faults(follows(odile, KEPT, "main table a:has-text('Tribunal')"))
    found += faults(follows(odile, odile.path, "main a:has-text('Donner un mandat')"))
    found += faults(follows(odile, PLENARIES, "main tr:has-text('tenue') a"))
    found += faults(follows(odile, odile.path, "main a:has-text('Corriger le compte rendu')"))
    assert found == []
