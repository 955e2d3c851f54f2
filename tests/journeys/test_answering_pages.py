"""A reader answers a child, who objects, writes back and ends it: accessible (axe), no wider than the screen."""

from tests.journeys.test_chain_in_a_browser import Person, joins
from tests.journeys.test_pages import faults

IDEA = "On devrait pouvoir appeler ses frères tous les soirs."
COPY = "On devrait pouvoir appeler ses frères."


def writes(child, words):
    """Put words in the idea box; return the path of the newest message."""
    child.goes_to("/messages/nouveau")
    if child.page.locator("[name=accept]").count():
        child.ticks("accept", "yes").presses("form:has([name=accept]) button")
    child.fills(body=words).ticks("quote_ok").presses("form:has([name=body]) button")
    return child.page.locator("main details.message a[href^='/messages/']").first.get_attribute("href")


def unfolded(person):
    person.page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
    return person


def test_answering_a_child_is_accessible_on_both_sides(open_browser, demonstration):
    child = Person(open_browser(width=360, colour_scheme="dark").new_page(), demonstration.base)
    joins(child, demonstration)
    own = writes(child, IDEA)
    path = own.replace("/messages/", "/moderation/")
    readers = [
        Person(open_browser(width=1280, height=800).new_page(), demonstration.base).signs_in(
            demonstration, demonstration.staff("outside_reader", nth)
        )
        for nth in range(2)
    ]
    first, second = readers
    first.goes_to(path).presses(f"form[action$='{path}/prendre'] button")
    first.page.locator("[data-by-hand] > summary").first.click()
    first.fills(published_text=COPY).presses("[name=decision][value=publish]")
    found = faults(unfolded(child.goes_to(own)))
    child.fills(body="Vous avez coupé la fin.").presses("button:has-text('Envoyer mon non')")
    found += faults(child)
    second.goes_to(path).presses(f"form[action$='{path}/prendre'] button")
    found += faults(second)
    second.fills(told="Tu as raison. On garde ton message, sans le citer.").presses("[name=decision][value=keep]")
    found += faults(second.goes_to(f"{path}/echange"))
    unfolded(second).presses("button[name=template][value=thanks]")
    found += faults(second)
    second.presses(f"form[action='{path}/echange'] button")
    found += faults(second)
    child.goes_to("/messages/")
    found += faults(unfolded(child)) + faults(unfolded(child.goes_to(own)))
    assert "On garde ton message" in child.sees
    child.fills(body="D'accord.").presses("button:has-text('Envoyer ma réponse')")
    found += faults(second.goes_to("/moderation/echanges/"))
    child.presses("button:has-text('Finir l’échange')")
    found += faults(child) + faults(second.goes_to(f"{path}/echange"))
    assert found == []


def test_what_the_coordinator_oversees_is_accessible(open_browser, demonstration):
    person = Person(open_browser(width=1280, height=800).new_page(), demonstration.base)
    person.signs_in(demonstration, demonstration.staff("coordinator"))
    found = []
    for page in (
        "/moderation/qualite/",
        "/moderation/modeles/",
        "/moderation/modeles/sadness",
        "/moderation/relectures/",
    ):
        found += faults(unfolded(person.goes_to(page)))
    assert found == []
