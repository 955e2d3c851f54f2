"""The observatory's home and its page of participation: what is told, in which files, to whom."""

import csv
import io
import zipfile

import pytest

from hcec.accounts.models import Service
from hcec.consultations.enums import ConsultationStatus
from hcec.permissions import Role
from tests.web.observatory.making import HOME, give

REACH = "/observatoire/participation/"
FILES = ("/observatoire/indicateurs.csv", "/observatoire/indicateurs.ods")


def test_home_says_what_comes_and_the_four_conditions_with_their_definitions(platform, cast, browser_of):
    give(platform, cast, ConsultationStatus.OPEN)
    page = browser_of("odile").get(HOME)
    coming = page.soup.find("section", {"aria-labelledby": "coming"}).get_text(" ")
    assert "14 décembre 2026" in coming
    assert "se clôt" in coming
    lundy = page.soup.find("section", {"aria-labelledby": "lundy"})
    assert len(lundy.find_all("article")) == 4
    assert len(lundy.find_all("dt")) == len(lundy.find_all("dd")) == 10
    assert "0 veut dire" in lundy.text
    for address in (*FILES, REACH):
        assert page.soup.find("a", href=address)


def test_the_files_hold_the_figures_of_the_page(platform, cast, browser_of):
    odile = browser_of("odile")
    rows = list(csv.reader(io.StringIO(odile.get(FILES[0]).data.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:3] == ["Condition", "Indicateur", "Valeur"]
    assert len(rows) == 11
    assert all(row[4] for row in rows)
    content = zipfile.ZipFile(io.BytesIO(odile.get(FILES[1]).data)).read("content.xml").decode()
    assert "lectrices et lecteurs formés" in content


@pytest.mark.parametrize(("used", "told"), [(4, "moins de 5"), (13, "au moins 10")])
def test_the_page_of_participation_never_tells_a_count_to_the_unit(platform, cast, browser_of, used, told):
    with platform.database.transaction() as session:
        service = session.get(Service, cast.services["north"].id)
        service.cards_made, service.cards_used = 40, used
    row = browser_of("odile").get(REACH).soup.find("th", string="Maison Nord").parent
    assert [cell.get_text(" ", strip=True) for cell in row.find_all("td")] == ["40", told]


def test_an_empty_platform_teaches_what_to_do(browser_of):
    text = browser_of("odile").get(REACH).text
    assert "Aucune synthèse publiée" in text
    assert "Entrer combien de jeunes sont confiés" in text


@pytest.mark.parametrize("role", [None, *Role])
def test_the_observatory_alone_has_these_pages(browser_of, role):
    expected = {None: 401, Role.OBSERVATORY: 200}.get(role, 403)
    assert [browser_of(role).get(address).status for address in (REACH, *FILES)] == [expected] * 3
