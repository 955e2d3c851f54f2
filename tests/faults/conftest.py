"""A child at the idea box, and databases that can be hurt."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event, func, select

from hcec import clock
from hcec.testimonies.models import Testimony
from hcec.testimonies.services import accept_contract
from tests.page import fields_of

WORDS = "Je voudrais que ma sœur vienne à mon anniversaire. " * 80  # some 4,000 signs: more than any page has left


@pytest.fixture
def child(platform, cast, crip_key, browser_of):
    """Ines, signed in, who has read the contract of the idea box."""
    with platform.database.transaction() as session:
        accept_contract(session, youth=cast.ines, consultation_id=None, today=clock.today())
    return browser_of(cast.ines)


@pytest.fixture
def typed(child):
    """The idea box's form, open on her phone and filled in."""
    return fields_of(child.get("/messages/nouveau").form("/messages/nouveau")) | {"body": [WORDS]}


@pytest.fixture
def hurt(platform):
    """Return a context in which every connection of the main database first runs a statement."""
    engine = platform.database.engine

    @contextmanager
    def run_first(statement):
        def checkout(connection, record, proxy):
            connection.cursor().execute(statement)
            connection.commit()

        engine.dispose()
        event.listen(engine, "checkout", checkout)
        try:
            yield
        finally:
            event.remove(engine, "checkout", checkout)
            engine.dispose()

    return run_first


@pytest.fixture
def stored(platform):
    """Return how many messages the database holds."""

    def count():
        with platform.database.reading() as session:
            return session.scalar(select(func.count()).select_from(Testimony))

    return count


@pytest.fixture
def refused(child, typed):
    """Send the form and check that the refusal keeps the words, shows the help numbers and says what to do."""

    def send():
        page = child.post("/messages/nouveau", typed)
        assert page.status == 503, page.text
        assert [field.text.strip() for field in page.soup.find_all("textarea")] == [WORDS.strip()]
        assert "119" in page.text
        assert "réessaie" in page.text

    return send


@pytest.fixture
def is_sent_at_last(child, typed, stored):
    """Send the same form twice: whatever went wrong before, there is one message."""

    def send():
        answers = [child.post("/messages/nouveau", typed).status for _ in range(2)]
        return answers == [303, 303] and stored() == 1

    return send
