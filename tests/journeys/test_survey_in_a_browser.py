"""The page that an adult answers on, in a browser: accessible, narrow, in the dark, and sent without JavaScript."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hcec import clock
from hcec.accounts.access import member
from hcec.permissions import Role
from tests import factories
from tests.journeys.test_chain_in_a_browser import Person
from tests.journeys.test_pages import faults
from tests.served import serving
from tests.surveys.asked import PLAN, invited, opened


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("survey")) as server:
        server.platform.activate()
        with server.platform.database.transaction() as session:
            odile = member(factories.staff(session, Role.OBSERVATORY, "Odile Essai"))
            plan = replace(PLAN, closes_on=clock.today() + timedelta(days=10))  # the server has the clock of everybody
            survey = opened(session, odile, plan=plan)
            for token in ("light", "dark", "sent"):
                invited(session, survey, token)
        yield server


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_a_link_is_accessible_on_a_narrow_phone(open_browser, served, scheme):
    person = Person(open_browser(width=320, colour_scheme=scheme).new_page(), served.base)
    assert faults(person.goes_to(f"/questionnaire/{scheme}")) + faults(person.goes_to("/questionnaire/rien")) == []


def test_answers_are_sent_without_javascript(phone_without_js, served):
    page = phone_without_js.new_page()
    page.goto(f"{served.base}/questionnaire/sent")
    page.get_by_label("J’ai lu ceci").check()
    page.get_by_label("Assez").check()
    page.get_by_label("Autre chose").fill("Merci de demander.")
    page.get_by_role("button", name="Envoyer mes réponses").click()
    assert page.locator("h1").inner_text() == "Merci, vos réponses sont bien arrivées"
