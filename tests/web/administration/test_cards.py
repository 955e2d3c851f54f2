"""A batch of cards on a page: a document that leaves once, codes that open, nothing of them kept in clear."""

import re
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select

from hcec.accounts.models import Card, ChannelCount, Service
from hcec.permissions import STAFF_ROLES, Role
from tests.page import Browser, fields_of

URL = "/administration/cartes/"
LOST = f"{URL}perdue"
CODE, NUMBER = r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", r"\b\d{4}\s\d{4}\b"


def made(platform):
    with platform.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Card))


def words_of(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


@pytest.fixture
def batch(agnes, code, cast):
    """Ask for three cards for the northern service."""
    page = agnes.get(URL)

    def ask(**typed):
        return agnes.send(page, URL, **{"service": cast.services["north"].id.hex, "count": "3", "otp": code(), **typed})

    return ask


@pytest.mark.parametrize("role", [None, Role.YOUTH, *STAFF_ROLES])
def test_nobody_else_makes_or_revokes_a_card(browser_of, cast, role):
    expected = {None: 401, Role.ADMINISTRATOR: 200}.get(role, 403)
    browser = browser_of(role)
    assert browser.get(URL).status == expected
    assert [browser.post(url).status for url in (URL, LOST)] == [400 if expected == 200 else expected] * 2


def test_a_batch_is_a_document_whose_codes_open_and_that_nothing_keeps(batch, app, platform, cast, journalled):
    answer = batch()
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "no-store"
    codes = set(re.findall(CODE, words_of(answer.data)))
    assert len(codes) == made(platform) == 3
    joining = Browser(app)
    assert joining.send(joining.get("/rejoindre"), "/rejoindre", code=codes.pop()).url.endswith("/rejoindre/accord")
    with platform.database.reading() as session:
        assert session.get(Service, cast.services["north"].id).cards_made == 3
        assert session.scalars(select(ChannelCount.channel)).all() == ["in_person"]
    [line] = journalled()
    assert line[:2] == ("card:make", f"service:{cast.services['north'].id.hex}")
    assert line[2].startswith("3, ")


def test_a_double_tap_makes_one_batch_and_another_service_another(batch, platform, cast):
    batch()
    again = batch()
    assert (again.status, made(platform)) == (409, 3)
    assert "déjà fait" in again.text
    assert batch(service=cast.services["south"].id.hex).status == 200
    assert made(platform) == 6


@pytest.mark.parametrize(
    "typed",
    [
        {"otp": "000000"},
        {"count": "0"},
        {"count": "161"},
        {"count": "trois"},
        {"service": ""},
        {"service": "f" * 32},
        {"month": "2020-01"},
        {"channel": "letter"},
    ],
)
def test_a_batch_that_cannot_be_makes_no_card(batch, platform, typed):
    refused = batch(**typed)
    assert (refused.status, refused.is_html, made(platform)) == (400, True, 0)
    assert refused.soup.select_one(".field .error")


def test_a_lost_card_is_made_worthless_and_a_used_one_is_not_told(agnes, batch, app, platform, journalled):
    text = words_of(batch(count="1").data)
    [number] = set(re.findall(NUMBER, text))
    first = agnes.send(agnes.get(URL), LOST, number=number)
    assert made(platform) == 0
    assert agnes.send(agnes.get(URL), LOST, number=number).text == first.text
    assert agnes.send(agnes.get(URL), LOST, number="12").status == 400
    assert journalled()[-1] == ("card:revoke", "card", "")
    joining = Browser(app)
    refused = joining.send(joining.get("/rejoindre"), "/rejoindre", code=re.search(CODE, text)[0])
    assert refused.status == 400


def test_two_taps_at_once_make_one_batch(app, agnes, code, platform, cast):
    page = agnes.get(URL)
    fields = fields_of(page.form(URL)) | {"service": [cast.services["north"].id.hex], "count": ["2"], "otp": [code()]}

    def tap():
        other = app.test_client()
        other.set_cookie("session", agnes.client.get_cookie("session").value, domain="localhost")
        return other.post(URL, data=fields, base_url="http://localhost").status_code

    with ThreadPoolExecutor(2) as pool:  # the clock is held in both
        taps = [pool.submit(copy_context().run, tap) for _ in range(2)]
    statuses = sorted(each.result() for each in taps)
    assert statuses == [200, 409]
    assert made(platform) == 2
