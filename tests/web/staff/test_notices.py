"""Choosing one's e-mails, on one's own account."""

import pytest

from hcec.permissions import Role

HERE = "/equipe/compte/courriels"


def ticked(page):
    return {box["value"] for box in page.soup.find_all("input", {"name": "kinds"}) if box.has_attr("checked")}


def test_nothing_is_ticked_until_i_ask_and_what_i_asked_stays(browser_of):
    karine = browser_of("karine")
    page = karine.get(HERE)
    assert ticked(page) == set()
    page = karine.send(page, HERE, kinds=["queue", "closing"])
    assert ticked(page) == {"queue", "closing"}
    assert ticked(browser_of("malik").get(HERE)) == set()
    assert ticked(karine.send(page, HERE, kinds=["closing"])) == {"closing"}


def test_what_is_not_offered_is_refused(browser_of):
    karine = browser_of("karine")
    assert karine.send(karine.get(HERE), HERE, kinds=["review"]).status == 400
    assert ticked(karine.get(HERE)) == set()


@pytest.mark.parametrize("role", [None, *Role])
def test_every_member_of_staff_has_the_page_and_the_account_leads_to_it(browser_of, role):
    expected = {None: 401, Role.YOUTH: 403}.get(role, 200)
    page = browser_of(role).get(HERE)
    assert page.status == expected
    if expected == 200:
        assert browser_of(role).get("/equipe/compte").soup.find("a", href=HERE)
        assert bool(page.soup.find_all("form", action=HERE)) == (
            role not in {Role.ANSWERER, Role.PARTNER, Role.DPO, Role.ADMINISTRATOR}
        )
