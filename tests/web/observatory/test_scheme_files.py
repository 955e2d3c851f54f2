"""Files of a scheme: taken, changed, brought back."""

import io
from uuid import UUID, uuid4

import pytest

from hcec.permissions import Role
from hcec.scheme.models import Scheme
from hcec.scheme.services import planning
from hcec.scheme.services.planning import SchemePlan
from hcec.web.observatory import imports

READERS = {None: 401, Role.OBSERVATORY: 200, Role.ANSWERER: 200, Role.PARTNER: 200}


@pytest.fixture
def here(platform, cast):
    row_id = uuid4()
    with platform.database.transaction() as session:
        plan = SchemePlan("Schéma", 2025, 2029)
        planning.start_scheme(session, row_id=row_id, actor=cast.staff["odile"], plan=plan)
    return f"/observatoire/schema/{row_id.hex}"


def give(browser, here, data, token=""):
    token = token or browser.get(f"{here}/fichiers").soup.find("input", {"name": "csrf_token"})["value"]
    fields = {"csrf_token": token, "file": (io.BytesIO(data), "schema.csv")}
    return browser.post(f"{here}/importer", fields, follow_redirects=True, content_type="multipart/form-data")


@pytest.mark.parametrize("role", [None, *Role])
def test_who_reads_the_scheme_takes_its_files_and_the_observatory_alone_brings_them(browser_of, here, role):
    browser = browser_of(role)
    for name in ("fichiers", "actions.csv", "schema.ods", "suivi-2025.odt", "suivi-2026.pdf"):
        assert browser.get(f"{here}/{name}").status == READERS.get(role, 403), name
    if role is not Role.OBSERVATORY:
        assert give(browser, here, b"x", token="x").status == (401 if role is None else 403)


def test_errors_are_shown_by_line_and_column_and_the_rest_is_there(browser_of, here):
    odile = browser_of("odile")
    table = "axe;titre de l’axe;numéro;action;état\r\n1;Départs;1;Préparer;en cours\r\n1;Départs;x;Suivre;\r\n"
    page = give(odile, here, table.encode())
    assert "1 ligne ajoutée" in page.text
    row = [cell.text for cell in page.soup.find("table").tbody.find_all("td")]
    assert row == ["actions", "3", "numéro", "Il faut un numéro de 1 à 99."]
    assert "1.1 Préparer" in odile.get(here).text
    assert "n’a pas été gardé" not in odile.get(f"{here}/fichiers").text
    book = odile.get(f"{here}/schema.ods")
    assert "1 déjà là" in give(odile, here, book.data).text


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK" + b"\0" * 100])
def test_what_cannot_be_read_is_refused_in_words(browser_of, here, data):
    page = give(browser_of("odile"), here, data)
    assert (page.status, "Ce fichier est abîmé" in page.text) == (400, True)


def test_no_file_no_token_and_no_such_year(browser_of, here):
    odile = browser_of("odile")
    assert odile.post(f"{here}/importer", {}).status == 400
    for year in (2024, 2027, 2030):
        assert odile.get(f"{here}/suivi-{year}.odt").status == 404
    assert odile.get(f"{here}/autre.csv").status == 404


def test_a_file_is_read_before_anything_takes_the_write_lock(platform, browser_of, here, monkeypatch):
    """Reading takes long: meanwhile others write."""

    def read_slowly(data):
        with platform.database.transaction() as session:
            session.get_one(Scheme, UUID(here.rpartition("/")[2])).title = "Écrit pendant ce temps"
        return []

    monkeypatch.setattr(imports, "read_tables", read_slowly)
    assert give(browser_of("odile"), here, b"x").status == 200
    assert "Écrit pendant ce temps" in browser_of("odile").get(here).text
