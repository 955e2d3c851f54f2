"""The page of the children in care."""

import pytest

from hcec.department.enums import PopulationTrait
from hcec.department.services.population import population_at
from hcec.permissions import Role

HOME = "/observatoire/population/"
FIGURES = {
    "children": "1400",
    "source": "Tableau de bord du service",
    "age_band__11_14": "420",
    "placement_type__hotel": "0",
}


@pytest.fixture
def odile(browser_of):
    return browser_of("odile")


def enter(browser, year=2025, **changes):
    return browser.send(browser.get(f"{HOME}{year}"), f"{HOME}{year}", **(FIGURES | changes))


@pytest.mark.parametrize("address", [HOME, f"{HOME}2025"])
@pytest.mark.parametrize("role", [None, *Role])
def test_the_observatory_alone_enters_figures(browser_of, role, address):
    expected = {None: 401, Role.OBSERVATORY: 200}.get(role, 403)
    assert browser_of(role).get(address).status == expected


def test_a_year_is_offered_entered_and_corrected(platform, odile):
    assert "Saisir 2025" in odile.get(HOME).text
    page = enter(odile)
    assert "Les nombres sont gardés" in page.text
    assert "Saisir 2025" not in page.text
    assert "Tableau de bord du service" in page.text
    again = odile.get(f"{HOME}2025")
    assert again.soup.find("input", {"name": "age_band__11_14"})["value"] == "420"
    assert again.soup.find("input", {"name": "age_band__15_17"})["value"] == ""
    enter(odile, age_band__11_14="421")
    with platform.database.reading() as session:
        found = population_at(session, 2026)
    assert found.by == {PopulationTrait.AGE_BAND: {"11_14": 421}, PopulationTrait.PLACEMENT_TYPE: {"hotel": 0}}
    assert (found.year, found.children, found.version) == (2025, 1400, 2)


def test_the_five_years_before_this_one_are_offered_until_they_are_entered(odile):
    enter(odile, 2023)
    offered = [link.text for link in odile.get(HOME).soup.main.select("p > a")]
    assert offered[:3] == ["2024", "2022", "2021"]
    assert "Saisir 2025" in odile.get(HOME).text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"children": ""}, "Dites combien."),
        ({"children": "0"}, "Un nombre entier"),
        ({"children": "mille"}, "Il faut un nombre entier."),
        ({"source": " "}, "Dites d’où ils viennent."),
        ({"age_band__11_14": "-1"}, "Un nombre entier"),
        ({"age_band__11_14": "1401"}, "Une répartition dépasse le total."),
    ],
)
def test_a_figure_that_cannot_be_is_said_and_what_was_typed_stays(odile, wrong, said):
    page = enter(odile, **wrong)
    assert page.status == 400
    assert said in page.text
    assert page.soup.find("input", {"name": "placement_type__hotel"})["value"] == "0"


def test_a_stale_page_overwrites_nothing(odile):
    stale = odile.get(f"{HOME}2025")
    enter(odile)
    assert odile.send(stale, f"{HOME}2025", **(FIGURES | {"children": "2000"})).status == 409
    assert odile.get(f"{HOME}2025").soup.find("input", {"name": "children"})["value"] == "1400"


@pytest.mark.parametrize("year", ["1999", "2027", "0", "-1", "9" * 40, "abc"])
def test_no_other_year_exists(odile, year):
    assert odile.get(f"{HOME}{year}").status == 404


def test_figures_by_category_are_of_the_categories_that_children_are_asked_for(odile):
    page = odile.get(f"{HOME}2025")
    assert page.soup.find("input", {"name": "placement_type__foster_family"})
    assert not page.soup.find("input", {"name": "placement_type__unsaid"})
