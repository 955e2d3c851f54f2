"""Charters and protocols taken to a spreadsheet with their history, and brought back."""

import csv
import io
import zipfile

import pytest

from hcec.documents.tabular import read_tables
from hcec.permissions import Role
from tests.web.observatory.test_scheme import EDITORS, READERS, fill

CHARTERS = "/observatoire/schema/chartes"


@pytest.fixture
def odile(browser_of):
    return browser_of("odile")


@pytest.fixture
def charter(odile):
    """A signed charter, changed once, and a draft."""
    days = {"signed_on": "2023-11-22", "review_due_on": "2027-11-22"}
    page = fill(odile, f"{CHARTERS}/nouvelle", title="=Actes usuels", state="signed", parties="Parquet", **days)
    link = page.soup.find("a", string="=Actes usuels")["href"]
    fill(odile, link, about="Qui décide de quoi.")
    fill(odile, f"{CHARTERS}/nouvelle", title="Brouillon entre nous", kind="protocol")
    return link


def give(browser, data, token=""):
    token = token or browser.token(f"{CHARTERS}/fichiers")
    fields = {"csrf_token": token, "file": (io.BytesIO(data), "chartes.ods")}
    return browser.post(
        f"{CHARTERS}/fichiers/importer", fields, follow_redirects=True, content_type="multipart/form-data"
    )


@pytest.mark.parametrize("role", [None, *Role])
def test_readers_of_the_scheme_take_the_files_and_the_observatory_alone_brings_them(browser_of, role):
    browser = browser_of(role)
    for name in ("fichiers", "chartes.csv", "chartes.ods"):
        assert browser.get(f"{CHARTERS}/{name}").status == READERS.get(role, 403), name
    if role is not Role.OBSERVATORY:
        assert give(browser, b"x", token="x").status == EDITORS.get(role, 403)


def test_what_is_taken_comes_back_the_same_with_its_history_beside(odile, charter):
    book = odile.get(f"{CHARTERS}/chartes.ods").data
    documents, history = read_tables(book)
    assert len(documents[1:]) == 2
    assert [row[1:] for _line, row in history if row[1] == "=Actes usuels"] == [
        ["=Actes usuels", "charte ou protocole · changement", "sujet"],
        ["=Actes usuels", "charte ou protocole · ajout", ""],
    ]
    assert "Odile" not in zipfile.ZipFile(io.BytesIO(book)).read("content.xml").decode()
    assert "2 déjà là" in " ".join(give(odile, book).text.split())
    assert "2 déjà là" in " ".join(give(odile, odile.get(f"{CHARTERS}/chartes.csv").data).text.split())
    assert "Odile Essai" in odile.get(f"{CHARTERS}/fichiers").text


def test_lines_are_added_and_changed_and_the_others_said(odile, charter):
    table = (
        "titre;nature;état;signé le\r\n"
        "'=Actes usuels;charte;en révision;2023-11-22\r\n"
        "Repérage;protocole;;\r\n"
        "Demain;charte;signé, en vigueur;2030-01-01\r\n"
        "Quoi;pacte;;\r\n"
    )
    page = give(odile, table.encode())
    assert "1 ligne ajoutée, 1 changée" in " ".join(page.text.split())
    faults = [[cell.text for cell in row.find_all("td")][1:3] for row in page.soup.find(id="faults").parent.tbody("tr")]
    assert faults == [["4", "signé le"], ["5", "nature"]]
    kept = odile.get(charter)
    assert kept.soup.find("textarea", {"name": "parties"}).text.strip() == "Parquet", "a column that is not there"
    assert "en révision" in odile.get("/observatoire/schema/").text
    refused = give(odile, b"PK\x03\x04")
    assert (refused.status, "Ce fichier est abîmé" in refused.text) == (400, True)


def test_a_partner_takes_no_draft_and_no_history(browser_of, charter):
    paul = browser_of("paul")
    rows = list(csv.reader(io.StringIO(paul.get(f"{CHARTERS}/chartes.csv").data.decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows] == ["titre", "'=Actes usuels"]
    assert len(read_tables(paul.get(f"{CHARTERS}/chartes.ods").data)) == 1
    page = paul.get(f"{CHARTERS}/fichiers")
    assert "Odile" not in page.text
    assert page.soup.main.find_all("form") == []
