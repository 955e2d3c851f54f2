"""The room of alerts and the child's side of it, in a browser: accessible (axe) and no wider than the screen."""

from tests.journeys.test_chain_in_a_browser import Person, joins
from tests.journeys.test_help_in_a_browser import calls_for_help, newest_call, unfolds
from tests.journeys.test_pages import faults

WORDS = "Tu es en sécurité ce soir ? Dis-nous où te trouver."


def test_s4_alerts_and_what_the_child_reads_of_them_are_accessible(open_browser, demonstration):
    child = Person(open_browser(width=360, colour_scheme="dark").new_page(), demonstration.base)
    joins(child, demonstration)
    calls_for_help(child)
    crip = Person(open_browser(width=1280, height=800).new_page(), demonstration.base)
    crip.signs_in(demonstration, demonstration.staff("crip"))
    path = newest_call(crip)
    found = faults(crip) + faults(crip.goes_to(path))
    crip.presses(f"form[action='{path}/prendre'] button")
    crip.fills(body=WORDS).presses(f"form[action='{path}/message'] button")
    found += faults(unfolds(unfolds(crip, "Dire à l’enfant"), "Pas encore"))
    child.goes_to("/messages/")
    found += faults(unfolds(child, "On t’a répondu"))
    child.presses("main a:has-text('Lire la réponse')")
    assert WORDS in child.sees
    found += faults(unfolds(child, "C’était une erreur"))
    child.fills(body="Oui, ça va.").presses("form[action$='/repondre'] button")
    unfolds(child, "C’était une erreur").presses("form[action$='/erreur'] button")
    found += faults(child)
    crip.goes_to(path).fills(recipient="prosecutor").presses(f"form[action='{path}/transmettre'] button")
    found += faults(crip) + faults(crip.goes_to(f"{path}/fiche")) + faults(crip.goes_to("/alertes/"))
    assert found == []
