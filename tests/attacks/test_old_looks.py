"""A4 on PostgreSQL: who looks on while the night erases (a dump, a long reading) delays it, and never unseen."""

from datetime import timedelta

import pytest
from sqlalchemy import text, update

from hcec import clock, storage, worker
from hcec.checks import machine
from hcec.testimonies.models import Testimony
from tests import factories

pytestmark = pytest.mark.parametrize("_database", ["postgres"], indirect=True)


@pytest.fixture
def look(platform, cast):
    """A look at the database older than what was changed today; closing it ends it."""
    with platform.database.transaction() as session:
        for _ in range(20):
            factories.message(session, cast.ines)
    with platform.database.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        connection.execute(text("SELECT 1"))
        with platform.database.transaction() as session:
            session.execute(update(Testimony).values(version=2))
        yield connection


def versions_kept(platform):
    """Return how many row versions lie in the file of the messages, seen or not."""
    with platform.database.reading() as session:
        return session.scalar(text("SELECT reltuples::bigint FROM pg_class WHERE relname = 'testimony'"))


def test_what_an_old_look_keeps_is_erased_as_soon_as_it_ends(platform, look, monkeypatch):
    pauses = []

    def sleep(seconds):
        pauses.append(seconds)
        look.close()

    monkeypatch.setattr(storage, "sleep", sleep)
    assert storage.tidy(platform.database) == ()
    assert pauses == [storage.PATIENCE[0]]
    assert versions_kept(platform) == 20


def test_what_stays_all_the_same_is_told_and_tried_again_within_the_hour(platform, look, frozen, monkeypatch):
    monkeypatch.setattr(storage, "sleep", lambda seconds: None)
    worker.tidy(platform)
    assert versions_kept(platform) > 20
    assert "quelqu’un la lisait" in machine._tidy(platform)[1]
    assert not worker.is_tidying_due(platform)
    frozen(clock.now() + timedelta(hours=1))
    assert worker.is_tidying_due(platform)
    look.close()
    worker.tidy(platform)
    assert versions_kept(platform) == 20
    assert machine._tidy(platform)[0]
    assert not worker.is_tidying_due(platform)
