"""ATTACKS 21, S2, S6, S7: on a phone that others pick up, nothing of a child stays, and help numbers are everywhere."""

import pytest

from hcec.safeguarding.help_numbers import HELP_NUMBERS
from hcec.web.sessions import cookie_name
from tests import factories

CANARY = "Zéphirine du cerisier"
WORDS_OF_OUR_OWN = ("foyer", "enfant", "danger", "aide", "protection", "hcec")


@pytest.fixture
def ines(platform, cast, browser_of):
    """Ines, who wrote a message."""
    with platform.database.transaction() as session:
        factories.message(session, cast.ines, words=CANARY)
    return browser_of(cast.ines)


def test_s6_one_link_ends_the_session_clears_and_leads_elsewhere(app, ines):
    assert CANARY in ines.get("/messages/").text
    name = cookie_name(app)
    copied = ines.client.get_cookie(name).value
    answer = ines.client.get("/sortir", base_url=ines.base)
    assert answer.status_code in {302, 303}
    assert not any(word in answer.headers["Location"].lower() for word in WORDS_OF_OUR_OWN)
    assert '"cookies"' in answer.headers["Clear-Site-Data"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert ines.get("/messages/").status == 401
    ines.client.set_cookie(name, copied)
    assert ines.get("/messages/").status == 401, "whoever copied the cookie before holds nothing"


def test_s6_the_way_out_is_a_plain_link_on_every_page_of_a_child(ines):
    for address in ("/", "/messages/", "/consultations/", "/besoin-d-aide", "/mes-donnees", "/ma-phrase", "/entrer"):
        assert ines.get(address).soup.select_one("a.leave")["href"] == "/sortir", address


def test_s7_sent_texts_stay_folded_and_no_page_is_kept(ines):
    page = ines.get("/messages/")
    assert page.response.headers["Cache-Control"] == "no-store"
    folded = page.soup.select_one("details.message")
    assert folded is not None
    assert not folded.has_attr("open")
    assert CANARY in folded.text
    assert CANARY not in page.soup.title.text


@pytest.mark.parametrize("address", ["/", "/messages/", "/besoin-d-aide", "/nulle-part", "/vie-privee", "/resultats/"])
@pytest.mark.parametrize("is_inside", [True, False])
def test_s2_help_numbers_are_on_every_page_signed_in_or_not(ines, browser, address, is_inside):
    page = (ines if is_inside else browser).get(address)
    shown = {link["href"] for link in page.soup.select(".numbers a[href]")}
    assert {each.href for each in HELP_NUMBERS[:3]} <= shown
