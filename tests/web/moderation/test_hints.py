"""What a language model proposes, at the desk: told apart from the rules, and hidden only when the reader says so."""

import pytest

from hcec.moderation.hints import packed
from hcec.testimonies.models import Testimony
from hcec.text.spans import Label, Reason, Suggestion
from tests.web.moderation.at_the_desk import copy_on, hide, rows, take

WORDS = "On va à la pelouse avec Karim."
SAID = "proposé par un modèle de langue"


@pytest.fixture
def hinted(platform, send):
    ref = send(WORDS)
    with platform.database.transaction() as session:
        row = session.get_one(Testimony, rows(platform)[0].id)
        places = [(11, 18), (24, 29)]  # the second is the rules' own
        row.hints = packed([Suggestion(*each, Label.PLACE, Reason.MODEL) for each in places])
    return ref


def test_a_hint_is_marked_with_its_reason_and_the_rules_marks_stay(browser_of, hinted):
    page = take(browser_of("malik"), hinted)
    marks = [(mark.text, mark["data-kind"], mark.get("data-hint")) for mark in page.soup.select("[data-original] mark")]
    assert marks == [("pelouse", f"lieu, {SAID}", "1"), ("Karim", "personne", None)]


def test_without_a_script_a_hint_is_listed_and_not_ticked(browser_of, hinted):
    malik = browser_of("malik")
    page = take(malik, hinted)
    boxes = page.soup.find_all("input", {"name": "hide"})
    assert [(box["value"], box.has_attr("checked")) for box in boxes] == [("11-18", False), ("24-29", True)]
    assert SAID in page.text
    page = hide(malik, page, hinted, hide=["24-29"])
    assert copy_on(page) == "On va à la pelouse avec [nom]."
    assert copy_on(hide(malik, page, hinted, hide=["11-18"])) == "On va à la [lieu] avec [nom]."


def test_without_hints_nothing_is_said_of_a_model(browser_of, send):
    page = take(browser_of("malik"), send(WORDS))
    assert SAID not in page.text
    assert not page.soup.select("[data-hint], mark.hint")
