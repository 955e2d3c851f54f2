"""A paper form in a real browser: the observatory prints it, somebody from elsewhere enters a sheet, it is counted.

Once without JavaScript, once with it; each page of the way is accessible and no wider than the screen.
"""

from io import BytesIO

import pypdf
import pytest

from tests.journeys.test_chain_in_a_browser import CONSULTATION, Person
from tests.journeys.test_pages import faults

PAPER = f"/observatoire/consultations/{CONSULTATION}/papier/"
NEW = f"/moderation/papier/{CONSULTATION}/nouveau-lot"


@pytest.fixture(params=[False, True], ids=["without JavaScript", "with JavaScript"])
def opens(request, open_browser, demonstration):
    """Return a function that signs a role in at a computer."""

    def sign_in(role):
        browser = open_browser(width=1280, height=900, javascript=request.param)
        return Person(browser.new_page(), demonstration.base).signs_in(demonstration, demonstration.staff(role, -1))

    return sign_in


def pdf(person, name):
    with person.page.expect_download() as download:
        person.page.locator(f"a[href$='{name}']").click()
    with open(download.value.path(), "rb") as file:
        return " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(file.read())).pages)


def questions_of(person):
    """What the entry page asks, in order."""
    marked = person.page.locator("main form :is(legend, label)").all_inner_texts()
    return [words.split("\n")[0].split(". ", 1)[1] for words in marked if words[:1].isdigit() and ". " in words]


def test_a_form_is_printed_entered_and_counted(opens):
    odile = opens("observatory").goes_to(PAPER).fits()
    printed = " ".join(pdf(odile, "feuille.pdf").split())
    assert "119" in " ".join(pdf(odile, "affiche.pdf").split())

    olga = opens("outside_reader").goes_to(NEW).fits()
    olga.presses("main form button")
    first = olga.path
    asked = questions_of(olga)
    assert asked
    places = [printed.find(" ".join(each.split())) for each in asked]
    assert -1 not in places
    assert places == sorted(places), "the page asks in the order of the paper"
    for _sheet in range(5):
        number = olga.fits().page.locator("[name=number]").input_value()
        for fieldset in olga.page.locator("fieldset:has([name$=_answer])").all():
            fieldset.locator("input").first.check(force=True)
        olga.page.locator("textarea[name=answer]").last.fill("Un mot écrit à la main.")
        olga.presses("main form button:has-text('Compter')")
        assert olga.path == first
        assert f"Feuille {number} du lot" in olga.sees
    assert "Au moins" in odile.goes_to(PAPER).sees
    assert "Un mot écrit à la main." not in odile.sees


@pytest.mark.parametrize(
    ("role", "paths"),
    [
        ("observatory", ("/observatoire/", "/observatoire/participation/", PAPER)),
        ("outside_reader", ("/moderation/papier/", NEW, "/equipe/compte/courriels")),
    ],
)
def test_the_pages_of_paper_and_reach_are_accessible(open_browser, demonstration, role, paths):
    found = []
    for scheme, width in (("light", 1280), ("dark", 900)):
        page = open_browser(width=width, height=900, colour_scheme=scheme).new_page()
        person = Person(page, demonstration.base).signs_in(demonstration, demonstration.staff(role, -1))
        found += [fault for path in paths for fault in faults(person.goes_to(path))]
        if role == "outside_reader":
            found += faults(person.goes_to(paths[1]).presses("main form button"))
    assert found == []
