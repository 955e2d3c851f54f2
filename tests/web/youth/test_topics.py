"""Topics for the council, as young people propose, read and support them."""

import pytest
from sqlalchemy import func, select

from hcec import clock
from hcec.audit.models import JournalEntry
from hcec.council.models import Topic, TopicSupport
from hcec.permissions import Role
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from hcec.testimonies.services import accept_contract
from tests.council.supported import count, shown

TOPICS = "/conseil/sujets/"
NEW = f"{TOPICS}nouveau"


@pytest.fixture
def agreed(platform, cast, crip_key):
    """Ines accepted what is promised to whoever writes."""

    with platform.database.transaction() as session:
        accept_contract(session, youth=cast.ines, consultation_id=None, today=clock.today())
    return cast.ines


def propose(browser, **typed):
    return browser.send(browser.get(NEW), NEW, **({"body": "Le téléphone le soir."} | typed))


def kept(platform):
    with platform.database.reading() as session:
        return session.scalars(select(Testimony)).all()


def test_a_topic_is_a_message_that_nobody_else_sees_before_it_was_read(browser_of, cast, platform, agreed):
    ines = browser_of(agreed)
    page = propose(ines, quote_ok="yes")
    assert "Sujet pour le conseil" in page.text
    (message,) = kept(platform)
    assert (message.is_topic, message.state, message.may_quote) == (True, TestimonyState.SUBMITTED, True)
    assert "Le téléphone" not in browser_of(cast.tom).get(TOPICS).text


def test_a_topic_that_its_author_does_not_show_is_an_idea_as_any_other(browser_of, platform, agreed):
    page = browser_of(agreed).get(NEW)
    assert not page.soup.find("input", {"name": "quote_ok"}).has_attr("checked")
    propose(browser_of(agreed))
    (message,) = kept(platform)
    assert (message.is_topic, message.may_quote) == (False, False)


def test_the_contract_comes_first_and_leads_back_to_the_topic(browser_of, cast):
    ines = browser_of(cast.ines)
    page = ines.get(NEW)
    assert page.url.endswith("/messages/accord?pour=sujet")
    page = ines.send(page, field="accept", accept="yes")
    assert page.url.endswith(NEW)


def test_an_empty_topic_keeps_the_page(browser_of, agreed, platform):
    assert propose(browser_of(agreed), body=" ").status == 400
    assert kept(platform) == []


def test_an_approved_topic_is_supported_and_left_by_a_tap(browser_of, cast, platform):
    topic_id = shown(platform, cast)
    tom = browser_of(cast.tom)
    page = tom.send(tom.get(TOPICS), f"{TOPICS}{topic_id.hex}/soutenir")
    assert "tu le soutiens" in page.text
    assert "tu le soutiens" not in browser_of(cast.ines).get(TOPICS).text
    page = tom.send(page, f"{TOPICS}{topic_id.hex}/ne-plus-soutenir")
    assert "tu le soutiens" not in page.text
    with platform.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(TopicSupport)) == 0


def test_children_read_no_number_before_the_week_s_count_nor_under_eleven(browser_of, cast, platform):
    """The council hears of five; whoever is outside the ODPE hears of eleven (D1)."""
    for words, supports in (("Peu.", 4), ("Entre nous.", 6), ("Beaucoup.", 13)):
        shown(platform, cast, words, supports=supports)
    tom = browser_of(cast.tom)
    assert "Au moins" not in tom.get(TOPICS).text
    count(platform)
    with platform.database.reading() as session:
        assert sorted(session.scalars(select(Topic.reached))) == [5, 11]
    text = tom.get(TOPICS).text
    assert text.count("Au moins") == text.count("Au moins 11 jeunes.") == 1
    assert text.count("soutenu Au moins") == text.count("soutenu ") == 1


def test_what_was_not_approved_or_was_taken_back_is_not_found(browser_of, cast, platform):
    topic_id = shown(platform, cast)
    tom = browser_of(cast.tom)
    data = {"csrf_token": tom.token("/messages/")}
    with platform.database.transaction() as session:
        session.get(Testimony, topic_id).state = TestimonyState.WITHDRAWN
    assert tom.post(f"{TOPICS}{topic_id.hex}/soutenir", data).status == 404
    assert tom.post(f"{TOPICS}{'0' * 32}/soutenir", data).status == 404
    assert "Le téléphone" not in tom.get(TOPICS).text


@pytest.mark.parametrize("role", [None, *Role])
def test_young_people_alone_read_and_propose_topics(browser_of, role, agreed):
    expected = {None: 401, Role.YOUTH: 200}.get(role, 403)
    assert browser_of(role).get(TOPICS).status == expected
    assert browser_of(role).get(NEW).status == expected


def test_no_tap_of_a_child_leaves_a_line_in_the_journal(browser_of, cast, platform):

    topic_id = shown(platform, cast)
    tom = browser_of(cast.tom)
    tom.send(tom.get(TOPICS), f"{TOPICS}{topic_id.hex}/soutenir")
    with platform.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(JournalEntry)) == 0


def test_an_empty_list_says_what_will_be_there(browser_of, cast):
    assert "Pas encore de sujet" in browser_of(cast.tom).get(TOPICS).text
