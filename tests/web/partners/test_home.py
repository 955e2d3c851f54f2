"""The partners' home."""

import pytest

from hcec.partners.enums import InstitutionKind
from hcec.partners.models import Institution, Representative
from hcec.permissions import Role

HOME = "/partenaires/"
OPEN = {None: 401, Role.PARTNER: 200, Role.OBSERVATORY: 200}


@pytest.mark.parametrize("role", [None, *Role])
def test_partners_and_the_observatory_alone_open_the_home(browser_of, role):
    assert browser_of(role).get(HOME).status == OPEN.get(role, 403)


def test_a_partner_without_institution_is_told_whom_to_ask(platform, cast, browser_of):
    paul = browser_of("paul")
    assert "rattaché à aucune institution" in paul.get(HOME).text
    with platform.database.transaction() as session:
        one = Institution(name="Barreau de Valcourt", kind=InstitutionKind.BAR)
        session.add(one)
        session.flush()
        session.add(Representative(staff_id=cast.staff["paul"].id, institution_id=one.id))
    page = paul.get(HOME)
    assert "Barreau de Valcourt" in page.text
    assert "rattaché à aucune institution" not in page.text


def test_the_menu_leads_each_to_their_own_door(browser_of):
    links = {
        who: {a["href"] for a in browser_of(who).get("/equipe/").soup.select("nav a")} for who in ("paul", "odile")
    }
    assert HOME in links["paul"]
    assert HOME not in links["odile"]
    assert "/observatoire/partenaires/" in links["odile"]
    for card in browser_of("paul").get(HOME).soup.select("a.cover"):
        assert browser_of("paul").get(card["href"]).status == 200, card["href"]
