"""Surveys of professionals and families, from the draft to what partners and everybody read, without JavaScript."""

import ast
import re
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.audit.models import JournalEntry
from hcec.department import services as department
from hcec.permissions import Role
from hcec.surveys.models import Survey, SurveyRelease
from hcec.surveys.services import answering, staging
from hcec.surveys.services.answering import Filled
from tests.conventions.tree import ROOT
from tests.surveys.asked import LAST_DAY, answered, draft, invited, opened
from tests.surveys.test_services import link_in, send

HOME = "/observatoire/questionnaires/"
DONE = {None: 401, Role.OBSERVATORY: 200}


@pytest.fixture
def odile(browser_of):
    return browser_of("odile")


@pytest.fixture
def made(platform, cast):
    """The addresses of a draft, and of a closed survey of 140 sheets."""
    with platform.database.transaction() as session:
        actor = cast.staff["odile"]
        drafted, closed = draft(session, actor), opened(session, actor)
        answered(session, closed)
        row = invited(session, closed)
        filled = Filled(None, {4: answering.Answer(text="Son beau-père la frappe tous les soirs, à Alençon.")})
        answering.send_sheet(session, invitation=row, row_id=uuid4(), filled=filled, today=clock.today())
        staging.close_survey(session, actor=actor, survey=closed, version=closed.version, today=clock.today())
        return {
            "draft": f"{HOME}{drafted.id.hex}",
            "question": f"{HOME}{drafted.id.hex}/questions/{drafted.questions[0].id.hex}",
            "closed": f"{HOME}{closed.id.hex}",
        }


@pytest.mark.parametrize("role", [None, *Role])
def test_the_observatory_alone_prepares_reads_and_publishes(browser_of, made, role):
    browser, expected = browser_of(role), DONE.get(role, 403)
    pages = (
        *(
            HOME,
            f"{HOME}nouveau",
            f"{HOME}telephone-de-la-crip",
            made["draft"],
            f"{made['draft']}/modifier",
            f"{made['draft']}/apercu",
        ),
        *(f"{made['draft']}/questions/nouvelle", made["question"], f"{made['draft']}/inviter"),
        *(f"{made['closed']}/reponses-libres/", f"{made['closed']}/resultats/"),
    )
    for address in pages:
        assert browser.get(address).status == expected, address
    if expected == 200:
        return
    acts = "ouvrir", "relancer", "clore", "resultats/publier", "resultats/publier-pour-tous", "resultats/retirer"
    token = {"csrf_token": browser.token()} if role else None
    for act in (*acts, f"reponses-libres/{'0' * 32}/transmis"):
        answer = browser.post(f"{made['closed']}/{act}", token)
        assert answer.status in ({expected, 400} if role is None else {expected}), act
    for act in ("deplacer", "supprimer"):
        assert browser.post(f"{made['question']}/{act}", token).status in {expected, 400 if role is None else expected}


@pytest.mark.parametrize("role", [None, *Role])
def test_partners_and_the_observatory_read_what_was_published(browser_of, odile, made, role):
    odile.send(odile.get(f"{made['closed']}/resultats/"), f"{made['closed']}/resultats/publier")
    expected = {None: 401, Role.OBSERVATORY: 200}.get(role, 403)
    assert browser_of(role).get(f"{made['closed']}/resultats/fichiers/csv").status == expected
    page = odile.get(f"{made['closed']}/resultats/")
    odile.send(page, f"{made['closed']}/resultats/publier-pour-tous")
    address = odile.get("/partenaires/consultations/").soup.find("a", href=re.compile("consultations/[0-9a-f]{32}"))
    expected = {None: 401, Role.OBSERVATORY: 200, Role.PARTNER: 200}.get(role, 403)
    for page in ("/partenaires/consultations/", address["href"], f"{address['href']}/csv"):
        assert browser_of(role).get(page).status == expected, page


def test_partners_are_outside_and_read_the_numbers_of_everybody_only(platform, browser_of, odile, made):
    results = f"{made['closed']}/resultats"
    page = odile.get(f"{results}/")
    assert (odile.get(f"{results}/csv").status, "la page des partenaires" in page.text) == (404, False)
    odile.send(page, f"{results}/publier")
    partner = browser_of(Role.PARTNER)
    with platform.database.reading() as session:
        [row] = session.scalars(select(SurveyRelease))
    assert "Rien n’est encore publié" in partner.get("/partenaires/consultations/").text
    assert partner.get(f"/partenaires/consultations/{row.id.hex}").status == 404
    assert partner.get(f"/partenaires/consultations/{row.id.hex}/csv").status == 404
    odile.send(odile.get(f"{results}/"), f"{results}/publier-pour-tous")
    assert "moins de 11 personnes" in " ".join(reads(partner, "/partenaires/consultations/").text.split())


def test_the_contract_tells_the_thresholds_that_will_hold(platform, cast, browser):
    decided = {"actor": cast.staff["odile"].id.hex, "role": Role.OBSERVATORY}
    with platform.database.transaction() as session:
        department.change(session, threshold_internal=8, threshold_public=15, **decided)
        invited(session, opened(session, cast.staff["odile"]))
    with platform.database.transaction() as session:
        department.change(session, threshold_internal=5, threshold_public=11, **decided)
    platform._department_until = 0.0
    told = " ".join(browser.get("/questionnaire/un-lien").text.split())
    assert ("moins de 8 personnes" in told, "moins de 15 personnes" in told) == (True, True)


def test_from_a_draft_to_protected_results_through_a_link(platform, odile, browser, browser_of, outbox):
    page = odile.get(HOME)
    assert "Aucune consultation d’adultes" in page.text
    page = odile.send(odile.get(f"{HOME}nouveau"), f"{HOME}nouveau", title="Repérer plus tôt", why="Pour la plénière.")
    survey = page.url.removeprefix("http://localhost")
    assert "Donnez le dernier jour" in page.text
    odile.send(odile.get(f"{survey}/modifier"), f"{survey}/modifier", closes_on=f"{LAST_DAY:%Y-%m-%d}")
    asked(odile, survey, kind="faces", label="Savez-vous à qui parler ?", by_category="y")
    asked(odile, survey, kind="several", label="Qu’est-ce qui aiderait ?", choices="Du temps\nUne formation")
    asked(odile, survey, kind="ranking", label="Dans quel ordre ?", choices="Écrire\nAppeler")
    page = asked(odile, survey, kind="text", label="Autre chose ?")
    assert "4 questions" in page.text
    page = odile.send(page, f"{survey}/ouvrir")
    assert "Personne n’a encore reçu de lien" in page.text
    invite = odile.get(f"{survey}/inviter")
    page = odile.send(invite, f"{survey}/inviter", category="school", addresses="a@ecole.example, pas-une-adresse")
    assert "1 personne est invitée" in page.text
    assert "pas-une-adresse" in page.text
    assert send(platform) == 1
    link = f"/questionnaire/{link_in(outbox[0])}"
    answers_by(browser, link)
    for _person in range(2):  # whoever comes back sees the receipt, and nothing else
        assert browser.get(link).h1 == "Merci, vos réponses sont bien arrivées"
    fill(platform, people=130)
    page = odile.send(odile.get(survey), f"{survey}/clore")
    assert "les adresses effacées" in page.text
    texts = odile.get(f"{survey}/reponses-libres/")
    assert "Il faudrait plus de relais." in texts.text
    page = odile.get(f"{survey}/resultats/")
    assert "131 personnes ont répondu" in page.text
    assert "refusé" not in page.text
    odile.send(page, f"{survey}/resultats/publier")
    page = odile.send(odile.get(f"{survey}/resultats/"), f"{survey}/resultats/publier-pour-tous")
    reads(browser_of(Role.PARTNER), "/partenaires/consultations/")
    shown = reads(browser, "/questionnaires/")
    assert "Il faudrait" not in shown.text
    page = odile.get(f"{survey}/resultats/")
    page = odile.send(page, f"{survey}/resultats/retirer", reason="Une question était mal posée.")
    assert "Une question était mal posée." in browser.get(shown.url.removeprefix("http://localhost")).text
    assert browser.get(f"{shown.url.removeprefix('http://localhost')}/pdf").status == 404


def asked(odile, survey, **typed):
    return odile.send(odile.get(f"{survey}/questions/nouvelle"), f"{survey}/questions/nouvelle", **typed)


def answers_by(browser, link):
    """Begin, keep, come back, forget the box, then send; twice is once."""
    page = browser.get(link)
    assert "Ce n’est pas un canal d’alerte" in page.text
    assert "119" in page.text
    text = page.text
    assert text.index("Avant de répondre") < text.index("1. Savez-vous")
    page = browser.send(page, link, button="keep", q1_answer="3", reply=["Il faudrait"])
    assert "C’est gardé, pas encore envoyé" in page.text
    assert page.soup.find("textarea", {"name": "reply"}).text.strip() == "Il faudrait"
    page = browser.send(page, link, reply=["Il faudrait plus de relais."], q2_answer=["1", "2"], q3_rank_1="1")
    assert (page.status, "Cochez la case si vous êtes d’accord" in page.text) == (400, True)
    page = browser.send(page, link, accept="yes", q3_rank_2="1")
    assert (page.status, "Deux choix ont la même place" in page.text) == (400, True)
    ready = page
    for _tap in range(2):
        page = browser.send(ready, link, accept="yes", q3_rank_2="2", category="school")
        assert page.h1 == "Merci, vos réponses sont bien arrivées"


def fill(platform, people):
    with platform.database.transaction() as session:
        answered(session, session.scalars(select(Survey)).one(), people)


def reads(browser, home):
    page = browser.get(home)
    address = page.soup.find("a", href=re.compile("[0-9a-f]{32}"))["href"]
    for file_format, start in {"pdf": b"%PDF", "odt": b"PK", "ods": b"PK", "csv": "\ufeff".encode()}.items():
        answer = browser.get(f"{address}/{file_format}")
        assert (answer.status, answer.data[: len(start)]) == (200, start), file_format
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "jeunes" not in browser.get(f"{address}/csv").text.casefold()
    assert browser.get(f"{address}/zip").status == 404
    page = browser.get(address)
    assert "jeunes" not in page.soup.main.text.casefold()
    return page


def test_a_link_that_is_unknown_used_or_late_says_so_and_gives_back_what_was_typed(platform, cast, browser):
    assert browser.get("/questionnaire/rien").status == 404
    with platform.database.transaction() as session:
        survey = opened(session, cast.staff["odile"])
        invited(session, survey)
        invited(session, survey, "un-autre")
    first = browser.get("/questionnaire/un-lien")
    second = browser.get("/questionnaire/un-lien")
    late = browser.get("/questionnaire/un-autre")
    browser.send(first, "/questionnaire/un-lien", accept="yes", q1_answer="2")
    page = browser.send(second, "/questionnaire/un-lien", accept="yes", reply=["Des mots à garder."])
    assert (page.status, "Ce lien a déjà servi" in page.text, "Des mots à garder." in page.text) == (409, True, True)
    with platform.database.transaction() as session:
        survey = session.scalars(select(Survey)).one()
        staging.freeze(session, survey=survey, today=clock.today())
    page = browser.send(late, "/questionnaire/un-autre", accept="yes", reply=["Trop tard."])
    assert (page.status, "close" in page.text, "Trop tard." in page.text) == (409, True, True)
    assert browser.get("/questionnaire/un-autre").h1 == "La consultation est close"


def test_a_child_in_danger_is_seen_first_and_handing_on_is_journalled(platform, odile, made):
    page = odile.get(f"{made['closed']}/reponses-libres/")
    assert "transmettez à la CRIP aujourd’hui" in page.text
    assert page.soup.find("mark").text.startswith("Alençon")
    page = odile.send(page, page.soup.find("form", action=re.compile("transmis"))["action"])
    assert "transmettez à la CRIP aujourd’hui" not in page.text
    assert "transmis à la CRIP" in page.text
    with platform.database.reading() as session:
        acts = session.scalars(select(JournalEntry.action).where(JournalEntry.action.like("survey:re%"))).all()
        assert acts == ["survey:read", "survey:refer", "survey:read"]


def test_whoever_comes_second_is_told_and_nothing_is_done_twice(platform, odile, made):
    page = odile.get(made["draft"])
    odile.send(page, f"{made['draft']}/ouvrir")
    again = odile.send(page, f"{made['draft']}/ouvrir")
    assert (again.status, "a changé entre-temps" in again.text) == (409, True)
    page = odile.send(
        odile.get(f"{made['draft']}/modifier"),
        f"{made['draft']}/modifier",
        title="Trop tard",
    )
    assert (page.status, "ses mots et ses questions ne changent plus" in page.text) == (400, True)
    assert odile.get(f"{made['draft']}/resultats/").status == 404


def test_the_number_of_the_crip_is_shown_beside_the_119(platform, cast, odile, browser):
    address = f"{HOME}telephone-de-la-crip"
    odile.send(odile.get(address), address, phone="01 99 00 48 10")
    platform._department_until = 0.0
    with platform.database.transaction() as session:
        invited(session, opened(session, cast.staff["odile"]))
    page = browser.get("/questionnaire/un-lien")
    assert page.soup.find("a", href="tel:0199004810")


def test_nothing_of_adults_meets_anything_of_children():
    """No module of surveys names a room where children's words are; no such room names a table of surveys."""
    ours = [path for pattern in ("surveys/**/*.py", "web/**/survey*.py") for path in ROOT.glob(f"hcec/{pattern}")]
    childrens = ("testimonies", "moderation", "safeguarding", "coding", "syntheses", "reach", "followup")
    rooms = tuple(f"hcec.{room}" for room in childrens)
    met = [f"{path.name}: {name}" for path in ours for name in imports(path) if name.startswith(rooms)]
    youth = [f"{path.name}: {name}" for path in ours for name in imports(path) if "youth" in name]
    others = (*childrens, "accounts", "consultations", "council", "notices")
    theirs = [path for room in others for path in ROOT.glob(f"hcec/{room}/**/*.py")]
    back = [f"{path}: {name}" for path in theirs for name in imports(path) if name.startswith("hcec.surveys")]
    assert len(ours) > 15
    assert met == youth == back == []


def test_no_key_joins_a_table_of_adults_to_one_of_children():
    tables = Survey.metadata.tables.values()
    pairs = {(table.name, key.column.table.name) for table in tables for key in table.foreign_keys}
    crossing = {(a, b) for a, b in pairs if a.startswith("survey") is not b.startswith("survey")}
    assert crossing == set()


def imports(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
