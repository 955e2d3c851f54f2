"""Every refusal is a page with the help numbers and what was typed, whatever has broken."""

import re

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import exc

from hcec import nudge
from hcec.web import errors, refusal_words, sessions
from hcec.web.application import LARGEST_REQUEST
from tests.page import Browser, check

SECRET = "ce que Lola ecrit"
pytestmark = pytest.mark.parametrize("_database", ["sqlite"], indirect=True)  # the pages are the same on both


def break_view(app, monkeypatch, endpoint, error):
    def broken(**values):
        raise error

    broken.access = app.view_functions[endpoint].access
    monkeypatch.setitem(app.view_functions, endpoint, broken)


@pytest.mark.parametrize("status", sorted({*refusal_words.WORDS, 410, 414, 418, 431, 501} - {401}))
def test_every_status_has_a_page_that_says_what_to_do(app, status):
    with app.test_request_context("/messages/nouveau", method="POST", data={"body": SECRET}):
        answer = errors.page(status)
    assert answer.status_code == status
    for words in ("119", "3114", SECRET, refusal_words.words_of(status).advice.split()[0]):
        assert words in answer.get_data(as_text=True)


@pytest.mark.parametrize("status", sorted({*refusal_words.WORDS, 418, 501} - {401}))
def test_no_adult_is_told_tu(app, status):
    for typed in ({"note": SECRET}, {}):
        with app.test_request_context("/moderation/", method="POST", data=typed):
            page = BeautifulSoup(errors.page(status).get_data(as_text=True), "html.parser").main.get_text(" ")
        told = r"\b(tu|te|toi|ton|ta|tes|t’|réessaie|attends|vérifie|retourne|reviens|regarde|copie|coupe)\b"
        assert not re.search(told, page, re.IGNORECASE)


def test_a_form_too_large_says_what_to_do(browser):
    page = browser.post("/entrer", {"phrase": "x" * LARGEST_REQUEST})
    assert page.status == 413
    assert "Coupe ton texte" in page.text
    assert "119" in page.text


def test_a_method_that_a_page_lacks_has_its_page(browser):
    for method in ("PUT", "PATCH", "DELETE", "PROPFIND"):
        answer = browser.client.open("/entrer", method=method, base_url=browser.base)
        assert answer.status_code == 405, method
        assert "POST" in answer.headers["Allow"]
        assert "119" in answer.text


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (RuntimeError(SECRET), 500),
        (exc.OperationalError("INSERT", {}, Exception("database is locked")), 503),
        (exc.DatabaseError("INSERT", {}, Exception("file is not a database")), 503),
        (exc.TimeoutError("QueuePool limit"), 503),
        (exc.IntegrityError("INSERT", {}, Exception("UNIQUE")), 409),
        (exc.DataError("INSERT", {}, Exception("NUL")), 400),
        (exc.ProgrammingError("INSERT", {}, Exception("no such column")), 500),
    ],
)
def test_whatever_a_view_raises_the_words_come_back(app, browser_of, cast, monkeypatch, error, status):
    child = browser_of(cast.ines)
    token = child.token("/besoin-d-aide")
    break_view(app, monkeypatch, "youth.testimonies.new", error)
    page = child.post("/messages/nouveau", {"csrf_token": token, "body": SECRET})
    assert page.status == status
    assert SECRET in page.text
    assert "119" in page.text


def test_a_page_that_cannot_be_drawn_is_replaced_by_a_bare_one(app, browser_of, cast, monkeypatch):
    child = browser_of(cast.ines)
    token = child.token("/besoin-d-aide")

    def broken(*names, **values):
        raise RuntimeError(SECRET)

    monkeypatch.setattr(errors, "render_template", broken)
    page = child.post("/messages/nouveau", {"csrf_token": "another", "body": f"{SECRET} <b>"})
    assert page.status == 400
    assert f"{SECRET} <b>" in page.soup.pre.text
    assert "119" in page.text
    page = child.post("/nulle-part", {"csrf_token": token})
    assert page.status == 404


def test_what_breaks_before_or_after_the_view_has_a_page_too(app, browser_of, cast, monkeypatch):
    child = browser_of(cast.ines)

    def broken(*arguments, **values):
        raise RuntimeError(SECRET)

    for name in ("open_session", "_save"):
        with monkeypatch.context() as patch:
            patch.setattr(sessions.SealedSessionInterface, name, broken)
            page = child.get("/messages/")
            assert page.status == 500, name
            assert "119" in page.text, name
            assert SECRET not in page.text


def test_a_session_that_cannot_be_kept_promises_nothing(app, monkeypatch):
    """Signing in answers 503, never a redirect to a page that would not know who came."""

    def broken(*arguments, **values):
        raise exc.OperationalError("INSERT", {}, Exception("disk full"))

    visitor = Browser(app)
    monkeypatch.setattr(sessions.SealedSessionInterface, "_save", broken)
    answer = visitor.client.get("/entrer", base_url=visitor.base)
    assert answer.status_code == 503
    assert "Set-Cookie" not in answer.headers
    check(visitor._page(answer))


def test_an_answer_lost_after_the_commit_is_no_failure(app, browser_of, cast, platform, monkeypatch):
    """A nudge that nobody hears leaves the message where its sweep will find it."""

    def deaf(sweep):
        raise OSError("queue away")

    monkeypatch.setattr(nudge, "_listener", deaf)
    child = browser_of(cast.ines)
    page = child.get("/besoin-d-aide")
    answer = child.send(page, "/besoin-d-aide", how_to_find_me="")
    assert answer.status in {200, 303}
