"""The pages of the contract with the State, of its money, and of charters and protocols."""

import io
import zipfile
from uuid import uuid4

import pytest

from hcec.permissions import Role
from hcec.scheme.services import contracts, planning
from hcec.scheme.services.contracts import ContractPlan
from hcec.scheme.services.planning import ActionPlan, AxisPlan, SchemePlan
from tests.web.observatory.test_scheme import EDITORS, READERS, fill

HOME = "/observatoire/schema/"
CHARTERS = "/observatoire/schema/chartes"


@pytest.fixture
def odile(browser_of):
    return browser_of("odile")


@pytest.fixture
def ids(platform, cast):
    actor, ids = cast.staff["odile"], [uuid4() for _ in range(4)]
    with platform.database.transaction() as session:
        scheme = planning.start_scheme(session, row_id=ids[0], actor=actor, plan=SchemePlan("Schéma", 2025, 2029))
        axis = planning.add_axis(session, row_id=ids[1], actor=actor, scheme=scheme, plan=AxisPlan(1, "Départs"))
        fiche = ActionPlan(number=1, title="Préparer", engagements=["adult_life"])
        planning.add_action(session, row_id=ids[2], actor=actor, axis=axis, plan=fiche)
        plan = ContractPlan("Contrat", 2025, 2027)
        contracts.start_contract(session, row_id=ids[3], actor=actor, scheme=scheme, plan=plan)
    return [each.hex for each in ids]


@pytest.fixture
def here(ids):
    return f"/observatoire/schema/contrat/{ids[3]}"


def euros(words):
    return words.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("role", [None, *Role])
def test_readers_of_the_scheme_read_the_contract_and_its_signatories_alone_the_evaluation(browser_of, here, role):
    browser = browser_of(role)
    for address in (here, f"{here}/financements"):
        assert browser.get(address).status == READERS.get(role, 403), address
    for address in (f"{here}/evaluation-2026.odt", f"{here}/evaluation-2025.pdf"):
        assert browser.get(address).status == (READERS | {Role.PARTNER: 404}).get(role, 403), address


@pytest.mark.parametrize("role", [None, *Role])
def test_the_observatory_alone_changes_the_contract(browser_of, ids, here, role):
    browser, expected = browser_of(role), EDITORS.get(role, 403)
    pages = (
        *(f"/observatoire/schema/contrat/nouveau/{ids[0]}", f"{here}/modifier", f"{here}/signatures/prefect"),
        *(f"{here}/echeances/nouvelle", f"{here}/criteres/needs", f"{here}/evaluation/2026"),
        *(f"{here}/financements/nouveau", f"{here}/indicateurs/nouveau", f"{CHARTERS}/nouvelle"),
    )
    for address in pages:
        assert browser.get(address).status == expected, address
    if expected != 200:
        nothing = "0" * 32
        acts = (f"{here}/echeances/{nothing}/tenue", f"{here}/financements/{nothing}/supprimer")
        measured = f"/observatoire/schema/contrat/indicateurs/{nothing}"
        assert browser.get(measured).status == expected
        drops = (f"{CHARTERS}/{nothing}/supprimer", f"{measured}/supprimer")
        for address in (*acts, *drops, f"{here}/importer-financements"):
            assert browser.post(address, {}).status in {expected, 400}, address


@pytest.mark.parametrize("page", ["", "/evaluation/2024", "/evaluation/2027", "/evaluation-2028.pdf", "/signatures/me"])
def test_what_does_not_exist_is_not_found(odile, here, page):
    assert odile.get(f"{here}{page}" if page else f"/observatoire/schema/contrat/{'0' * 32}").status == 404
    assert odile.get(f"{here}/financements/{'0' * 32}").status == 404
    assert odile.get(f"{CHARTERS}/{'0' * 32}").status == 404


def test_an_empty_contract_teaches_and_one_is_started_over_a_scheme(odile, ids, here):
    page = odile.get(here)
    for said in ("pas encore signé", "Notez les bilans", "Aucune action ne porte cet engagement", "Aucune ligne"):
        assert said in page.text
    assert "1.1 Préparer" in page.text
    new = f"/observatoire/schema/contrat/nouveau/{ids[0]}"
    assert "Deuxième contrat" in fill(odile, new, title="Deuxième contrat", from_year="2028", to_year="2029").text


def test_it_is_signed_by_functions(odile, here):
    page = fill(odile, f"{here}/signatures/prefect", function="La préfète", signed_on="2026-03-01")
    assert "Le préfet (La préfète) signé le 1er mars 2026" in page.text
    page = fill(odile, f"{here}/signatures/prefect", signed_on="2027-03-01")
    assert (page.status, "Ce jour n’est pas encore venu." in page.text) == (400, True)


def test_deadlines_are_held_reopened_and_late_on_the_right_day(odile, here):
    assert fill(odile, f"{here}/echeances/nouvelle", what="Bilan").status == 400
    page = fill(odile, f"{here}/echeances/nouvelle", what="Bilan", due_on="2026-11-23")
    assert "à venir" in page.text
    page = fill(odile, f"{here}/echeances/nouvelle", what="Avenant", due_on="2026-11-22")
    assert "en retard" in page.text
    forms = [form["action"] for form in page.soup.find_all("form") if "/echeances/" in form.get("action", "")]
    page = odile.send(page, forms[0])
    assert "tenue le 23 novembre 2026" in page.text
    page = odile.send(page, forms[0].replace("tenue", "rouvrir"))
    assert "tenue le" not in page.text
    assert "Avenant" not in odile.send(page, forms[1]).text


def test_money_is_typed_and_its_totals_are_shown(odile, here):
    assert "Aucun financement noté" in odile.get(f"{here}/financements").text
    new = f"{here}/financements/nouveau"
    fill(odile, new, year="2026", source="state", planned="1 234,56", committed="1000", paid="2000 €")
    page = fill(odile, new, year="2025", source="department", planned="765,44")
    rows = [euros(" ".join(row.text.split())) for row in page.soup.find_all("tr")]
    assert any(row.startswith("2026 à vérifier") for row in rows)
    totals = [" ".join(cell.text for cell in row.find_all(["th", "td"])) for row in page.soup.find_all("tr")]
    assert [euros(row) for row in totals if row.startswith("Total")] == ["Total 2 000 € 1 000 € 2 000 €"] * 2
    again = fill(odile, new, year="2026", source="state", planned="1")
    assert (again.status, "Cette source a déjà une ligne" in again.text) == (400, True)
    less = fill(odile, new, year="2027", source="state", planned="-1")
    assert (less.status, "ne peut pas être négatif" in less.text) == (400, True)
    line = page.soup.find("table", string=None).find_next("a", href=lambda url: url and "/financements/" in url)
    assert "Il reste 1 ligne" in odile.send(odile.get(line["href"]), f"{line['href']}/supprimer").text


def test_what_the_parties_agreed_to_measure_has_a_target_and_a_value_each_year(odile, here):
    new = f"{here}/indicateurs/nouveau"
    typed = {"unit": "%", "baseline": "61", "target_2025": "70", "value_2025": "64,5", "target_2026": "80"}
    page = fill(odile, new, name="Mesures exercées à temps", **typed)
    row = page.soup.find("section", {"aria-labelledby": "indicators"}).tbody.tr
    assert [" ".join(cell.text.split()) for cell in row.find_all("td")] == ["61", "64,50 (70)", "– (80)", "– (–)"]
    again = fill(odile, new, name="Mesures exercées à temps")
    assert (again.status, "déjà un indicateur de ce nom" in again.text) == (400, True)
    link = row.find("a")["href"]
    stale = odile.get(link)
    fill(odile, link, value_2026="75", target_2025="")
    told = odile.get(here)
    assert "64,50 (–)" in " ".join(told.soup.find(id="agreed").find_parent("table").text.split())
    assert "valeurs (2025, 2026)" in " ".join(told.text.split())
    assert odile.send(stale, link, name="Autre").status == 409
    narrowed = fill(odile, f"{here}/modifier", to_year="2025")
    assert (narrowed.status, "laisse de côté" in narrowed.text) == (400, True)
    assert "75 (80)" in content_of(odile.get(f"{here}/evaluation-2026.odt"))
    assert "Aucun. Ceux des actions" in odile.send(odile.get(link), f"{link}/supprimer").text


def content_of(document):
    return zipfile.ZipFile(io.BytesIO(document.data)).read("content.xml").decode()


def test_criteria_and_the_words_of_a_year_are_kept(odile, here):
    page = fill(odile, f"{here}/criteres/needs", is_met="y", evidence="Diagnostic partagé de 2024")
    assert "Diagnostic partagé de 2024" in page.text
    assert "rempli" in page.text
    stale = odile.get(f"{here}/evaluation/2026")
    fill(odile, f"{here}/evaluation/2026", achieved="Douze ateliers.")
    again = odile.send(stale, f"{here}/evaluation/2026", achieved="Mes mots.")
    assert again.status == 409
    assert "Mes mots." in again.text
    assert odile.get(f"{here}/evaluation-2026.odt").data.startswith(b"PK")


def test_a_charter_is_followed_and_late_once_its_review_is_past(odile):
    typed = {"title": "Actes usuels", "state": "signed", "parties": "Département\nParquet"}
    wrong = fill(odile, f"{CHARTERS}/nouvelle", **typed)
    assert (wrong.status, "porte un jour déjà venu" in wrong.text) == (400, True)
    page = fill(odile, f"{CHARTERS}/nouvelle", signed_on="2023-11-22", review_due_on="2026-11-22", **typed)
    assert "révision en retard" in page.text
    link = page.soup.find("a", string="Actes usuels")["href"]
    assert "en révision" in fill(odile, link, state="in_review").text
    assert "Rien encore." in odile.send(odile.get(link), f"{link}/supprimer").text


@pytest.mark.parametrize("who", ["adrien", "paul"])
def test_who_only_reads_finds_no_way_to_change(browser_of, odile, ids, here, who):
    signed = {"signed_on": "2023-11-22", "review_due_on": "2026-11-22", "state": "signed"}
    fill(odile, f"{CHARTERS}/nouvelle", title="Actes usuels", **signed)
    browser = browser_of(who)
    pages = (
        HOME,
        here,
        f"{here}/financements",
        f"{HOME}{ids[0]}",
        f"{HOME}{ids[0]}/fichiers",
        f"{HOME}actions/{ids[2]}",
    )
    for address in pages:
        page = browser.get(address)
        links = [link["href"] for link in page.soup.main.find_all("a")]
        assert not [url for url in links if browser.get(url).status != 200], address
        assert not [url for url in links if url.endswith(("modifier", "nouvelle", "nouveau")) or "/signatures/" in url]
        assert page.soup.main.find_all("form") == [], address


def test_a_partner_reads_no_name_no_draft_and_no_evaluation(browser_of, odile, ids, here):
    fill(odile, f"{CHARTERS}/nouvelle", title="Brouillon entre nous")
    fill(odile, f"{here}/modifier", title="Contrat signé")
    fill(odile, f"{HOME}actions/{ids[2]}/modifier", title="Préparer mieux")
    paul, adrien = browser_of("paul"), browser_of("adrien")
    for address in (HOME, here, f"{HOME}{ids[0]}", f"{HOME}actions/{ids[2]}"):
        told = paul.get(address).text
        assert not [words for words in ("Odile", "Brouillon entre nous", "évaluation") if words in told], address
    assert "Odile" in adrien.get(here).text
    assert "Brouillon entre nous" in adrien.get(HOME).text


def test_money_is_taken_to_a_spreadsheet_and_brought_back(browser_of, odile, here):
    table = "numéro d’action;année;source;prévu\r\n1.1;2026;État (programme 304);1234,56\r\n1.1;2026;loto;1\r\n"
    page = give(odile, here, table.encode())
    assert "1 ligne ajoutée" in page.text
    assert [cell.text for cell in page.soup.find(id="faults").find_parent("table").tbody.find_all("td")][1:3] == [
        *("3", "source"),
    ]
    book = odile.get(f"{here}/financements.ods").data
    assert "1 déjà là" in give(odile, here, book).text
    assert "1234,56" in odile.get(f"{here}/financements.csv").text
    refused = give(odile, here, b"PK\x03\x04")
    assert (refused.status, "Ce fichier est abîmé" in refused.text) == (400, True)
    assert browser_of("adrien").get(f"{here}/financements.csv").status == 200
    assert browser_of("agnes").get(f"{here}/financements.ods").status == 403


def give(browser, here, data):
    token = browser.get(f"{here}/financements").soup.find("input", {"name": "csrf_token"})["value"]
    fields = {"csrf_token": token, "file": (io.BytesIO(data), "argent.csv")}
    return browser.post(
        f"{here}/importer-financements", fields, follow_redirects=True, content_type="multipart/form-data"
    )
