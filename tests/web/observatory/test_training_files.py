"""Files of training: documents taken, tables changed and brought back."""

import io
from uuid import uuid4

import pytest

from hcec.permissions import Role
from hcec.training.services import lining, programming
from hcec.training.services.lining import LineTies
from hcec.training.services.programming import ProgrammePlan
from tests.training.conftest import LINE, adopt

HOME = "/observatoire/formation"
FILES = ("fichiers", "programme.odt", "programme.pdf", "programme.ods", "lignes.csv", "annees.csv", "bilan-2026.csv")


@pytest.fixture
def here(platform, cast):
    """The address of an adopted programme."""
    row_id, actor = uuid4(), cast.staff["odile"]
    with platform.database.transaction() as session:
        plan = ProgrammePlan("Programme 2026-2028", 2026, 2028)
        programme = programming.start_programme(session, row_id=row_id, actor=actor, plan=plan)
        ties = LineTies({2026: (20, 300_000)})
        lining.add_line(session, row_id=uuid4(), actor=actor, programme=programme, plan=LINE, ties=ties)
        adopt(session, actor, programme)
    return f"{HOME}/programmes/{row_id.hex}"


def give(browser, page, action, data, token=""):
    token = token or browser.get(page).soup.find("input", {"name": "csrf_token"})["value"]
    fields = {"csrf_token": token, "file": (io.BytesIO(data), "table.csv")}
    return browser.post(action, fields, follow_redirects=True, content_type="multipart/form-data")


@pytest.mark.parametrize("role", [None, *Role])
def test_the_observatory_alone_takes_and_brings_files(browser_of, here, role):
    browser, expected = browser_of(role), {None: 401, Role.OBSERVATORY: 200}.get(role, 403)
    for address in (*(f"{here}/{name}" for name in FILES), f"{HOME}/fichiers", f"{HOME}/sessions.ods"):
        assert browser.get(address).status == expected, address
    for action in (f"{here}/importer", f"{HOME}/importer"):
        answer = give(browser, "", action, b"x", token="x")
        assert answer.status == (expected if expected != 200 else 400), action


def test_every_format_of_the_review_opens_and_no_year_to_come_has_one(browser_of, here):
    odile = browser_of("odile")
    starts = {"odt": b"PK", "pdf": b"%PDF", "ods": b"PK", "csv": b"\xef\xbb\xbftableau;"}
    for kind, start in starts.items():
        assert odile.get(f"{here}/bilan-2026.{kind}").data.startswith(start), kind
    for year in (2025, 2027):
        assert odile.get(f"{here}/bilan-{year}.odt").status == 404
    assert odile.get(f"{here}/autre.csv").status == 404


def test_what_is_adopted_takes_no_table(browser_of, here):
    odile = browser_of("odile")
    page = odile.get(f"{here}/fichiers")
    assert "Rapporter un tableau" not in page.text
    token = odile.get(f"{HOME}/fichiers").soup.find("input", {"name": "csrf_token"})["value"]
    page = give(odile, "", f"{here}/importer", odile.get(f"{here}/lignes.csv").data, token)
    assert "Ce programme est adopté" in page.text


def test_errors_are_shown_by_line_and_column_and_the_rest_is_there(browser_of, here):
    odile = browser_of("odile")
    table = "session;début;fin;ligne;état\r\nPremière;2026-03-02;2026-03-03;1;tenue\r\nSeconde;demain;2026-03-03;;\r\n"
    page = give(odile, f"{HOME}/fichiers", f"{HOME}/importer", table.encode())
    assert "1 ligne ajoutée" in page.text
    row = [cell.text for cell in page.soup.find("table").tbody.find_all("td")]
    assert row[:3] == ["sessions", "3", "début"]
    assert "Première" in odile.get(f"{HOME}/").text
    page = give(odile, f"{HOME}/fichiers", f"{HOME}/importer", odile.get(f"{HOME}/sessions.ods").data)
    assert "1 déjà là" in page.text
    page = give(odile, f"{HOME}/fichiers", f"{HOME}/importer", b"PK\x03\x04")
    assert (page.status, "Ce fichier est abîmé" in page.text) == (400, True)


def test_a_draft_takes_its_lines_from_a_table(platform, cast, browser_of, here):
    odile, row_id = browser_of("odile"), uuid4()
    with platform.database.transaction() as session:
        plan = ProgrammePlan("Copie", 2026, 2028)
        programming.start_programme(session, row_id=row_id, actor=cast.staff["odile"], plan=plan)
    copy = f"{HOME}/programmes/{row_id.hex}"
    page = give(odile, f"{copy}/fichiers", f"{copy}/importer", odile.get(f"{here}/programme.ods").data)
    assert "2 lignes ajoutées" in page.text
    assert "1 Annoncer un changement" in odile.get(copy).text
    assert odile.get(f"{copy}/bilan-2026.odt").status == 404
