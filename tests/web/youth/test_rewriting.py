"""A refused message is written anew where it was asked, while that is possible; the page says where it goes (M4)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.consultations.models import Consultation
from hcec.moderation import services
from hcec.moderation.enums import DecisionKind, RefusalReason
from hcec.testimonies.models import Testimony
from tests import factories
from tests.answering import SLUG, WORDS, answer_all, start, typed_in, write

REFUSAL = {"kind": DecisionKind.REFUSE, "version": 1, "reason": RefusalReason.NAMES_OTHERS}
NEW = "Je voudrais voir ma sœur plus souvent."


@pytest.fixture
def consultation(platform, cast, crip_key):
    with platform.database.transaction() as session:
        made = factories.consultation(session, cast.staff["cyril"], SLUG)
        session.expunge_all()
    return made


@pytest.fixture
def ines(browser_of, cast, crip_key):
    return browser_of(cast.ines)


def refuse(platform, cast):
    """Have the one message refused; return its address."""
    with platform.database.transaction() as session:
        message, olga = session.scalars(select(Testimony)).one(), cast.member("olga")
        services.claim(session, actor=olga, testimony=message, today=clock.today())
        verdict = services.Verdict(**REFUSAL)
        services.decide(session, actor=olga, testimony=message, verdict=verdict, today=clock.today())
        return f"/messages/{message.id.hex}"


def messages(platform):
    with platform.database.reading() as session:
        return session.scalars(select(Testimony)).all()


def press(browser, url):
    return browser.send(browser.get(url), f"{url}/reecrire")


def test_a_refused_answer_goes_back_to_its_question_with_its_tag_and_its_circles(platform, cast, ines, consultation):
    start(ines, excluded_circle=[cast.services["south"].circle_id.hex])
    answer_all(ines, about_adult="yes", quote_ok="yes")
    url = refuse(platform, cast)
    assert "Mes frères et sœurs », à la même question." in ines.get(url).text
    page = press(ines, url)
    assert page.url.endswith(f"/consultations/{SLUG}/questions/5")
    assert "puis continue jusqu’à « Envoyer »" in page.text
    assert typed_in(page) == WORDS
    assert not page.soup.find("input", {"name": "quote_ok"}).has_attr("checked"), "asked each time (D6)"
    assert ines.send(page, button="next", answer=NEW, field="answer").url.endswith("/merci")
    old, new = sorted(messages(platform), key=lambda row: row.state != "refused")
    assert (old.state, new.state, new.original) == ("refused", "submitted", NEW)
    assert (new.tag, new.question_id, new.age_band) == (old.tag, old.question_id, old.age_band)
    assert {row.circle_id for row in new.circles} == {row.circle_id for row in old.circles}
    assert len(new.circles) == 2
    assert typed_in(press(ines, url)) == NEW, "what was written since is not written over"


def test_once_the_questions_are_closed_it_goes_to_the_idea_box_and_the_page_says_so(platform, cast, ines, consultation):
    start(ines)
    answer_all(ines)
    url = refuse(platform, cast)
    with platform.database.transaction() as session:
        session.get(Consultation, consultation.id).closes_on = clock.today() - timedelta(days=1)
    assert "Tes nouveaux mots iront dans la boîte à idées." in ines.get(url).text
    page = ines.send(press(ines, url), "/messages/accord", accept="yes")
    assert page.soup.find("textarea", {"name": "body"}).text.strip() == WORDS


def test_an_idea_is_written_anew_from_its_old_words(platform, cast, browser_of, ines):
    write(ines)
    url = refuse(platform, cast)
    page = press(ines, url)
    assert page.soup.find("textarea", {"name": "body"}).text.strip() == WORDS
    assert ines.send(page, "/messages/nouveau", body=NEW).status == 200
    assert sorted(row.original for row in messages(platform)) == sorted([WORDS, NEW])
    tom = browser_of(cast.tom)
    tom.send(tom.get("/messages/accord"), "/messages/accord", accept="yes")
    assert tom.get(f"/messages/nouveau?reprendre={url[-32:]}").status == 404, "only one's own words"


def test_nobody_rewrites_another_s_message_nor_one_that_is_not_refused(platform, cast, browser_of, ines):
    write(ines)
    url = f"/messages/{messages(platform)[0].id.hex}"
    tom = browser_of(cast.tom)
    token = tom.get("/messages/").soup.find("input", {"name": "csrf_token"})["value"]
    assert tom.post(f"{url}/reecrire", {"csrf_token": token}).status == 404
    token = ines.get(url).soup.find("input", {"name": "csrf_token"})["value"]
    assert ines.post(f"{url}/reecrire", {"csrf_token": token}, follow_redirects=True).url.endswith(url)
    assert browser_of("malik").post(f"{url}/reecrire").status == 403
    assert browser_of(None).post(f"{url}/reecrire").status == 401
    assert ines.get(f"{url}/reecrire").status == 405
