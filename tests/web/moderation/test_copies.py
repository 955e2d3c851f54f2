"""The copy under way: a button says what it will do, what was undone outlives a reload, an answer begins kindly."""

import json

import pytest

from hcec.moderation.models import EarlierCopies
from tests.web.moderation.at_the_desk import WORDS, copy_on, hide, rows, take

COPY = "On joue au foot avec [un ami]."


@pytest.fixture
def agreed(browser_of, send, cast):
    """A message whose words were proposed, and agreed to; it waits for its second reader."""
    ref = send("On joue au foot avec Karim.")
    malik, ines = browser_of("malik"), browser_of(cast.ines)
    malik.send(take(malik, ref), f"/moderation/{ref}/decision", decision="publish", published_text=COPY)
    ines.send(ines.get(f"/messages/{ref}/reponse"), f"/messages/{ref}/reponse", reply="agree")
    return ref


def verdict_on(page):
    return " ".join(page.soup.select_one("button[name=decision][value=publish]").text.split()).removesuffix(" P")


def save(browser, page, ref, words):
    page.form(f"/moderation/{ref}/decision")["action"] = f"/moderation/{ref}/brouillon"
    return browser.send(page, f"/moderation/{ref}/brouillon", published_text=words)


def decide(browser, page, ref, **typed):
    return browser.send(page, f"/moderation/{ref}/decision", decision="publish", **typed)


def test_the_button_says_what_it_will_do_to_the_words_on_the_page(browser_of, agreed):
    naima = browser_of("naima")
    page = take(naima, agreed)
    assert verdict_on(page) == "Approuver ces mots"
    page = save(naima, page, agreed, "On joue au foot.")
    assert verdict_on(page) == "Proposer ces mots à l’enfant"
    assert verdict_on(save(naima, page, agreed, f"{COPY}  ")) == "Approuver ces mots"


def test_a_button_that_said_approve_never_proposes_other_words(platform, browser_of, agreed):
    """Without a script the label stays behind what is typed: the page asks once more, under the right name."""
    naima = browser_of("naima")
    asked = decide(naima, take(naima, agreed), agreed, published_text="On joue.")
    assert asked.status == 400
    assert "n’a pas dit oui à ceux-ci" in asked.text
    assert (verdict_on(asked), copy_on(asked)) == ("Proposer ces mots à l’enfant", "On joue.")
    assert rows(platform)[0].state == "second_reader"
    done = decide(naima, asked, agreed)
    assert "C’est proposé." in done.text
    assert (rows(platform)[0].state, rows(platform)[0].proposed) == ("proposed", "On joue.")


def test_who_approves_is_told_so(platform, browser_of, agreed):
    naima = browser_of("naima")
    done = decide(naima, take(naima, agreed), agreed)
    assert "C’est approuvé" in done.text
    assert "C’est proposé" not in done.text
    assert rows(platform)[0].state == "approved"


def test_what_was_hidden_is_undone_step_by_step_after_a_reload(platform, browser_of, send):
    ref, malik = send(), browser_of("malik")
    first = hide(malik, take(malik, ref), ref, hide=[], hide_words="Lina", hide_as="ma sœur")
    one = copy_on(first)
    both = copy_on(hide(malik, first, ref, hide=[], hide_words="Karim", hide_as="un ami"))
    page = malik.get(f"/moderation/{ref}")
    assert json.loads(page.soup.select_one("[data-desk]")["data-before"]) == [WORDS, one]
    assert both not in [WORDS, one]
    page = hide(malik, page, ref, act="back")
    assert copy_on(page) == one
    page = hide(malik, page, ref, act="back")
    assert copy_on(page) == WORDS
    assert not page.soup.find("button", {"value": "back"}), "nothing is before the beginning"
    assert copy_on(hide(malik, page, ref, act="back")) == WORDS


def test_going_back_from_what_was_only_typed_finds_what_was_kept(browser_of, send):
    ref, malik = send(), browser_of("malik")
    page = save(malik, take(malik, ref), ref, "Un.")
    assert copy_on(hide(malik, page, ref, act="back", published_text="Un, deux.")) == "Un."


def test_earlier_copies_go_with_the_decision_and_are_shown_to_nobody_else(platform, browser_of, send):
    ref, malik, naima = send(), browser_of("malik"), browser_of("naima")
    page = save(malik, save(malik, take(malik, ref), ref, "Canari un."), ref, "Canari deux.")
    assert len(rows(platform, EarlierCopies)) == 1
    assert "Canari" not in naima.get(f"/moderation/{ref}").text
    decide(malik, page, ref, published_text="Trois.")
    assert rows(platform, EarlierCopies) == []


def test_only_the_latest_copies_are_kept(platform, browser_of, send):
    ref, malik = send("Un deux trois."), browser_of("malik")
    page = take(malik, ref)
    for number in range(23):
        page = save(malik, page, ref, f"Copie {number}.")
    with platform.database.reading() as session:
        steps = json.loads(session.get_one(EarlierCopies, rows(platform)[0].id).steps)
    assert steps == [f"Copie {number}." for number in range(2, 22)]


def test_kind_words_begin_the_answer_to_a_child_who_said_no(platform, browser_of, send, cast):
    ref = send("On joue au foot avec Karim.")
    malik, naima, ines = browser_of("malik"), browser_of("naima"), browser_of(cast.ines)
    assert not malik.send(take(malik, ref), f"/moderation/{ref}/decision", decision="publish").soup.find(id="told")
    ines.send(ines.get(f"/messages/{ref}/reponse"), f"/messages/{ref}/reponse", reply="object", body="Non.")
    page = take(naima, ref)
    page = naima.send(page, f"/moderation/{ref}/decision", template="thanks", told="Bonjour.", published_text="Tapé.")
    assert page.status == 200
    assert page.soup.find(id="told").text.split("\n")[-1].startswith("Merci pour ton message.")
    assert "Bonjour." in page.soup.find(id="told").text
    assert copy_on(page) == "Tapé."
    assert rows(platform)[0].state == "second_reader", "nothing is decided"
    first = page.form(f"/moderation/{ref}/decision").find("button", {"type": "submit"})
    assert first["name"] == "act", "Enter on a box takes no kind words"
    assert naima.send(page, f"/moderation/{ref}/decision", template="nothing").status == 404
    naima.send(page, f"/moderation/{ref}/decision", decision="keep")
    assert rows(platform)[0].objection_answer.startswith("Bonjour.")
