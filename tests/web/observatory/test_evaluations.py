"""Evaluations: noted, followed, taken out and brought back by the observatory alone."""

import io
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from hcec.permissions import Role
from hcec.shelf.enums import EstablishmentKind, EvaluationNature
from hcec.shelf.models import Evaluation
from hcec.shelf.services import evaluating
from hcec.shelf.services.evaluating import ActionPlan, EvaluationPlan

HOME = "/observatoire/evaluations/"
TODAY = date(2026, 11, 23)


@pytest.fixture
def odile(browser_of):
    return browser_of("odile")


@pytest.fixture
def made(platform, cast):
    """The references of an evaluation that awaits the next, and of an action that is late."""
    ids, acted = (uuid4(), uuid4()), {"actor": cast.staff["odile"], "today": TODAY}
    plan = EvaluationPlan(
        establishment="MECS Les Tilleuls",
        kind=EstablishmentKind.CHILDRENS_HOME,
        nature=EvaluationNature.EXTERNAL,
        received_on=date(2021, 3, 2),
        next_due_on=date(2026, 3, 2),
    )
    with platform.database.transaction() as session:
        one = evaluating.note_evaluation(session, row_id=ids[0], plan=plan, **acted)
        action = ActionPlan(what="Refaire le projet", due_on=date(2026, 11, 22))
        evaluating.add_action(session, row_id=ids[1], evaluation=one, plan=action, **acted)
    return ids[0].hex, ids[1].hex


def give(browser, data, token=""):
    token = token or browser.token(f"{HOME}fichiers")
    fields = {"csrf_token": token, "file": (io.BytesIO(data), "x.csv")}
    return browser.post(f"{HOME}fichiers/importer", fields, follow_redirects=True, content_type="multipart/form-data")


@pytest.mark.parametrize("role", [None, *Role])
def test_the_observatory_alone_enters(browser_of, made, role):
    browser, expected = browser_of(role), {None: 401, Role.OBSERVATORY: 200}.get(role, 403)
    ref, action = made
    pages = ("", "nouvelle", ref, f"{ref}/modifier", f"{ref}/suites/nouvelle", f"suites/{action}")
    files = ("fichiers", "recues.csv", "suites.csv", "evaluations.ods", "bilan-2026.odt", "bilan-2026.pdf")
    for address in (*pages, *files):
        assert browser.get(f"{HOME}{address}").status == expected, address
    if role is Role.OBSERVATORY:
        return
    assert give(browser, b"x", token="x").status == expected
    for act in (f"{ref}/supprimer", f"suites/{action}/supprimer"):
        answer = browser.post(f"{HOME}{act}", {"csrf_token": browser.token()} if role else None)
        assert answer.status in {expected, 400 if role is None else 403}, act


def test_an_empty_page_teaches_and_a_walk_goes_to_the_end(platform, odile):
    assert "Aucune évaluation pour l’instant" in odile.get(HOME).text
    wrong = odile.send(odile.get(f"{HOME}nouvelle"), field="establishment", received_on="2027-01-01")
    assert (wrong.status, "Dites quel établissement" in wrong.text) == (400, True)
    wrong = odile.send(wrong, field="establishment", establishment="AEMO <b>Nord</b>", kind="open_setting")
    assert "Ce jour n’est pas encore venu." in wrong.text
    for received in ("0026-03-02", "1999-12-31", "2101-01-01", "hier"):
        wrong = odile.send(wrong, field="establishment", received_on=received)
        assert (wrong.status, "entre 2000 et 2100" in wrong.text) == (400, received != "hier"), received
    typed = {"received_on": "02/03/2026", "next_due_on": "2031-03-02", "conclusions": "Sérieux.\nÀ suivre."}
    page = odile.send(wrong, field="establishment", **typed)
    assert page.h1 == "AEMO <b>Nord</b>"
    assert "Aucune. Une suite dit" in page.text
    here = page.url.removeprefix("http://localhost")
    page = odile.send(odile.get(f"{here}/suites/nouvelle"), field="due_on", what="Relire", due_on="2026-11-22")
    assert page.soup.find("tbody").find("span", "tag").text == "en retard"
    assert "action en retard" in odile.get(HOME).text
    action = page.soup.find("tbody").find("a")["href"]
    page = odile.send(odile.get(action), field="due_on", state="done")
    assert [cell.text for cell in page.soup.find("tbody").find_all("td")][1:] == ["fait", "23 novembre 2026"]
    assert "suite d’une évaluation · changement (état, fait le)" in page.text
    page = odile.send(odile.get(action), f"{action}/supprimer")
    assert "La suite est supprimée." in page.text
    page = odile.send(odile.get(f"{here}/modifier"), f"{here}/supprimer")
    assert "sont supprimées" in page.text
    with platform.database.reading() as session:
        assert session.scalars(select(Evaluation)).all() == []


def test_what_is_late_is_said_first_and_whoever_comes_second_keeps_their_words(odile, made):
    ref = made[0]
    page = odile.get(HOME)
    late = page.soup.find("section", {"aria-labelledby": "late"}).text
    assert "nouvelle évaluation attendue le 2 mars 2026" in late
    assert "Refaire le projet" in late
    stale = odile.get(f"{HOME}{ref}/modifier")
    odile.send(odile.get(f"{HOME}{ref}/modifier"), field="establishment", evaluator="Cabinet")
    page = odile.send(stale, field="establishment", evaluator="Bureau")
    assert (page.status, "Cabinet" in page.text) == (409, True)
    assert page.soup.find("input", {"name": "evaluator"})["value"] == "Bureau"
    assert "Bureau" in odile.send(page, field="establishment").text


def test_a_file_is_brought_with_its_errors_told(odile, made):
    table = "établissement;évaluation;reçue le\r\nFoyer;externe;2026-05-05\r\nFoyer;;2026-05-05\r\n"
    page = give(odile, f"{table}Vieux;externe;1999-12-31\r\n".encode())
    assert "1 ligne ajoutée" in page.text
    faults = [[cell.text for cell in row.find_all("td")] for row in page.soup.find("table").tbody.find_all("tr")]
    assert [fault[1:3] for fault in faults] == [["3", "évaluation"], ["4", "reçue le"]]
    assert "un jour entre 2000 et 2100" in faults[1][-1]
    assert give(odile, b"PK\x03\x04").status == 400
    assert "3 déjà là" in give(odile, odile.get(f"{HOME}evaluations.ods").data).text
    for address in ("bilan-1999.pdf", "bilan-2027.odt", "autre.csv", "0" * 32, f"suites/{'0' * 32}"):
        assert odile.get(f"{HOME}{address}").status == 404, address


def test_the_files_page_offers_no_year_that_has_no_summary(platform, odile, made):
    with platform.database.transaction() as session:
        session.scalars(select(Evaluation)).first().received_on = date(1998, 3, 2)
    links = {link["href"] for link in odile.get(f"{HOME}fichiers").soup.main.find_all("a") if "bilan-" in link["href"]}
    assert links
    assert {odile.get(link).status for link in links} == {200}
