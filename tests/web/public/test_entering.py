"""Coming back, and leaving: with a phrase, or without one and warned (A2, A3)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.accounts.models import Account
from hcec.accounts.services import youth
from tests.page import Browser
from tests.platform import MONDAY

CLEARED = '"cache", "cookies", "storage"'


@pytest.fixture
def known(platform, cast):
    """Ines has a phrase; the value is its words."""
    with platform.database.reading() as reading:
        words = youth.draw_phrase(reading)
    wrapped = youth.wrap_account(cast.ines, words)
    with platform.database.transaction() as session:
        cast.ines = youth.store_account(session, youth=cast.ines, wrapped=wrapped, today=clock.today())
    return " ".join(words)


def enter(browser, phrase):
    return browser.send(browser.get("/entrer"), "/entrer", phrase=phrase)


def leave(browser, page):
    token = page.form("/partir").find("input", {"name": "csrf_token"})["value"]
    return browser.post("/partir", {"csrf_token": token})


def test_the_phrase_opens_and_notes_the_quarter_only(browser, known, platform, frozen):
    frozen(MONDAY + timedelta(days=60))
    assert enter(browser, known).url.endswith("/consultations/")
    with platform.database.reading() as session:
        assert session.scalars(select(Account.last_quarter)).one() == "2027-Q1"


def test_a3_another_phrase_does_not_leave_words_behind_unsaid(browser_of, cast, known):
    inside = browser_of(cast.tom)
    page = enter(inside, known)
    assert page.h1 == "Tu pars sans phrase ?"
    assert "Sud" in inside.get("/mes-donnees").text, "Tom is still here"
    inside.send(page, "/partir", field="anyway")
    assert enter(inside, known).url.endswith("/consultations/")


@pytest.mark.parametrize(
    "typed", ["", "abricot", "un deux trois quatre cinq six", "é" * 299, "x" * 301, "\u202e\u0000", "a b c d e f"]
)
def test_a_wrong_phrase_has_one_answer_and_is_not_echoed(browser, known, typed):
    page = enter(browser, typed)
    assert page.status == 400
    assert not page.soup.find("input", {"name": "phrase"}).get("value")
    assert not typed or typed not in page.text


def test_a_swapped_word_is_a_wrong_phrase(browser, known):
    words = known.split()
    assert enter(browser, " ".join([words[1], words[0], *words[2:]])).status == 400
    assert enter(browser, " ".join([*words[:4], words[5], words[4]])).status == 400


def test_a_text_typed_before_signing_in_stays_through_a_wrong_phrase(browser, known):
    page = browser.get("/entrer")
    token = page.form("/entrer").find("input", {"name": "csrf_token"})["value"]
    refused = browser.post("/entrer", {"csrf_token": token, "phrase": "non", "body": "mes mots"})
    assert refused.soup.find("textarea", {"name": "body"}).text.strip() == "mes mots"
    again = browser.send(refused, "/entrer", phrase="toujours non")
    assert again.soup.find("textarea", {"name": "body"}).text.strip() == "mes mots"


def test_leaving_with_a_phrase_ends_the_session(app, browser_of, known, cast):
    inside = browser_of(cast.ines)
    page = inside.get("/ma-phrase")
    stolen = inside.client.get_cookie("session").value
    left = leave(inside, page)
    assert (left.status, left.headers["Clear-Site-Data"]) == (303, CLEARED)
    assert inside.get("/ma-phrase").status == 401
    again = Browser(app)
    again.client.set_cookie("session", stolen, domain="localhost")
    assert again.get("/ma-phrase").status == 401
    assert "C’est fermé" in again.get(left.headers["Location"]).text


def test_leaving_without_a_phrase_warns_first(browser_of, cast):
    inside = browser_of(cast.ines)
    asked = leave(inside, inside.get("/ma-phrase"))
    assert "Clear-Site-Data" not in asked.headers
    page = inside.get(asked.headers["Location"])
    assert "tu ne retrouveras pas tes messages" in page.text
    assert page.soup.find("a", href="/ma-phrase")
    assert "C’est fermé" in inside.send(page, "/partir", field="anyway").text
    assert inside.get("/ma-phrase").status == 401


def test_leaving_is_never_by_a_link(browser_of, cast):
    assert browser_of(cast.ines).get("/partir").status == 405
    assert browser_of("karine").get("/equipe/quitter").status == 405


def test_a_lost_phrase_is_told_kindly(browser):
    page = browser.get("/phrase-perdue")
    assert "Personne ne peut la retrouver" in page.text
    assert page.soup.find("a", href="/rejoindre")
