"""ATTACKS 2, 5, 8, 12, 23, 25 as young people meet them: another's words, odd texts, retries, late steps."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from hcec import clock, db
from hcec.consultations.models import Consultation
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import AnswerSheet, Testimony
from hcec.testimonies.services import close_consultation
from tests import factories
from tests.answering import SLUG, WORDS, again, answer_all, start, typed_in, write
from tests.page import Browser, fields_of

ODD_REFS = [
    "0",
    "1",
    "-1",
    "9" * 40,
    "null",
    "%2e%2e",
    "a" * 32,
    "A" * 32,
    "0f8fad5b-d9cb-469f-a165-70867728950e",
    "%00",
]
ODD_TEXTS = [
    "\u202eà l'envers\u202c et \u2066isolé\u2069",
    "zéro\u200blargeur\ufeff",
    "e" + "\u0301" * 900,
    "👨‍👩‍👧‍👦🏳️‍🌈👩🏽‍🦱",
    "<script>alert(1)</script><svg onload=alert(1)>",
    "{{7*7}} {% raw %} %(x)s {0.__class__}",
    "=cmd|'/c calc'!A0\t+1",
    "'; DROP TABLE testimony; --",
    "ﬀ K Å ①",
    "ligne\nautre ligne\n\n  retrait",
]


@pytest.fixture
def consultation_id(platform, cast, crip_key):
    with platform.database.transaction() as session:
        return factories.consultation(session, cast.staff["cyril"], SLUG).id


@pytest.fixture
def ines(browser_of, cast, consultation_id):
    browser = browser_of(cast.ines)
    start(browser, age_band="11_14")
    return browser


def rows(platform, model):
    with platform.database.reading() as session:
        return session.scalars(select(model)).all()


def everything(platform):
    """Return every row of the main database, in an order of its own."""
    with platform.database.reading() as session:
        return {
            table.name: sorted(repr(tuple(row)) for row in session.execute(select(table)))
            for table in db.Base.metadata.sorted_tables
        }


@pytest.mark.parametrize("page", ["", "/reponse", "/contester"])
def test_another_s_message_is_the_404_of_what_does_not_exist(platform, browser_of, cast, ines, page):
    write(ines)
    (text,) = rows(platform, Testimony)
    tom = browser_of(cast.tom)
    theirs, none = tom.get(f"/messages/{text.id.hex}{page}"), tom.get(f"/messages/{uuid4().hex}{page}")
    assert theirs.status == none.status == 404
    assert theirs.h1 == none.h1
    assert len(theirs.data) == len(none.data)


def test_an_odd_reference_does_not_exist(browser_of, cast, consultation_id):
    tom = browser_of(cast.tom)
    token = tom.token("/messages/accord")
    for ref in ODD_REFS:
        assert tom.get(f"/messages/{ref}").status == 404
        assert tom.post(f"/messages/{ref}/retirer", {"csrf_token": token}).status == 404


def test_nobody_takes_back_the_message_of_another(platform, browser_of, cast, ines):
    write(ines)
    (text,) = rows(platform, Testimony)
    tom = browser_of(cast.tom)
    before = everything(platform)
    assert tom.post(f"/messages/{text.id.hex}/retirer", {"csrf_token": tom.token("/messages/accord")}).status == 404
    assert everything(platform) == before


def test_nobody_reads_the_draft_of_another(browser_of, cast, ines):
    page = ines.get(f"/consultations/{SLUG}/questions/5")
    ines.send(page, button="previous", answer="mon secret", field="answer")
    tom = browser_of(cast.tom)
    start(tom)
    assert "mon secret" not in tom.get(f"/consultations/{SLUG}/questions/5").text


def test_extra_fields_are_ignored(platform, ines):
    answer_all(
        ines,
        state="approved",
        author="tom",
        consultation=uuid4().hex,
        version="9",
        published_on="2026-01-01",
        tag="00",
        kind="help",
        age_band="18_21",
    )
    (text,) = rows(platform, Testimony)
    assert (text.state, text.version, text.kind, text.age_band) == (TestimonyState.SUBMITTED, 1, "answer", "11_14")


def test_odd_texts_are_stored_whole_and_shown_inert(platform, ines):
    for text in ODD_TEXTS:
        question = f"/consultations/{SLUG}/questions/5"
        ines.send(ines.get(question), button="previous", answer=text, field="answer")
        page = ines.get(question)
        assert typed_in(page) == text
        ines.send(page, button="next", field="answer")
        (kept,) = rows(platform, Testimony)
        assert kept.original == text
        assert ines.get(f"/messages/{kept.id.hex}").soup.find("blockquote").text == text
        again(ines)


def test_nul_and_lone_surrogates_never_break_a_page(platform, ines):
    page = write(ines, "avant\0après\r\nsuite")
    assert page.status == 200
    (kept,) = rows(platform, Testimony)
    assert kept.original == "avant\ufffdaprès\nsuite"
    token = ines.token("/messages/nouveau")
    raw = f"csrf_token={token}&submission_key=abc&body=%ED%A0%80%FF%00fin".encode()
    answer = ines.post("/messages/nouveau", raw, content_type="application/x-www-form-urlencoded")
    assert answer.status in {303, 400}


def resend(browser, page, **typed):
    """Send the page's form twice, byte for byte, as a double tap or Back and resend does."""
    form = page.form(field="submission_key")
    fields = fields_of(form) | {name: [value] for name, value in typed.items()}
    return [browser.client.post(form["action"], data=fields, base_url=browser.base) for _ in range(2)]


def test_a_double_tap_on_an_idea_makes_one_message_and_the_same_receipt(platform, ines):
    write(ines, "première")
    first, second = resend(ines, ines.get("/messages/nouveau"), body="deuxième")
    assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])
    assert len(rows(platform, Testimony)) == 2


@pytest.mark.parametrize("press", ["next", "skip"])
def test_a_double_tap_on_the_last_press_sends_once_with_the_same_receipt(platform, ines, press):
    page = ines.get(f"/consultations/{SLUG}/questions/1")
    ines.send(page, button="next", answer="2", field="answer")
    page = ines.get(f"/consultations/{SLUG}/questions/5")
    states = []
    form = page.form(field="submission_key")
    fields = fields_of(form) | {"answer": [WORDS if press == "next" else ""], press: ["1"]}
    for _ in range(2):
        answer = ines.client.post(form["action"], data=fields, base_url=ines.base)
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/consultations/{SLUG}/merci")
        states.append(everything(platform))
    assert states[0] == states[1]
    assert len(rows(platform, AnswerSheet)) == 1


def test_eight_taps_at_once_make_one_sheet_and_one_message(app, platform, ines):
    page = ines.get(f"/consultations/{SLUG}/questions/5")
    form = page.form(field="submission_key")
    fields = fields_of(form) | {"answer": [WORDS], "next": ["1"]}
    cookie = ines.client.get_cookie("session").value
    answers = []

    def tap():
        browser = Browser(app)
        browser.client.set_cookie("session", cookie, domain="localhost")
        with clock.frozen(clock.now()):
            answers.append(browser.client.post(form["action"], data=fields, base_url=browser.base))

    taps = [threading.Thread(target=tap) for _ in range(8)]
    for each in taps:
        each.start()
    for each in taps:
        each.join()
    assert {(each.status_code, each.headers.get("Location")) for each in answers} == {
        (303, f"/consultations/{SLUG}/merci")
    }
    assert len(rows(platform, AnswerSheet)) == 1
    assert [text.original for text in rows(platform, Testimony)] == [WORDS]


def test_two_tabs_lose_nothing_to_each_other(platform, ines):
    one = ines.get(f"/consultations/{SLUG}/questions/1")
    other = ines.get(f"/consultations/{SLUG}/questions/5")
    ines.send(one, button="next", answer="4", field="answer")
    ines.send(other, button="previous", answer=WORDS, field="answer")
    ines.send(ines.get(f"/consultations/{SLUG}/questions/5"), button="next", field="answer")
    assert [text.original for text in rows(platform, Testimony)] == [WORDS]
    assert len(rows(platform, AnswerSheet)) == 1


def test_a_tab_left_open_after_sending_keeps_what_it_holds(ines):
    late = ines.get(f"/consultations/{SLUG}/questions/5")
    answer_all(ines)
    page = ines.send(late, button="next", answer="Encore une chose.", field="answer")
    assert page.url.endswith("/ma-situation")  # the excluded circles are asked again before anything is sent
    again(ines)
    assert typed_in(ines.get(f"/consultations/{SLUG}/questions/5")) == "Encore une chose."


def close(platform, *, by_the_clock):
    with platform.database.transaction() as session:
        consultation = session.scalars(select(Consultation)).one()
        if by_the_clock:
            consultation.closes_on = clock.today() - timedelta(days=1)
        else:
            close_consultation(session, consultation=consultation, today=clock.today())


@pytest.mark.parametrize("by_the_clock", [True, False])
@pytest.mark.parametrize("n", [1, 5])
def test_closed_meanwhile_refuses_and_gives_the_words_back(platform, ines, by_the_clock, n):
    page = ines.get(f"/consultations/{SLUG}/questions/{n}")
    close(platform, by_the_clock=by_the_clock)
    before = everything(platform)
    page = ines.send(page, button="next", answer="Trop tard, mais pas perdu.", field="answer")
    assert page.status == 409
    assert "Trop tard, mais pas perdu." in page.text
    assert everything(platform) == before


@pytest.mark.parametrize("step", ["accord", "ma-situation", "retirer"])
def test_closed_meanwhile_no_other_step_changes_anything(platform, ines, step):
    token = ines.token(f"/consultations/{SLUG}/accord")
    close(platform, by_the_clock=False)
    before = everything(platform)
    answer = ines.post(f"/consultations/{SLUG}/{step}", {"csrf_token": token, "accept": "yes"})
    assert answer.status == 409
    assert everything(platform) == before


def test_steps_skipped_lead_back_and_send_nothing(platform, browser_of, cast, consultation_id):
    tom = browser_of(cast.tom)
    token = tom.token(f"/consultations/{SLUG}/accord")
    fields = {"csrf_token": token, "submission_key": "k", "answer": WORDS, "next": "1"}
    answer = tom.post(f"/consultations/{SLUG}/questions/5", fields)
    assert (answer.status, answer.headers["Location"]) == (303, f"/consultations/{SLUG}/accord")
    answer = tom.post("/messages/nouveau", {"csrf_token": token, "submission_key": "k", "body": WORDS})
    assert answer.status == 409
    assert WORDS in answer.text
    assert rows(platform, Testimony) == rows(platform, AnswerSheet) == []
    start(tom)
    assert typed_in(tom.get(f"/consultations/{SLUG}/questions/5")) == WORDS


def test_an_expired_token_keeps_the_typed_text(ines):
    for address, field in ((f"/consultations/{SLUG}/questions/5", "answer"), ("/messages/nouveau", "body")):
        answer = ines.post(address, {"csrf_token": "vieux", "submission_key": "k", field: WORDS, "next": "1"})
        assert answer.status == 400
        assert WORDS in answer.text
