"""The secret phrase: drawn on demand, shown until two words are read back, replaced at once (A2, A3)."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import date
from functools import partial

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from hcec.accounts.models import Account, Service
from hcec.accounts.services import cards, sessions
from hcec.permissions import STAFF_ROLES
from hcec.web.sessions import cookie_name
from tests.page import Browser, fields_of


def draw(browser, **typed):
    """Draw a phrase; return the page that shows it."""
    return browser.send(browser.get("/ma-phrase"), "/ma-phrase", field="submission_key", **typed)


def words_of(page):
    return page.soup.find(attrs={"data-phrase": True}).get_text().split()


def read_back(browser, page, words):
    asked = {name: page.soup.find("input", {"name": name})["data-word"] for name in ("word_a", "word_b")}
    typed = {name: words[int(place) - 1] for name, place in asked.items()}
    return browser.send(page, "/ma-phrase", field="word_a word_b", **typed)


def enter(browser, phrase):
    return browser.send(browser.get("/entrer"), "/entrer", phrase=phrase)


def accounts(platform):
    with platform.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Account))


def test_nothing_is_drawn_before_it_is_asked(browser_of, cast, platform):
    page = browser_of(cast.ines).get("/ma-phrase")
    assert not page.soup.find(attrs={"data-phrase": True})
    assert accounts(platform) == 0


def test_a_drawn_phrase_opens_the_same_person(app, browser_of, cast):
    inside = browser_of(cast.ines)
    words = words_of(draw(inside))
    assert len(set(words)) == 6
    assert enter(Browser(app), " ".join(words)).url.endswith("/consultations/")


@pytest.mark.parametrize("spoil", [str.upper, str.title, lambda word: word[:4], lambda word: f" {word},"])
def test_a_phrase_is_read_however_it_is_typed(app, browser_of, cast, spoil):
    words = words_of(draw(browser_of(cast.ines)))
    assert enter(Browser(app), "-".join(spoil(word) for word in words)).url.endswith("/consultations/")


def test_the_phrase_is_shown_until_two_words_are_read_back_then_never_again(browser_of, cast):
    inside = browser_of(cast.ines)
    page = draw(inside)
    words = words_of(page)
    assert words_of(inside.get("/ma-phrase")) == words
    done = read_back(inside, page, [word.upper() for word in words])
    assert done.url.endswith("/consultations/")
    later = inside.get("/ma-phrase")
    assert not later.soup.find(attrs={"data-phrase": True})
    assert "Tu as déjà une phrase" in later.text


def test_wrong_words_keep_the_phrase_on_the_page(browser_of, cast):
    inside = browser_of(cast.ines)
    page = draw(inside)
    words = words_of(page)
    refused = read_back(inside, page, words[1:] + words[:1])
    assert refused.status == 400
    assert words_of(refused) == words
    assert "Ce n’est pas le mot" in refused.text
    assert read_back(inside, refused, words).url.endswith("/consultations/")


def test_a_double_tap_draws_one_phrase(browser_of, cast, platform):
    inside = browser_of(cast.ines)
    offer = inside.get("/ma-phrase")
    first, second = (inside.send(offer, "/ma-phrase", field="submission_key") for _ in range(2))
    assert words_of(first) == words_of(second)
    assert accounts(platform) == 1


@pytest.mark.parametrize("typed", [{}, {"accept": "yes"}])
def test_taps_at_once_leave_one_row_and_the_words_shown_open_it(app, browser_of, cast, platform, typed):
    inside = browser_of(cast.ines)
    if typed:
        read_back(inside, page := draw(inside), words_of(page))
    pages = [inside.get("/ma-phrase") for _ in range(3)]  # three tabs: each has a form of its own
    assert set(together(app, inside, pages, typed)) == {303}
    assert accounts(platform) == 1
    shown = inside.get("/ma-phrase")
    assert enter(Browser(app), " ".join(words_of(shown))).url.endswith("/consultations/")
    assert read_back(inside, shown, words_of(shown)).url.endswith("/consultations/")


def test_a_first_phrase_whose_session_could_not_be_written_is_drawn_again(app, browser_of, cast, platform, monkeypatch):
    inside = browser_of(cast.ines)
    offer = inside.get("/ma-phrase")

    def away(*_, **__):
        raise OperationalError("INSERT", {}, OSError())

    with monkeypatch.context() as patch:
        patch.setattr(sessions, "save_session", away)
        assert inside.send(offer, "/ma-phrase", field="submission_key").status == 503
    shown = inside.send(offer, "/ma-phrase", field="submission_key")
    assert accounts(platform) == 1
    assert enter(Browser(app), " ".join(words_of(shown))).url.endswith("/consultations/")


def test_a3_of_two_who_change_a_phrase_at_once_one_goes_on(app, browser_of, cast, platform):
    inside, spy = browser_of(cast.ines), Browser(app)
    page = draw(inside)
    read_back(inside, page, words_of(page))
    enter(spy, " ".join(words_of(page)))
    typed = {"accept": "yes"}
    offers = {one: one.get("/ma-phrase") for one in (inside, spy)}
    lone = [partial(together, app, one, [offer], typed) for one, offer in offers.items()]
    with ThreadPoolExecutor(2) as pool:
        answers = sorted(status for [status] in pool.map(lambda send: copy_context().run(send), lone))
    assert answers[0] == 303
    assert answers[1] == 401
    assert accounts(platform) == 1


def together(app, browser, pages, typed):
    """Send the form of each page at the same moment, from one session; return the statuses."""
    start, cookie = threading.Barrier(len(pages)), browser.client.get_cookie(cookie_name(app)).value

    def send(page):
        client = app.test_client()
        client.set_cookie(cookie_name(app), cookie, domain="localhost")
        fields = fields_of(page.form("/ma-phrase", field="submission_key")) | typed
        start.wait()
        return client.post("/ma-phrase", data=fields, base_url="http://localhost").status_code

    with ThreadPoolExecutor(len(pages)) as pool:
        return [one.result() for one in [pool.submit(copy_context().run, send, page) for page in pages]]


def test_a_new_phrase_is_confirmed_and_replaces_the_old_one_at_once(app, browser_of, cast, platform):
    inside = browser_of(cast.ines)
    page = draw(inside)
    old = words_of(page)
    read_back(inside, page, old)
    assert draw(inside).status == 400
    assert enter(Browser(app), " ".join(old)).status == 200
    new = words_of(draw(inside, accept="yes"))
    assert new != old
    assert enter(Browser(app), " ".join(old)).status == 400
    assert enter(Browser(app), " ".join(new)).url.endswith("/consultations/")
    assert accounts(platform) == 1


def test_a_phrase_seen_while_it_is_shown_can_be_replaced(app, browser_of, cast):
    inside = browser_of(cast.ines)
    page = draw(inside)
    old = words_of(page)
    again = inside.send(page, "/ma-phrase", field="submission_key accept", accept="yes")
    assert words_of(again) != old
    assert enter(Browser(app), " ".join(old)).status == 400


def test_a3_a_new_phrase_closes_whoever_had_come_in_with_the_old_one(app, browser_of, cast):
    inside, spy = browser_of(cast.ines), Browser(app)
    enter(spy, " ".join(words_of(draw(inside))))
    assert spy.get("/messages/").status == 200
    shown = draw(inside, accept="yes")
    assert spy.get("/messages/").status == 401
    assert read_back(inside, shown, words_of(shown)).url.endswith("/consultations/")


def test_a_new_phrase_that_cannot_be_shown_changes_nothing(app, browser_of, cast, platform, monkeypatch):
    inside = browser_of(cast.ines)
    old = words_of(draw(inside))
    offer = inside.get("/ma-phrase")

    def away(*_, **__):
        raise OperationalError("INSERT", {}, OSError())

    monkeypatch.setattr(sessions, "save_session", away)
    assert inside.send(offer, "/ma-phrase", field="submission_key accept", accept="yes").status == 503
    monkeypatch.undo()
    assert inside.get("/messages/").status == 200
    assert enter(Browser(app), " ".join(old)).url.endswith("/consultations/")


def test_an_erased_account_closes_on_every_device(app, browser_of, cast):
    inside, elsewhere = browser_of(cast.ines), Browser(app)
    enter(elsewhere, " ".join(words_of(draw(inside))))
    inside.send(inside.get("/mes-donnees/effacer"), "/mes-donnees/effacer", sure="yes")
    assert elsewhere.get("/mes-donnees").status == 401


def test_a5_a_card_entered_on_one_device_counts_on_the_others(app, browser_of, cast, platform):
    inside, elsewhere = browser_of(cast.ines), Browser(app)
    enter(elsewhere, " ".join(words_of(draw(inside))))
    with platform.database.transaction() as session:
        service = session.get(Service, cast.services["south"].id)
        (card,) = cards.make_cards(session, service=service, count=1, expires=date(2027, 3, 31))
    inside.send(inside.get("/rejoindre"), "/rejoindre", code=card.code)
    assert "Nord, Sud" in elsewhere.get("/mes-donnees").text


def test_only_young_people_draw(browser_of):
    assert browser_of(None).get("/ma-phrase").status == 401
    for role in STAFF_ROLES:
        assert browser_of(role).get("/ma-phrase").status == 403
