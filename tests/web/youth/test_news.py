"""A dot on "Mes messages" while something waits there, in words too, in a constant number of queries."""

import pytest
from sqlalchemy import event, select, update

from hcec import clock
from hcec.followup.models import PublicAnswer
from hcec.notices.models import AnswerSeen
from hcec.notices.services import answers_seen
from hcec.safeguarding.models import Alert
from hcec.safeguarding.services.alerts import raise_alert
from hcec.syntheses.enums import Level
from hcec.syntheses.services.publishing import publish_synthesis
from hcec.syntheses.services.writing import create_synthesis
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from tests import factories
from tests.syntheses import snapshots


@pytest.fixture
def message(platform, cast):
    with platform.database.transaction() as session:
        return factories.message(session, cast.ines).id


def dot(browser, url="/consultations/"):
    link = browser.get(url).soup.select_one('.menu a[href="/messages/"]')
    return "du nouveau" in link.text


def propose(platform, message):
    with platform.database.transaction() as session:
        row = session.get(Testimony, message)
        row.proposed, row.state = "[Mon frère] me manque.", TestimonyState.PROPOSED


def answer(platform, cast, message):
    with platform.database.transaction() as session:
        row = session.get(Testimony, message)
        raise_alert(session, testimony=row, raised_by=cast.member("malik"), now=clock.now(), reason="Danger")
        session.execute(update(Alert).values(has_news=True))


def test_nothing_new_no_dot(browser_of, cast, message):
    assert not dot(browser_of(cast.ines))


def test_words_to_agree_to_show_a_dot_until_they_are_opened(platform, browser_of, cast, message):
    propose(platform, message)
    ines = browser_of(cast.ines)
    assert dot(ines)
    assert not dot(browser_of(cast.tom))
    assert not dot(ines, f"/messages/{message.hex}")
    assert not dot(ines)


def test_an_answer_shows_a_dot_until_it_is_opened(platform, browser_of, cast, message):
    answer(platform, cast, message)
    ines = browser_of(cast.ines)
    assert dot(ines)
    ines.get(f"/messages/{message.hex}")
    assert not dot(ines)


def test_what_was_withdrawn_shows_none(platform, browser_of, cast, message):
    answer(platform, cast, message)
    with platform.database.transaction() as session:
        session.execute(update(Testimony).values(state=TestimonyState.WITHDRAWN))
    assert not dot(browser_of(cast.ines))


def test_signed_out_and_staff_pages_have_none(browser_of, cast, message):
    for who in (None, "karine"):
        assert "du nouveau" not in browser_of(who).get("/").text


def test_however_many_messages_wait_the_queries_are_as_many(platform, browser_of, cast, message):
    ines = browser_of(cast.ines)
    counts = []
    for _ in range(2):
        counts.append(queries(platform, lambda: dot(ines, "/aide")))
        with platform.database.transaction() as session:
            for _number in range(30):
                factories.message(session, cast.ines)
        with platform.database.reading() as session:
            waiting = session.scalars(select(Testimony.id)).all()
        for each in waiting:
            propose(platform, each)
    assert counts[0] == counts[1]


def queries(platform, look):
    seen = []

    def count(connection, cursor, statement, *_):
        seen.append(statement)

    event.listen(platform.database.engine, "before_cursor_execute", count)
    look()
    event.remove(platform.database.engine, "before_cursor_execute", count)
    return len([each for each in seen if "FROM testimony" in each or "FROM consultation" in each])


@pytest.fixture
def answered(platform, cast):
    """A closed consultation in which ines wrote, with a public synthesis and the département's answer."""
    with platform.database.transaction() as session:
        consultation = snapshots.closed(session, cast.staff["cyril"], sheets=30)
        written = factories.message(session, cast.ines, of=consultation).id
        odile = cast.staff["odile"]
        synthesis = create_synthesis(
            session, author=odile, consultation=consultation, level=Level.PUBLIC, title="Vos mots", text="Les voir."
        )
        publish_synthesis(session, synthesis=synthesis, actor=odile, version=1, today=clock.today())
        day = clock.today()
        fields = {"by_function": "la présidente", "said": "Vous voir.", "will_do": "Deux.", "cannot_do": "Rien."}
        days = {"sent_on": day, "validated_on": day, "published_on": day}
        session.add(PublicAnswer(consultation_id=consultation.id, **fields, **days))
        return written


def test_what_the_departement_answered_shows_a_dot_to_who_wrote_until_they_open_it(browser_of, cast, answered):
    ines = browser_of(cast.ines)
    assert dot(ines)
    assert not dot(browser_of(cast.tom)), "he wrote nothing in it"
    assert "Le département a répondu" in ines.get("/messages/").text
    ines.get(f"/messages/{answered.hex}")
    assert not dot(ines)
    assert "Le département a répondu" not in ines.get("/messages/").text
    assert not dot(browser_of(cast.ines)), "on another day either"


def test_what_was_seen_is_forgotten_with_the_account(platform, browser_of, cast, answered):
    ines = browser_of(cast.ines)
    ines.get(f"/messages/{answered.hex}")
    with platform.database.transaction() as session:
        assert len(session.scalars(select(AnswerSeen)).all()) == 1
        answers_seen.forget(session, youth=cast.ines)
        assert session.scalars(select(AnswerSeen)).all() == []
