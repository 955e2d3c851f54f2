"""The first page of whoever runs the platform: what is missing, in order; what is not well; nobody else's."""

import pytest

from hcec.department.services import change
from hcec.permissions import STAFF_ROLES, Role

HOME = "/administration/"
PAGES = (HOME, "/administration/etat")


def steps(page):
    """Return what each step says of itself, by its title."""
    rows = page.soup.find(id="in-order").find_parent("table").select("tbody tr")
    return {row.th.get_text().partition(". ")[2]: row.td.get_text() for row in rows}


@pytest.mark.parametrize("role", [None, Role.YOUTH, *STAFF_ROLES])
def test_whoever_runs_the_platform_alone_opens_these_pages(browser_of, role):
    expected = {None: 401, Role.ADMINISTRATOR: 200}.get(role, 403)
    assert [browser_of(role).get(page).status for page in PAGES] == [expected] * len(PAGES)


def test_a_new_platform_says_what_to_do_next_in_order(browser_of, platform):
    before = steps(browser_of(Role.ADMINISTRATOR).get(HOME))
    assert (before["Dire qui vous êtes"], before["Inviter l’équipe"]) == ("maintenant", "à faire")
    with platform.database.transaction() as session:
        change(session, actor="platform", role="administrator", department_name="Valdorne")
    after = browser_of(Role.ADMINISTRATOR).get(HOME)
    assert list(steps(after).values())[:3] == ["fait", "fait", "maintenant"]  # nobody of the cast chose a password
    assert "modératrice ou modérateur (2)" in after.text


def test_what_is_not_well_is_said_without_a_message_and_looked_at_whole_on_its_own_page(browser_of, platform):
    home = browser_of(Role.ADMINISTRATOR).get(HOME)
    assert "Les tâches de fond ne tournent pas" in home.soup.find(attrs={"aria-labelledby": "state"}).get_text()
    assert "Le journal tient" not in home.text  # it takes a walk through the whole journal
    assert "Le journal tient" in browser_of(Role.ADMINISTRATOR).get("/administration/etat").text
