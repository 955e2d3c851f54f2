"""A year of figures on pages: opened, typed, brought from a file, checked, published, corrected; and who may."""

import io

import pytest

from hcec.documents.tabular import csv_of
from hcec.permissions import Role
from hcec.yearbook.grids import title, written
from hcec.yearbook.tables import TABLES, table_of
from tests.yearbook.conftest import Keeper
from tests.yearbook.making import year_of

DATA = "/observatoire/donnees"
KEEPERS = {None: 401, Role.OBSERVATORY: 200}
READERS = {None: 401, Role.OBSERVATORY: 200, Role.PARTNER: 200}
WAITING = table_of("waiting_measure_delay")


def plain(page):
    return " ".join(page.text.split())


def give(browser, data, year=2025):
    token = browser.get(f"{DATA}/{year}/fichiers").soup.find("input", {"name": "csrf_token"})["value"]
    fields = {"csrf_token": token, "file": (io.BytesIO(data), "donnees.csv")}
    return browser.post(f"{DATA}/{year}/importer", fields, follow_redirects=True, content_type="multipart/form-data")


def whole_year(numbers):
    return csv_of([row for table in TABLES for row in written(table, numbers[table.code], "ASE")])


@pytest.fixture
def published(platform, cast, app):
    """2025 is out, in the words of the pages."""
    with app.test_request_context(), platform.database.transaction() as session:
        keeper = Keeper(session, cast.staff["odile"])
        keeper.publish(keeper.year(2025, year_of(400, 6)))


@pytest.mark.parametrize("role", [None, *Role])
def test_the_observatory_alone_sees_whole_numbers_and_partners_what_left(browser_of, published, role):
    browser = browser_of(role)
    inside = ("", "nouvelle", "2025", "2025/methode", "2025/tableaux/placed_place", "2025/fichiers", "2025/publier")
    for path in (*inside, "2025/donnees.csv", "2025/donnees.ods"):
        assert browser.get(f"{DATA}/{path}").status == KEEPERS.get(role, 403), path
    for path in ("", "2025"):
        assert browser.get(f"/partenaires/donnees/{path}").status == READERS.get(role, 403), path
    assert browser.get("/donnees/annuaire-2025-1.csv").status == 200
    assert browser.get("/donnees/annuaire-2025-2.csv").status == 404
    if role is not Role.OBSERVATORY:
        for path in ("nouvelle", "2025/methode", "2025/tableaux/placed_place", "2025/importer", "2025/publier"):
            assert browser.post(f"{DATA}/{path}", {}).status == (401 if role is None else 403), path
        refused = browser.post(f"{DATA}/2025/tableaux/placed_place/verifier", {})
        assert refused.status == (401 if role is None else 403)


def test_a_year_is_opened_typed_checked_and_published(browser_of):
    odile = browser_of("odile")
    page = odile.send(odile.get(f"{DATA}/nouvelle"), f"{DATA}/nouvelle", year="2025")
    here = f"{DATA}/2025/tableaux/waiting_measure_delay"
    form = odile.get(here)
    typed = {f"n__{row}__{column}": "30" for row, column in WAITING.places}
    page = odile.send(form, here, source="ASE", **{**typed, "n__aed__1_3_months": "douze", "n__mjie__unanswered": ""})
    assert page.status == 400
    assert page.soup.find("input", {"name": "n__aed__1_3_months"})["value"] == "douze"
    page = odile.send(page, here, n__aed__1_3_months="1 030")
    assert page.status == 200
    page = odile.get(here)
    assert "Un nombre n’est pas connu" in page.text
    assert "n’est pas vérifié" in odile.get(f"{DATA}/2025/publier").text
    page = odile.send(page, here, n__mjie__unanswered="0")
    page = odile.send(odile.get(here), f"{here}/verifier")
    assert "vérifié" in odile.get(f"{DATA}/2025").text
    page = odile.get(f"{DATA}/2025/publier")
    assert "des nombres ne sont pas connus" in page.text
    assert odile.send(page, f"{DATA}/2025/publier").status == 200
    out = odile.get("/partenaires/donnees/2025")
    assert "1570" in out.text
    assert odile.get("/donnees/annuaire-2025-1.pdf").data.startswith(b"%PDF")
    assert odile.get("/donnees/annuaire-2024-1.pdf").status == 404
    assert "/donnees/annuaire-2025-1.zip" in str(odile.get("/donnees/").soup)


def test_two_people_on_one_table_lose_nothing(browser_of, published):
    odile, here = browser_of("odile"), f"{DATA}/2025/tableaux/placed_status"
    mine, theirs = odile.get(here), odile.get(here)
    assert odile.send(theirs, here, n__mna__="50").status == 200
    late = odile.send(mine, here, n__mna__="60")
    assert late.status == 409
    assert late.soup.find("input", {"name": "n__mna__"})["value"] == "60"
    assert "50" in late.soup.find(attrs={"role": "alert"}).text
    assert odile.send(late, here).status == 200
    assert odile.get(here).soup.find("input", {"name": "n__mna__"})["value"] == "60"


def test_a_file_fills_the_year_and_its_faults_are_shown(browser_of):
    odile = browser_of("odile")
    odile.send(odile.get(f"{DATA}/nouvelle"), f"{DATA}/nouvelle", year="2025")
    table = table_of("placed_status")
    page = give(odile, csv_of([[title(table), "Nombre"], ["mineurs non accompagnés (MNA)", "x"], ["autre", "3"]]))
    assert [row.find_all("td")[1].text for row in page.soup.find("table").tbody.find_all("tr")] == ["2", "3"]
    numbers = year_of(400, 6)
    page = give(odile, whole_year(numbers))
    assert f"{sum(len(each) for each in numbers.values())} lignes ajoutées" in plain(page)
    assert give(odile, b"PK\x03\x04").status == 400
    book = odile.get(f"{DATA}/2025/donnees.ods")
    assert "0 ligne ajoutée" in plain(give(odile, book.data))


def test_a_leap_is_confirmed_and_a_disagreement_is_said(browser_of, platform, cast):
    with platform.database.transaction() as session:
        keeper = Keeper(session, cast.staff["odile"])
        keeper.year(2024, year_of(400, 6))
        keeper.year(2025, {"placed_place": year_of(400, 6)["placed_place"]})
    odile, here = browser_of("odile"), f"{DATA}/2025/tableaux/placed_status"
    odile.send(odile.get(here), here, n__mna__="300", n__other__="100")
    page = odile.get(here)
    assert "l’an dernier" in page.text
    page = odile.send(page, f"{here}/verifier")
    assert (page.status, "cochez la case" in page.text) == (400, True)
    odile.send(odile.get(here), f"{here}/verifier", confirm="y")
    assert "vérifié" in odile.get(here).text
    odile.send(odile.get(here), here, n__mna__="301")
    page = odile.send(odile.get(here), f"{here}/verifier", confirm="y")
    assert (page.status, "ne compte pas les mêmes enfants" in page.text) == (400, True)


def test_a_small_correction_is_refused_and_a_large_one_says_why(browser_of, published):
    odile, here = browser_of("odile"), f"{DATA}/2025/tableaux/waiting_measure_delay"
    publish = f"{DATA}/2025/publier"
    assert "dit déjà exactement cela" in odile.get(publish).text
    held = year_of(400, 6)["waiting_measure_delay"]
    for more, words in ((1, "trop peu de nombres"), (40, "Pourquoi une nouvelle version")):
        typed = {f"n__{row}__{column}": str(number + more) for (row, column), number in held.items()}
        odile.send(odile.get(here), here, **typed)
        odile.send(odile.get(here), f"{here}/verifier", confirm="y")
        assert words in odile.get(publish).text
    assert odile.send(odile.get(publish), publish).status == 400
    assert odile.send(odile.get(publish), publish, reason="Une colonne manquait.").status == 200
    assert "Une colonne manquait." in odile.get("/partenaires/donnees/2025").text


def test_no_page_outside_tells_a_small_number(browser_of, published):
    page = browser_of(Role.PARTNER).get("/partenaires/donnees/2025")
    figures = page.soup.find_all("figure")
    told = {each.text.split("·")[0].strip() for figure in figures for each in figure.select(".track b:not(.masked)")}
    assert len(told) > 20
    assert all(int(each) == 0 or int(each) >= 11 for each in told)
    assert page.soup.select(".track b.masked")
