"""S5: the reader of an alert sees why the aids worried; S4: a receipt that does not come is looked at again."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.safeguarding.models import Alert
from hcec.safeguarding.services.alerts import raise_alert
from tests import factories
from tests.platform import MONDAY

DECIDES_NOTHING = "Cela ne décide rien."


@pytest.fixture
def signal(platform, cast):
    """Return a function that raises an alert on some words and gives its address."""

    def raised(words):
        with platform.database.transaction() as session:
            message = factories.message(session, cast.ines, words=words)
            return f"/alertes/{raise_alert(session, testimony=message, raised_by=None, now=clock.now()).id.hex}"

    return raised


def signs(page):
    heading = page.soup.find(id="signs")
    return " ".join(heading.parent.text.split()) if heading else ""


def test_s5_the_stretches_that_worry_are_shown_with_what_they_may_be_about(browser_of, signal):
    page = browser_of("claire").get(signal("Le soir, <b>on me frappe</b> avec une ceinture et j’ai envie de mourir."))
    assert DECIDES_NOTHING in signs(page)
    assert "envie de mourir" in signs(page)
    assert ": idées de mort, se faire du mal" in signs(page)
    assert page.soup.find(id="signs").parent.find("b") is None


def test_s5_a_language_that_the_aids_do_not_know_is_said(browser_of, signal):
    page = browser_of("claire").get(
        signal("Ich möchte meine Schwester öfter sehen, weil sie mir sehr fehlt und ich weine.")
    )
    assert "Les aides ne connaissent pas cette langue." in signs(page)


@pytest.mark.parametrize("words", ["", "J’aimerais voir ma sœur plus souvent."])
def test_s5_where_nothing_worries_nothing_is_said(browser_of, signal, words):
    assert signs(browser_of("claire").get(signal(words))) == ""


def test_s5_the_child_never_sees_what_the_aids_suspected(browser_of, cast, signal):
    signal("J’ai envie de mourir.")
    assert "idées de mort" not in browser_of(cast.ines).get("/messages/").text


def test_s4_seven_days_without_a_receipt_it_comes_back_until_one_is_noted(platform, browser_of, signal, frozen):
    url = signal("On me tape.")
    claire = browser_of("claire")
    claire.send(claire.get(url), f"{url}/prendre")
    claire.send(claire.get(url), f"{url}/transmettre", recipient="crip")
    with platform.database.reading() as session:
        assert session.scalars(select(Alert.transmitted_at)).one() == clock.now()
    listed = []
    for later in (timedelta(days=7, minutes=-1), timedelta(days=7)):
        frozen(MONDAY + later)
        claire = browser_of("claire")
        listed.append(claire.get("/alertes/").soup.find(id="receipts"))
    assert listed[0] is None
    assert listed[1].parent.find("a")["href"] == url
    claire.send(claire.get(url), f"{url}/accuse", receipt="N° 7", receipt_on="2026-11-24")
    assert claire.get("/alertes/").soup.find(id="receipts") is None
