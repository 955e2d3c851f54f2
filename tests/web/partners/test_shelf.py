"""The shelf: kept by the observatory, read by partners and by who answers; searched without JavaScript."""

import io
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from hcec.documents.tabular import read_tables
from hcec.permissions import Role
from hcec.shelf.enums import FileFormat, ItemKind
from hcec.shelf.formats import LARGEST_FILE, Examined
from hcec.shelf.models import ShelfItem, ShelfVersion
from hcec.shelf.services import giving, keeping
from hcec.shelf.services.giving import NewVersion
from hcec.shelf.services.keeping import ItemPlan
from hcec.web.application import LARGEST_DOCUMENT
from hcec.web.headers import SANDBOXED
from tests.shelf.test_formats import PDF, picture

READ, KEEP = "/partenaires/ressources/", "/partenaires/ressources"
READERS = {None: 401, Role.OBSERVATORY: 200, Role.ANSWERER: 200, Role.PARTNER: 200}
KEEPERS = {None: 401, Role.OBSERVATORY: 200}
TODAY = date(2026, 11, 23)


@pytest.fixture
def odile(browser_of):
    return browser_of("odile")


@pytest.fixture
def shared(platform, cast):
    """A document with a file: its reference, and its version's."""
    ids = uuid4(), uuid4()
    plan = ItemPlan(
        kind=ItemKind.PRACTICE, title="Dire « =1+1 » <b>aux</b> fratries", summary="<script>alert(1)</script>"
    )
    with platform.database.transaction() as session:
        acted = {"actor": cast.staff["odile"], "today": TODAY}
        item = keeping.shelve(session, row_id=ids[0], plan=plan, tags=["fratrie"], **acted)
        file = Examined(FileFormat.TXT, "Le guide, mot à mot.".encode(), "Le guide, mot à mot.")
        giving.give(session, row_id=ids[1], item=item, new=NewVersion(file, "Première."), **acted)
    return ids[0].hex, ids[1].hex


def send_file(browser, ref, data, token=None, **fields):
    address = f"{KEEP}/{ref}/fichier"
    if token is None:
        form = browser.get(address).form(field="submission_key")
        fields = {each["name"]: each["value"] for each in form.find_all("input", type="hidden")} | fields
    fields |= {"file": (io.BytesIO(data), "../../keys.json.html")} | ({"csrf_token": token} if token else {})
    return browser.post(address, fields, follow_redirects=True, content_type="multipart/form-data")


@pytest.mark.parametrize("role", [None, *Role])
def test_who_reads_and_who_keeps(browser_of, shared, role):
    browser, (ref, version) = browser_of(role), shared
    for address in (
        READ,
        f"{READ}?q=guide",
        f"{READ}ressources.csv",
        f"{READ}ressources.ods",
        f"{READ}{ref}",
        f"{READ}{ref}/fichiers/{version}",
    ):
        assert browser.get(address).status == READERS.get(role, 403), address
    for act in ("nouvelle", f"{ref}/modifier", f"{ref}/fichier", f"{ref}/retirer"):
        assert browser.get(f"{KEEP}/{act}").status == KEEPERS.get(role, 403), act
    if role is Role.OBSERVATORY:
        return
    assert send_file(browser, ref, b"x", token="x").status == (401 if role is None else 403)
    for act in ("remettre", "supprimer", f"fichiers/{version}/supprimer"):
        answer = browser.post(f"{KEEP}/{ref}/{act}", {"csrf_token": browser.token()} if role else None)
        assert answer.status in ({401, 400} if role is None else {403}), act
    if role in READERS and role:
        page = browser.get(f"{READ}{ref}")
        assert not page.soup.find("section", {"aria-labelledby": "keep"})
        assert "Qui a changé quoi" not in page.text


def test_an_empty_shelf_teaches_and_a_walk_fills_it(platform, browser_of, odile):
    assert "L’étagère est vide" in odile.get(READ).text
    page = odile.get(f"{KEEP}/nouvelle")
    wrong = odile.send(page, field="keywords", title="", link="http://exemple.example", keywords="a," * 13)
    assert (wrong.status, len(wrong.soup.find_all("p", "error"))) == (400, 3)
    typed = {
        "kind": "legal_watch",
        "title": "Loi du 7 février 2022",
        "link": "https://www.legifrance.example/loi?a=1#b",
    }
    page = odile.send(
        wrong, field="keywords", keywords="Droit, actes usuels ; droit", summary="Ce qui change.\nPour qui.", **typed
    )
    assert (page.h1, "C’est partagé" in page.text) == ("Loi du 7 février 2022", True)
    link = page.soup.find("a", href=typed["link"])
    assert ("legifrance.example" in link.text, link["rel"]) == (True, ["noopener", "noreferrer", "external"])
    ref = page.url.rpartition("/")[2]
    page = send_file(odile, ref, PDF, what_changed="")
    page = send_file(odile, ref, picture(tail=b"<script>"), what_changed="En image.")
    assert [row.text for row in page.soup.select("li.card .tag")] == ["la plus récente"]
    paul = browser_of("paul")
    hits = paul.get(f"{READ}?q=ACTE+usuel&nature=legal_watch&sujet=Droit")
    assert hits.soup.find("h2").text == "Loi du 7 février 2022"
    assert [each.text for each in paul.get(f"{READ}?q=changé").soup.find_all("mark")] == ["change"]
    page = paul.get(f"{READ}{ref}")
    newest, older = (page.soup.find("a", string=f"Version {number}")["href"] for number in (2, 1))
    answer = paul.get(newest)
    assert (answer.data, answer.headers["Content-Type"]) == (picture(), "image/png")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="loi-du-7-fevrier-2022-v2.png"'
    assert answer.headers["Content-Security-Policy"] == SANDBOXED
    assert paul.get(older).data == PDF


def test_what_is_written_is_shown_as_it_is_and_runs_nowhere(odile, shared):
    page = odile.get(f"{READ}{shared[0]}")
    assert page.h1 == "Dire « =1+1 » <b>aux</b> fratries"
    assert "<script>alert(1)</script>" in page.text
    assert page.soup.find("main").find("script") is None
    assert page.soup.find("a", string="fratrie")["href"] == f"{READ}?sujet=fratrie"
    assert "ressource · fichier ajouté" in page.text
    for kind in ("csv", "ods"):
        [[_heads, (_line, cells)]] = read_tables(odile.get(f"{READ}ressources.{kind}").data)
        assert cells[:2] == ["pratique inspirante", "Dire « =1+1 » <b>aux</b> fratries"]
        assert cells[4:] == ["fratrie", "<script>alert(1)</script>", "", "1"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Choisissez un fichier."),
        (b"<svg onload=alert(1)>", "Ce fichier n’est ni un PDF"),
        (PDF.replace(b"/Catalog", b"/Catalog /JS (x)"), "contient un programme"),
        (b"a" * (LARGEST_FILE + 1), "trop grand"),
    ],
)
def test_a_file_refused_is_said_and_nothing_is_lost(platform, odile, shared, data, said):
    page = send_file(odile, shared[0], data, what_changed="Mot pour mot.")
    assert (page.status, said in page.text) == (400, True)
    assert page.soup.find("textarea").text.strip() == "Mot pour mot."
    with platform.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ShelfVersion)) == 1


def test_more_than_a_document_is_refused_and_a_large_one_is_taken_there_alone(odile, shared):
    page = send_file(odile, shared[0], b"a" * LARGEST_DOCUMENT)
    assert (page.status, page.h1) == (413, "Ce fichier est trop grand")
    large = b"a" * (LARGEST_FILE - 10)
    assert "Le fichier est partagé." in send_file(odile, shared[0], large).text
    elsewhere = odile.post(f"{KEEP}/nouvelle", {"title": "a" * 2_000_000})
    assert elsewhere.status == 413


def test_the_same_form_sent_twice_gives_one_version_and_a_full_shelf_says_so(platform, odile, shared, monkeypatch):
    form = odile.get(f"{KEEP}/{shared[0]}/fichier").form(field="submission_key")
    key = form.find("input", {"name": "submission_key"})["value"]
    for _again in range(2):
        send_file(odile, shared[0], PDF, submission_key=key)
    with platform.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ShelfVersion)) == 2
    monkeypatch.setattr(giving, "MOST_BYTES", 100)
    assert "plus de place" in send_file(odile, shared[0], PDF).text


def test_what_is_withdrawn_says_why_opens_nothing_comes_back_and_only_then_goes(platform, browser_of, odile, shared):
    ref, version = shared
    page = odile.send(odile.get(f"{READ}{ref}"), f"{KEEP}/{ref}/fichiers/{version}/supprimer")
    assert "Ce fichier est supprimé." in page.text
    send_file(odile, ref, PDF, what_changed="En deux mots.")
    stale = odile.get(f"{KEEP}/{ref}/retirer")
    odile.send(odile.get(f"{KEEP}/{ref}/modifier"), field="keywords", source="ONPE")
    late = odile.send(stale, field="withdrawn_why", withdrawn_why="Périmé.")
    assert late.status == 409
    odile.send(late, field="withdrawn_why", withdrawn_why="Remplacé par le guide de 2026.")
    paul = browser_of("paul")
    page = paul.get(f"{READ}{ref}")
    assert "Remplacé par le guide de 2026." in page.text
    assert page.soup.select("main a[href*=fichiers]") == []
    assert page.h1 == "Ressource retirée"
    for kept_back in ("fratries", "alert(1)", "ONPE", "Version", "En deux mots."):
        assert kept_back not in page.text, kept_back
    assert odile.get(f"{READ}{ref}").h1.startswith("Dire")
    with platform.database.reading() as session:
        held = session.scalars(select(ShelfVersion)).one().id.hex
    assert paul.get(f"{READ}{ref}/fichiers/{held}").status == 404
    assert "Dire « =1+1 »" not in paul.get(READ).text
    odile.send(odile.get(f"{READ}{ref}"), f"{KEEP}/{ref}/remettre")
    assert paul.get(f"{READ}{ref}/fichiers/{held}").data == PDF
    refused = odile.post(f"{KEEP}/{ref}/supprimer", {"csrf_token": odile.token(f"{READ}{ref}")}, follow_redirects=True)
    assert "rien n’est supprimé" in refused.text
    odile.send(odile.get(f"{KEEP}/{ref}/retirer"), field="withdrawn_why", withdrawn_why="Erreur.")
    odile.send(odile.get(f"{READ}{ref}"), f"{KEEP}/{ref}/supprimer")
    with platform.database.reading() as session:
        assert session.scalars(select(ShelfItem)).all() == session.scalars(select(ShelfVersion)).all() == []


@pytest.mark.parametrize(
    "asked", ["?q=%22%20OR%20*", "?q=%00%ed%a0%80", "?nature=x&sujet=%27&page=-4", "?page=9e9", f"?q={'a!' * 50000}"]
)
def test_whatever_is_asked_is_answered(odile, shared, asked):
    assert odile.get(f"{READ}{asked}").status in {200, 414}


def test_what_does_not_exist_is_not_found(odile, shared):
    ref, none = shared[0], "0" * 32
    for address in (f"{READ}{none}", f"{READ}x", f"{READ}{ref}/fichiers/{none}", f"{READ}{none}/fichiers/{shared[1]}"):
        assert odile.get(address).status == 404
    for act in ("modifier", "fichier", "retirer"):
        assert odile.get(f"{KEEP}/{none}/{act}").status == 404
