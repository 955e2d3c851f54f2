"""Yearly figures in a browser, light and dark, wide and not: accessible (axe), no wider than the screen."""

import pytest

from tests.journeys.test_chain_in_a_browser import Person
from tests.journeys.test_pages import faults

DATA = "/observatoire/donnees/"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (900, "dark")])
def test_figures_are_accessible_where_they_are_typed_and_where_they_are_read(
    open_browser, demonstration, width, scheme
):
    browser = open_browser(width=width, height=800, colour_scheme=scheme)
    odile = Person(browser.new_page(), demonstration.base).signs_in(
        demonstration, demonstration.staff("observatory", -1)
    )
    found = faults(odile.goes_to(DATA)) + faults(odile.goes_to(f"{DATA}nouvelle"))
    odile.goes_to(DATA).presses("tbody tr:first-child a")
    year = odile.path
    found += faults(odile)
    for path in ("/tableaux/placed_measure_age", "/tableaux/exits_duration", "/fichiers", "/publier", "/methode"):
        found += faults(odile.goes_to(year + path))
    odile.goes_to(f"{year}/tableaux/exits_duration").fills(n__over_10__="beaucoup").presses(
        "form:has([name=source]) button"
    )
    found += faults(odile)
    odile.fills(n__over_10__="21").presses("form:has([name=source]) button")
    found += faults(odile)
    found += faults(odile.goes_to("/partenaires/donnees/"))
    odile.presses("tbody tr:first-child th a")
    assert found + faults(odile) == []
