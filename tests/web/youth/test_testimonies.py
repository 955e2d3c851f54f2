"""Mes messages: the idea box, each message with its state in plain words, and taking one back."""

from datetime import date

import pytest
from sqlalchemy import delete, select, update

from hcec import clock
from hcec.safeguarding.models import CoverHours, CoverPeriod
from hcec.testimonies.enums import TestimonyKind, TestimonyState
from hcec.testimonies.models import Testimony
from tests import factories
from tests.answering import SLUG, WORDS, answer_all, start, write


@pytest.fixture
def ines(browser_of, cast, crip_key):
    return browser_of(cast.ines)


def only(platform):
    with platform.database.reading() as session:
        testimony = session.scalars(select(Testimony)).one()
        assert testimony.circles is not None
    return testimony


def put(platform, **values):
    with platform.database.transaction() as session:
        testimony = session.scalars(select(Testimony)).one()
        for name, value in values.items():
            setattr(testimony, name, value)


def test_the_idea_box_asks_for_the_contract_first(ines):
    assert ines.get("/messages/nouveau").url.endswith("/messages/accord")


def test_an_idea_goes_to_be_read_with_neither_age_nor_consultation(platform, cast, ines):
    page = write(ines, quote_ok="yes")
    assert page.url.endswith("/messages/")
    assert "Ton message est arrivé" in page.text
    idea = only(platform)
    assert (idea.kind, idea.original, idea.state) == (TestimonyKind.IDEA, WORDS, TestimonyState.SUBMITTED)
    assert (idea.consultation_id, idea.age_band, idea.may_quote) == (None, None, True)
    assert {row.circle_id for row in idea.circles} == cast.ines.circles


def test_consent_is_never_ticked_beforehand(ines):
    write(ines, "a")
    form = ines.get("/messages/nouveau").form("/messages/nouveau")
    assert not any(box.has_attr("checked") for box in form.find_all("input", {"type": "checkbox"}))


@pytest.mark.parametrize(
    ("body", "says"), [("", "Écris ton message"), (" \n ", "Écris ton message"), ("é" * 5001, "trop long")]
)
def test_empty_or_too_long_is_refused_and_stays(platform, ines, body, says):
    page = write(ines, body)
    assert page.status == 400
    assert says in page.text
    assert page.soup.find("textarea", {"name": "body"}).text.strip() == body.strip()
    with platform.database.reading() as session:
        assert session.scalars(select(Testimony)).all() == []


def test_without_a_crip_key_nothing_is_taken_and_the_text_stays(platform, browser_of, cast):
    tom = browser_of(cast.tom)
    page = tom.send(tom.get("/messages/accord"), "/messages/accord", accept="yes")
    assert page.h1 == "La boîte à idées est en pause"
    fields = {"csrf_token": tom.token("/messages/accord"), "submission_key": "k", "body": "Je garde ce texte."}
    page = tom.post("/messages/nouveau", fields)
    assert page.status == 503
    assert "Je garde ce texte." in page.text


@pytest.mark.parametrize("lapse", [delete(CoverHours), delete(CoverPeriod), update(CoverPeriod).values(kind="on_call")])
def test_s3_the_idea_box_pauses_while_nobody_covers_today_and_keeps_what_was_typed(platform, ines, lapse):
    written = ines.send(ines.get("/messages/accord"), "/messages/accord", accept="yes")
    with platform.database.transaction() as session:
        session.execute(lapse)
    page = ines.send(written, "/messages/nouveau", body="Je garde ce texte.")
    assert (page.status, page.h1) == (503, "La boîte à idées est en pause")
    assert page.soup.find("textarea").text.strip() == "Je garde ce texte."
    assert page.soup.select(".numbers a")
    assert ines.get("/messages/nouveau").h1 == "La boîte à idées est en pause"
    with platform.database.reading() as session:
        assert session.scalars(select(Testimony)).all() == []


def test_no_message_yet_says_what_will_be_there(ines):
    page = ines.get("/messages/")
    assert "Pas encore de message" in page.text
    assert "Si tu pars sans phrase" in page.text


def test_messages_are_folded_with_their_state_in_sight(platform, ines):
    page = write(ines)
    folded = page.soup.find("details", class_="message")
    assert not folded.has_attr("open")
    assert "arrivé, pas encore lu" in folded.summary.text
    assert "Quelqu’un va le lire" in folded.text


def test_it_says_the_day_it_was_read_then_only_the_month(platform, cast, ines):
    write(ines)
    put(platform, state=TestimonyState.CLAIMED, claimed_by=cast.staff["malik"].id, read_on=date(2026, 11, 20))
    assert "Lu le 20 novembre 2026" in ines.get("/messages/").text
    put(platform, state=TestimonyState.KEPT)
    text = ines.get("/messages/").text
    assert "Lu en novembre 2026" in text
    assert "20 novembre" not in text


@pytest.mark.parametrize("state", [state for state in TestimonyState if state != TestimonyState.WITHDRAWN])
def test_every_state_says_what_happens_next(platform, cast, ines, state):
    write(ines)
    more = {"claimed_by": cast.staff["malik"].id} if state == TestimonyState.CLAIMED else {}
    more |= {"proposed": "[mon éducateur] crie."} if state in {TestimonyState.PROPOSED, TestimonyState.APPROVED} else {}
    more |= {"refusal_reason": "no_way_to_hide"} if state == TestimonyState.REFUSED else {}
    more |= {"agreed_version": 1} if state == TestimonyState.APPROVED else {}
    put(platform, state=state, **more)
    page = ines.get("/messages/")
    steps = page.soup.find("details", class_="message").find_all("p")
    assert any(len(step.text) > 20 for step in steps)
    assert ines.get(f"/messages/{only(platform).id.hex}").status == 200


def test_what_would_be_quoted_is_shown_and_the_day_it_was_seen_kept(platform, ines):
    write(ines)
    put(platform, state=TestimonyState.PROPOSED, proposed="[mon éducateur] crie.")
    assert "[mon éducateur]" not in ines.get("/messages/").text
    assert only(platform).seen_on is None
    page = ines.get(f"/messages/{only(platform).id.hex}")
    assert "[mon éducateur] crie." in page.text
    assert page.form(f"/messages/{only(platform).id.hex}/reponse").find("button", {"name": "reply", "value": "agree"})
    assert only(platform).seen_on == clock.today()


def test_a_refusal_says_why_in_kind_words_and_may_be_contested(platform, ines):
    write(ines)
    put(platform, state=TestimonyState.REFUSED, refusal_reason="insults_a_person")
    page = ines.get(f"/messages/{only(platform).id.hex}")
    assert "Ta colère, elle, a le droit d’être dite." in page.text
    assert page.soup.find("a", href=f"/messages/{only(platform).id.hex}/contester")


def test_a_message_taken_back_is_hidden_at_once_in_any_state(platform, ines):
    write(ines)
    put(platform, state=TestimonyState.APPROVED, agreed_version=1)
    ref = only(platform).id.hex
    shown = ines.get(f"/messages/{ref}")
    for _ in range(2):  # a double tap has the same receipt
        page = ines.send(shown, f"/messages/{ref}/retirer")
        assert "Ton message est retiré. Si on a vu un danger, une copie reste" in page.text
    assert WORDS not in page.text
    assert ines.get(f"/messages/{ref}").status == 404
    taken = only(platform)
    assert (taken.state, taken.version, taken.may_quote) == (TestimonyState.WITHDRAWN, 2, False)


def test_a_form_sent_again_loses_no_other_words(platform, ines):
    page = ines.send(ines.get("/messages/accord"), "/messages/accord", accept="yes")
    for body in (WORDS, WORDS, "Autre chose."):
        ines.send(page, "/messages/nouveau", body=body)
    with platform.database.reading() as session:
        assert sorted(each.original for each in session.scalars(select(Testimony))) == ["Autre chose.", WORDS]


def test_words_taken_back_are_not_sent_again_with_the_rest(platform, cast, browser_of, crip_key):
    with platform.database.transaction() as session:
        factories.consultation(session, cast.staff["cyril"], SLUG)
    ines = browser_of(cast.ines)
    start(ines)
    answer_all(ines)
    ines.send(ines.get(f"/consultations/{SLUG}/ma-situation"), f"/consultations/{SLUG}/ma-situation")
    ref = only(platform).id.hex
    ines.send(ines.get(f"/messages/{ref}"), f"/messages/{ref}/retirer")
    assert WORDS not in ines.get(f"/consultations/{SLUG}/questions/5").text


def test_a_call_for_help_is_followed_and_not_taken_back_here(platform, ines):
    write(ines)
    with platform.database.transaction() as session:
        session.execute(update(Testimony).values(kind=TestimonyKind.HELP))
    ref = only(platform).id.hex
    page = ines.get(f"/messages/{ref}")
    assert "Un adulte formé va le voir" in page.text
    assert ines.post(f"/messages/{ref}/retirer", {"csrf_token": ines.token("/messages/nouveau")}).status == 404
