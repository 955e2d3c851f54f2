"""A child calls for help from a phone without JavaScript, and nobody is left in danger (S1, S4, A6).

help pressed → taken in charge → the child is told → envelope asked and agreed → opened off line by the page →
transmitted with a receipt → the child reads what happened → leaves at once, and Back shows nothing (S6).
"""

import pytest

from tests.journeys.test_chain_in_a_browser import Person, joins

TOLD = "On a lu ton appel. Une dame de la CRIP va venir te voir demain."
REASON = "Un enfant demande de l'aide : il faut savoir où il vit."


@pytest.fixture
def people(open_browser, demonstration):
    """A child on a phone without JavaScript, the coordinator and the CRIP at their desks."""
    child = Person(open_browser(javascript=False).new_page(), demonstration.base)
    desks = [
        Person(open_browser(width=1280, height=800).new_page(), demonstration.base).signs_in(
            demonstration, demonstration.staff(role)
        )
        for role in ("coordinator", "crip")
    ]
    return child, *desks


def calls_for_help(child):
    child.goes_to("/besoin-d-aide").fits()
    child.presses("form[action='/besoin-d-aide'] button")
    assert child.fits().path == "/besoin-d-aide/envoye"


def newest_call(desk):
    """Return the path of the call for help that nobody took yet, the newest."""
    desk.goes_to("/alertes/").fits()
    links = desk.page.locator("main .queue a[href*='/alertes/']", has_text="Appel à l").all()
    calls = [link.get_attribute("href").partition("#")[0] for link in links if "signalée" in link.inner_text()]
    assert calls, desk.sees
    return calls[-1]


def unfolds(desk, words):
    desk.page.locator("summary", has_text=words).first.click()
    return desk


def saves(desk, selector, folder):
    """Press what sends a file; return where it was put."""
    with desk.page.expect_download() as download:
        desk.page.locator(selector).first.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def opens_off_line(open_browser, page_file, envelope, crip):
    """Open the envelope with the page, on a computer without a network; return what it says."""
    computer = open_browser(width=1280, height=800)
    computer.set_offline(True)
    page = computer.new_page()
    page.goto(page_file.as_uri())
    page.set_input_files("#key", crip["key_file"])
    page.set_input_files("#envelope", envelope)
    page.fill("#passphrase", crip["passphrase"])
    page.locator("form button").click()
    page.wait_for_selector("#result:not([hidden])", timeout=60_000)
    return " ".join(page.inner_text("#shown").split())


def test_from_the_call_to_what_the_child_reads(people, open_browser, demonstration, tmp_path):
    child, coordinator, crip = people
    card = demonstration.cards[-1]
    joins(child, demonstration)
    calls_for_help(child)

    path = newest_call(coordinator)
    coordinator.goes_to(path).fits().presses(f"form[action='{path}/prendre'] button")
    unfolds(coordinator, "Dire à l’enfant").fills(told=TOLD).presses(f"form[action='{path}/dire'] button")
    unfolds(coordinator, "Demander à ouvrir").page.fill("#envelope-reason", REASON)
    coordinator.presses(f"form[action='{path}/enveloppe'] button")
    assert coordinator.page.locator("form[action$='/accepter']").count() == 0

    crip.goes_to(path).fits().presses("form[action$='/accepter'] button")
    envelope = saves(crip, "form[action$='/telecharger'] button", tmp_path)
    crip.goes_to("/alertes/exercice").fits()
    page_file = saves(crip, "a[href='/alertes/ouvrir-une-enveloppe']", tmp_path)
    said = opens_off_line(open_browser, page_file, envelope, demonstration.accounts["crip"])
    assert f"Carte {card['number'][:4]} {card['number'][4:]}" in said
    assert card["service"] in said

    crip.goes_to(path).fills(recipient="crip", receipt="IP-2026-0117")
    crip.presses(f"form[action='{path}/transmettre'] button")
    assert "IP-2026-0117" in crip.sees

    child.goes_to("/messages/").fits()
    unfolds(child, "aide").presses("main a:has-text('Lire la réponse')")
    assert TOLD in child.fits().sees
    leaves_at_once(child)


def leaves_at_once(child):
    child.presses("a[href='/sortir']")
    assert child.page.url != "about:blank"
    child.page.go_back()
    assert TOLD not in child.sees
    assert TOLD not in child.goes_to("/messages/").sees
