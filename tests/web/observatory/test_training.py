"""The pages of training: needs, programmes, lines, sessions."""

from dataclasses import replace
from uuid import uuid4

import pytest

from hcec.permissions import Role
from hcec.training.enums import NeedState, SessionState
from hcec.training.services import holding, lining, needing, programming
from hcec.training.services.lining import LineTies
from hcec.training.services.needing import Verdict
from hcec.training.services.programming import ProgrammePlan
from tests.training.conftest import HELD, LINE, NEED, SCHOOL, TODAY, answer_need

HOME = "/observatoire/formation/"
PAGES = ("need", "programme", "session", "line", "need/modifier", "need/repondre", "programme/modifier")
MORE = ("programme/adopter", "programme/lignes/nouvelle", "session/modifier", "session/presents", "session/avis")
BUTTONS = ("need/supprimer", "programme/supprimer", "programme/reviser", "line/supprimer", "session/supprimer")


@pytest.fixture
def odile(browser_of):
    return browser_of("odile")


@pytest.fixture
def made(platform, cast):
    """The addresses of a kept need, a draft with one line, and a session outside of it."""
    actor, ids = cast.staff["odile"], [uuid4() for _ in range(4)]
    with platform.database.transaction() as session:
        need = needing.raise_need(session, row_id=ids[0], actor=actor, plan=NEED, today=TODAY)
        answer_need(session, actor, need, Verdict(NeedState.KEPT))
        plan = ProgrammePlan("Programme 2026-2028", 2026, 2028)
        programme = programming.start_programme(session, row_id=ids[1], actor=actor, plan=plan)
        acted = {"programme": programme, "plan": LINE, "ties": LineTies({2026: (20, 300_000)}, (need.id,))}
        lining.add_line(session, row_id=ids[2], actor=actor, **acted)
        holding.add_session(session, row_id=ids[3], actor=actor, plan=HELD, today=TODAY)
    names = {"need": "besoins", "programme": "programmes", "line": "lignes", "session": "sessions"}
    return {name: f"{HOME}{part}/{each.hex}" for (name, part), each in zip(names.items(), ids, strict=True)}


def address(made, page):
    name, slash, rest = page.partition("/")
    return f"{made[name]}{slash}{rest}"


def fill(browser, url, **typed):
    return browser.send(browser.get(url), url, **typed)


@pytest.mark.parametrize("role", [None, *Role])
def test_the_observatory_alone_keeps_training(browser_of, made, role):
    browser, expected = browser_of(role), {None: 401, Role.OBSERVATORY: 200}.get(role, 403)
    for page in (HOME, f"{HOME}besoins/nouveau", f"{HOME}programmes/nouveau", f"{HOME}sessions/nouvelle"):
        assert browser.get(page).status == expected, page
    for page in (*PAGES, *MORE):
        assert browser.get(address(made, page)).status == expected, page
    if expected == 200:
        return
    for page in BUTTONS:
        answer = browser.post(address(made, page), {"csrf_token": browser.token()} if role else None)
        assert answer.status in ({401, 400} if role is None else {403}), page


@pytest.mark.parametrize("kind", ["besoins", "programmes", "lignes", "sessions"])
def test_what_does_not_exist_is_not_found(odile, kind):
    assert odile.get(f"{HOME}{kind}/{'0' * 32}").status == 404


def test_empty_pages_teach(odile):
    page = odile.get(HOME)
    for said in ("Aucun besoin pour l’instant", "Aucun programme.", "Aucune session."):
        assert said in page.text


def test_a_need_is_answered_in_words_and_a_reason_is_asked(odile, made):
    page = fill(odile, f"{made['need']}/repondre", state="set_aside", answer=" ")
    assert (page.status, "Dites pourquoi" in page.text) == (400, True)
    page = fill(odile, f"{made['need']}/repondre", state="merged", merged_into_id="")
    assert (page.status, "ne peut pas être réuni" in page.text) == (400, True)
    page = fill(odile, f"{made['need']}/repondre", state="set_aside", answer="Déjà fait.")
    assert (page.status, "Une ligne d’un programme y répond" in page.text) == (400, True)


def test_the_second_of_two_tabs_sees_what_changed_and_keeps_its_words(odile, made):
    stale = odile.get(f"{made['need']}/repondre")
    fill(odile, f"{made['need']}/repondre", state="kept", answer="Au programme de mars.")
    page = odile.send(stale, f"{made['need']}/repondre", state="kept", answer="Au programme de mai.")
    assert page.status == 409
    assert "Au programme de mars." in page.text
    assert "Au programme de mai." in page.soup.find("textarea", {"name": "answer"}).text
    line = odile.get(made["line"])
    fill(odile, made["line"], title="Autre titre", hours="3,5", priority="low", audiences=["teacher", "health"])
    page = odile.send(line, made["line"], title="Mon titre")
    assert page.status == 409
    held = page.soup.find("section", role="alert").dl.get_text(" ", strip=True)
    for said in ("Autre titre", "3,5", "basse", "enseignants et vie scolaire, professionnels de santé"):
        assert said in held


def test_a_line_is_typed_as_people_write_it_and_adds_up(odile, made):
    page = fill(odile, f"{made['programme']}/lignes/nouvelle", title="Écouter", hours="3,5", places_2027="12")
    assert page.h1 == "Programme 2026-2028"
    page = fill(odile, made["line"], budget_2027="1 234,56", places_2027="10")
    table = page.soup.find("caption", string="Par année").parent
    rows = [" ".join(row.get_text(" ").split()) for row in table.find_all("tr")]
    assert rows[1:] == ["2026 20 140 3 000 €", "2027 22 112 1 234,56 €", "2028 0 0 0 €", "Total 42 252 4 234,56 €"]
    assert "Parler du référent qui change" in page.text
    assert "années" in page.text
    page = fill(odile, f"{made['programme']}/lignes/nouvelle", number="1", title="Encore", hours="1")
    assert (page.status, "Ce numéro est déjà pris" in page.text) == (400, True)
    for most, status in (("10 000,01", 400), ("21474837", 400), ("10 000", 200)):
        page = fill(odile, made["line"], hours=most)
        assert (page.status, "10 000 au plus" in " ".join(page.text.split())) == (status, status == 400), most
    page = fill(odile, made["line"], places_2026="-3")
    assert (page.status, "Il faut un nombre entier" in page.text) == (400, True)


def test_adopted_it_is_revised_and_both_are_readable(odile, made):
    page = fill(odile, f"{made['programme']}/adopter", adopted_by="Plénière", adopted_on="2099-01-01")
    assert (page.status, "un jour déjà venu" in page.text) == (400, True)
    page = fill(odile, f"{made['programme']}/adopter", adopted_by="Plénière de novembre", adopted_on="2026-11-20")
    assert "Plénière de novembre" in page.text
    assert fill(odile, made["line"], title="Autre").status == 400
    stale = page
    revised = odile.send(page, f"{made['programme']}/reviser")
    assert "en préparation" in revised.text
    assert odile.send(stale, f"{made['programme']}/reviser").url == revised.url
    where = revised.url.removeprefix("http://localhost")
    page = fill(odile, f"{where}/adopter", adopted_by="Plénière de mars")
    assert "La version d’avant" in page.text
    assert "Ce programme est remplacé." in odile.get(made["programme"]).text


def test_who_came_and_what_they_thought(odile, made):
    here = made["session"]
    page = fill(odile, f"{here}/presents", profession="social_worker", employer="department", people="12")
    page = fill(odile, f"{here}/presents", profession="teacher", employer="education", people="3")
    assert "15 personnes formées" in page.text
    assert "105 heures de formation" in page.text
    page = fill(odile, f"{here}/avis", useful_yes="16")
    assert (page.status, "Plus de personnes ont répondu" in page.text) == (400, True)
    page = fill(odile, f"{here}/avis", useful_yes="14", useful_no="1")
    assert [cell.text for cell in page.soup.find_all("table")[-1].find_all("td")][:3] == ["14", "0", "1"]
    page = fill(odile, f"{here}/modifier", state="called_off")
    assert (page.status, "Des présents y sont comptés" in page.text) == (400, True)
    assert "elle est gardée" in odile.send(odile.get(f"{here}/modifier"), f"{here}/supprimer").text


def test_what_an_institution_raised_is_not_rewritten(platform, cast, odile):
    row_id = uuid4()
    with platform.database.transaction() as session:
        acted = {"actor": cast.staff["paul"], "plan": NEED, "today": TODAY, "asker": SCHOOL}
        needing.raise_need(session, row_id=row_id, **acted)
    there = f"{HOME}besoins/{row_id.hex}"
    assert "Éducation nationale de Valdorne" in odile.get(there).text
    assert odile.get(f"{there}/modifier").status == 404
    assert odile.post(f"{there}/supprimer", {"csrf_token": odile.token(there + "/repondre")}).status == 404


def test_what_was_noted_by_mistake_goes(platform, cast, odile, made):
    row_id = uuid4()
    with platform.database.transaction() as session:
        plan = replace(HELD, state=SessionState.PLANNED, title="Par erreur")
        holding.add_session(session, row_id=row_id, actor=cast.staff["odile"], plan=plan, today=TODAY)
        needing.raise_need(session, row_id=row_id, actor=cast.staff["odile"], plan=NEED, today=TODAY)
    for kind in ("besoins", "sessions"):
        there = f"{HOME}{kind}/{row_id.hex}"
        assert "supprimé" in odile.send(odile.get(f"{there}/modifier"), f"{there}/supprimer").text
    page = odile.send(odile.get(made["line"]), f"{made['line']}/supprimer")
    assert "La ligne est supprimée." in page.text
    edit = f"{made['programme']}/modifier"
    assert "Le programme est supprimé." in odile.send(odile.get(edit), f"{made['programme']}/supprimer").text
    assert odile.send(odile.get(f"{made['need']}/modifier"), f"{made['need']}/supprimer").status == 200
    assert (
        "a déjà reçu une réponse" in odile.send(odile.get(f"{made['need']}/modifier"), f"{made['need']}/supprimer").text
    )
