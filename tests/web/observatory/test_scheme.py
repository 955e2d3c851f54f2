"""The pages of the schéma départemental."""

import re
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from hcec.followup.models import PublicAnswer
from hcec.permissions import Role
from hcec.scheme.models import Scheme, SchemeAction
from hcec.scheme.services import measuring, planning
from hcec.scheme.services.measuring import IndicatorPlan
from hcec.scheme.services.planning import ActionPlan, AxisPlan, SchemePlan
from tests.scheme.test_planning import opinion

HOME = "/observatoire/schema/"
READERS = {None: 401, Role.OBSERVATORY: 200, Role.ANSWERER: 200, Role.PARTNER: 200}
EDITORS = {None: 401, Role.OBSERVATORY: 200}


@pytest.fixture
def odile(browser_of):
    return browser_of("odile")


@pytest.fixture
def made(platform, cast):
    """The addresses of a scheme with an axis, an action and an indicator."""
    actor, ids = cast.staff["odile"], [uuid4() for _ in range(4)]
    with platform.database.transaction() as session:
        scheme = planning.start_scheme(session, row_id=ids[0], actor=actor, plan=SchemePlan("Schéma", 2025, 2029))
        axis = planning.add_axis(session, row_id=ids[1], actor=actor, scheme=scheme, plan=AxisPlan(1, "Départs"))
        fiche = ActionPlan(number=1, title="Préparer", engagements=["adult_life"])
        action = planning.add_action(session, row_id=ids[2], actor=actor, axis=axis, plan=fiche)
        measured = {"action": action, "plan": IndicatorPlan("Logés", "%", 4000, 9000), "by_year": {2025: 5250}}
        measuring.add_indicator(session, row_id=ids[3], actor=actor, **measured)
    scheme_ref, axis_ref, action_ref, indicator_ref = (each.hex for each in ids)
    return {
        "scheme": f"{HOME}{scheme_ref}",
        "axis": f"{HOME}axes/{axis_ref}",
        "action": f"{HOME}actions/{action_ref}",
        "indicator": f"{HOME}indicateurs/{indicator_ref}",
    }


def fill(browser, address, **typed):
    """Fill in the form that a page is, and send it."""
    return browser.send(browser.get(address), address, **typed)


@pytest.mark.parametrize("role", [None, *Role])
def test_the_observatory_and_who_answers_read_the_scheme(browser_of, made, role):
    browser = browser_of(role)
    for address in (HOME, made["scheme"], made["action"], f"{made['action']}/fiche"):
        assert browser.get(address).status == READERS.get(role, 403), address


@pytest.mark.parametrize("role", [None, *Role])
def test_the_observatory_alone_changes_the_scheme(browser_of, made, role):
    browser, expected = browser_of(role), EDITORS.get(role, 403)
    pages = (
        *(f"{HOME}nouveau", f"{made['scheme']}/modifier", f"{made['scheme']}/axes/nouveau", made["axis"]),
        *(f"{made['axis']}/actions/nouvelle", f"{made['action']}/modifier", f"{made['action']}/point"),
        *(f"{made['action']}/indicateurs/nouveau", made["indicator"]),
    )
    for address in pages:
        assert browser.get(address).status == expected, address
    if expected == 200:
        return
    buttons = ("axis", "supprimer"), ("action", "supprimer"), ("action", "liens/group"), ("indicator", "supprimer")
    for name, act in buttons:
        answer = browser.post(f"{made[name]}/{act}", {"csrf_token": browser.token()} if role else None)
        assert answer.status in ({expected, 400} if role is None else {expected}), act


@pytest.mark.parametrize("address", ["0" * 32, f"axes/{'0' * 32}", f"actions/{'0' * 32}", f"indicateurs/{'0' * 32}"])
def test_what_does_not_exist_is_not_found(odile, address):
    assert odile.get(f"{HOME}{address}").status == 404


def test_an_empty_page_teaches_and_a_scheme_is_written_from_it(platform, odile):
    page = odile.get(HOME)
    assert "Aucun schéma pour l’instant" in page.text
    page = fill(odile, f"{HOME}nouveau", title="Schéma 2025-2029", from_year="2025", to_year="2029")
    assert page.h1 == "Schéma 2025-2029"
    assert "Pas encore d’axe" in page.text
    scheme = page.url.removeprefix("http://localhost")
    page = fill(odile, f"{scheme}/axes/nouveau", title="Mieux préparer les 18 ans")
    axis = page.soup.find("a", href=re.compile("actions/nouvelle"))["href"]
    assert "Aucune action" in page.text
    typed = {"title": "Préparer", "pilot": "La cheffe", "ends_on": "2027-12-31", "engagements": ["adult_life"]}
    page = fill(odile, axis, partners="Mission locale\nBailleurs", **typed)
    assert "1.1 Préparer" in page.text
    with platform.database.reading() as session:
        action = session.scalars(select(SchemeAction)).one()
        assert (action.code, action.partners, action.engagements) == (
            "1.1",
            "Mission locale\nBailleurs",
            ["adult_life"],
        )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": " "}, "Donnez un titre."),
        ({"from_year": "1789"}, "Donnez une année"),
        ({"from_year": "2030"}, "La dernière année vient avant la première"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(platform, odile, typed, said):
    given = {"title": "Schéma", "from_year": "2025", "to_year": "2029"} | typed
    page = fill(odile, f"{HOME}nouveau", **given)
    assert (page.status, said in page.text) == (400, True)
    with platform.database.reading() as session:
        assert session.scalars(select(Scheme)).all() == []


def test_a_taken_number_and_an_impossible_end_are_said_beside_their_field(odile, made):
    page = fill(odile, f"{made['scheme']}/axes/nouveau", number="1", title="Encore")
    assert (page.status, "Ce numéro est déjà pris" in page.text) == (400, True)
    page = fill(odile, f"{made['action']}/modifier", starts_on="2027-01-02", ends_on="2027-01-01")
    assert (page.status, "La fin vient avant le début." in page.text) == (400, True)


def test_whoever_comes_second_sees_what_changed_and_keeps_their_words(odile, made):
    stale = odile.get(f"{made['action']}/modifier")
    fill(odile, f"{made['action']}/modifier", title="Autre titre")
    page = odile.send(stale, f"{made['action']}/modifier", title="Mon titre")
    assert page.status == 409
    assert "Autre titre" in page.text
    assert page.soup.find("input", {"name": "title"})["value"] == "Mon titre"
    assert odile.send(page, f"{made['action']}/modifier").h1 == "1.1 Mon titre"


def test_the_year_is_reviewed_and_the_state_follows(odile, made):
    page = fill(odile, f"{made['action']}/point", year="2026", state="late", words="Deux départs manqués.")
    assert "en retard" in page.text
    assert "Deux départs manqués." in page.text
    assert "point de l’année (2026)" in page.text
    assert "Odile Essai" in page.text


def test_values_are_typed_as_people_write_them(odile, made):
    page = odile.get(made["indicator"])
    assert page.soup.find("input", {"name": "year_2025"})["value"] == "52,5"
    page = odile.send(page, made["indicator"], year_2026="1 234,56 %", year_2025="")
    row = page.soup.find("section", {"aria-labelledby": "indicators"}).tbody.text
    assert "1\N{NARROW NO-BREAK SPACE}234,56" in row
    assert "52,5" not in row
    wrong = fill(odile, made["indicator"], year_2026="beaucoup")
    assert (wrong.status, "Écrivez un nombre" in wrong.text) == (400, True)
    assert wrong.soup.find("input", {"name": "year_2026"})["value"] == "beaucoup"


def test_actions_are_seen_by_engagement(odile, made):
    assert "1.1 Préparer" in odile.get(f"{made['scheme']}?engagement=adult_life").text
    page = odile.get(f"{made['scheme']}?engagement=act_early")
    assert "1.1 Préparer" not in page.text
    assert "Aucune action de cet axe" in page.text
    assert odile.get(f"{made['scheme']}?engagement=rien").status == 200


def test_what_is_followed_stays_and_what_is_empty_goes(odile, made):
    page = odile.send(odile.get(f"{made['action']}/modifier"), f"{made['action']}/supprimer")
    assert "a déjà un suivi" in page.text
    odile.send(odile.get(made["indicator"]), f"{made['indicator']}/supprimer")
    page = odile.send(odile.get(f"{made['action']}/modifier"), f"{made['action']}/supprimer")
    assert "L’action est supprimée." in page.text
    assert "L’axe est supprimé." in odile.send(odile.get(made["axis"]), f"{made['axis']}/supprimer").text


def test_what_the_council_asked_is_tied_seen_from_both_sides_and_untied(platform, cast, browser_of, odile, made):
    with platform.database.transaction() as session:
        avis = opinion(session, cast)
        tied = avis.id.hex
    page = odile.send(odile.get(made["action"]), f"{made['action']}/liens/proposal", target=tied)
    assert "Avis : Trop lent. (adoptée, attend une réponse)" in page.text
    assert "1.1 Préparer" in odile.get(f"/observatoire/propositions/{tied}").text
    assert "Avis : Trop lent." in browser_of("adrien").get(made["action"]).text
    page = odile.send(page, f"{made['action']}/liens/proposal/{tied}/retirer")
    assert "Aucune proposition du conseil, aucun avis n’y est relié." in page.text


def test_a_partner_reads_what_the_council_asked_once_everyone_does(platform, cast, browser_of, odile, made):
    with platform.database.transaction() as session:
        tied = opinion(session, cast)
        consultation_id = tied.consultation_id
        tied_ref = tied.id.hex
    odile.send(odile.get(made["action"]), f"{made['action']}/liens/proposal", target=tied_ref)
    paul = browser_of("paul")
    assert "Trop lent." not in paul.get(made["action"]).text
    assert "Trop lent." not in paul.get(f"{made['action']}/fiche").text
    assert heard_of(paul.get(made["scheme"])) == "0"
    with platform.database.transaction() as session:
        answer = PublicAnswer(by_function="La vice-présidente", said="Vu.", will_do="Un délai.", cannot_do="Rien.")
        answer.consultation_id, answer.published_on = consultation_id, date(2026, 11, 20)
        answer.sent_on = answer.validated_on = answer.published_on
        session.add(answer)
    assert "Avis : Trop lent." in paul.get(made["action"]).text
    assert heard_of(paul.get(made["scheme"])) == "1"


def heard_of(page):
    return page.soup.find("table").tbody.find_all("td")[-1].text


def test_only_what_is_offered_may_be_tied(platform, cast, odile, made):
    with platform.database.transaction() as session:
        draft = opinion(session, cast, adopted=False).id.hex
    token = odile.token(made["action"])
    for kind, target in (("proposal", draft), ("release", "0" * 32), ("group", "x")):
        answer = odile.post(f"{made['action']}/liens/{kind}", {"csrf_token": token, "target": target})
        assert answer.status == 400
