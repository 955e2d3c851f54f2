"""A topic's whole way by plain HTTP: proposed, read, agreed to, supported, counted, put on an agenda, told.

Nobody sees it before two readers and its author said yes; the council sees nothing before five support it.
"""

import pytest

from hcec.council import sweeps
from hcec.permissions import Role
from hcec.testimonies.enums import TestimonyState
from tests import factories
from tests.journeys.test_chain_over_http import decide, only_message

TOPICS = "/conseil/sujets/"
AGENDAS = "/observatoire/conseil/"
WORDS = "Que Karim frappe avant d'entrer dans ma chambre."
SHOWN = "Que [mon éducateur] frappe avant d'entrer dans ma chambre."


def proposed(ines, platform):
    """Accept the contract and propose the topic; its reference."""
    page = ines.send(ines.get(f"{TOPICS}nouveau"), field="accept", accept="yes")
    ines.send(page, f"{TOPICS}nouveau", body=WORDS, quote_ok="yes")
    return only_message(platform).id.hex


def support(browser, ref):
    return browser.send(browser.get(TOPICS), f"{TOPICS}{ref}/soutenir")


def plan(odile):
    page = odile.get(f"{AGENDAS}seances/nouvelle")
    page = odile.send(page, field="agenda", held_on="2026-12-09", place="Médiathèque", agenda="Vos sujets")
    return page.url.rpartition("/")[2]


def test_a_topic_goes_from_a_child_to_the_council_and_back(platform, cast, crip_key, browser_of):
    ines, tom, odile = browser_of(cast.ines), browser_of(cast.tom), browser_of(Role.OBSERVATORY)
    ref = proposed(ines, platform)
    assert browser_of("karine").get(f"/moderation/{ref}").status == 404  # she works in the child's circle
    assert "les autres jeunes le lisent" in browser_of("malik").get(f"/moderation/{ref}").text
    decide(browser_of("malik"), ref, decision="publish", published_text=SHOWN)
    assert "chambre" not in tom.get(TOPICS).text
    ines.send(ines.get(f"/messages/{ref}"), f"/messages/{ref}/reponse", reply="agree")
    assert "chambre" not in tom.get(TOPICS).text
    decide(browser_of("naima"), ref, decision="publish", published_text=SHOWN)
    assert only_message(platform).state is TestimonyState.APPROVED
    assert SHOWN in tom.get(TOPICS).text
    assert "Karim" not in tom.get(TOPICS).text

    for number in range(5):
        support(browser_of(factories.youth(cast.services["west"], f"{number:04}-9999")), ref)
    assert odile.get(f"{AGENDAS}sujets/{ref}").status == 404
    with platform.database.transaction() as session:  # it is Monday
        assert sweeps.count_support(session) == 1
    assert SHOWN in odile.get(f"{AGENDAS}sujets/").text

    meeting = plan(odile)
    odile.send(odile.get(f"{AGENDAS}sujets/{ref}"), field="told", session_id=meeting)
    assert SHOWN in odile.get(f"{AGENDAS}seances/{meeting}/imprimer").text
    odile.send(odile.get(f"{AGENDAS}sujets/{ref}"), field="told", told="On demande une règle écrite.")
    assert "On demande une règle écrite." in tom.get(TOPICS).text
    refused = tom.post(f"{TOPICS}{ref}/soutenir", {"csrf_token": tom.token("/messages/nouveau")})
    assert refused.status in {400, 409}


@pytest.mark.parametrize("state", [TestimonyState.KEPT, TestimonyState.REFUSED])
def test_a_topic_that_is_not_approved_is_shown_to_nobody(platform, cast, crip_key, browser_of, state):
    ref = proposed(browser_of(cast.ines), platform)
    verdict = {"decision": "keep"} if state is TestimonyState.KEPT else {"decision": "refuse", "reason": "names_others"}
    decide(browser_of("malik"), ref, **verdict)
    assert only_message(platform).state is state
    assert "chambre" not in browser_of(cast.tom).get(TOPICS).text
