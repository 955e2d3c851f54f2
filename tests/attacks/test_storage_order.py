"""ATTACKS 28, the storage's part: after the night, no page, version or number tells which rows came together."""

import secrets
from pathlib import Path
from threading import Event, Thread
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from hcec import db, migrations, storage
from hcec.testimonies.models import Draft, Testimony
from tests import factories

ROWS = 40
of_sqlite = pytest.mark.parametrize("_database", ["sqlite"], indirect=True)
of_postgresql = pytest.mark.parametrize("_database", ["postgres"], indirect=True)
LONG = "Une histoire assez longue pour ne pas tenir dans une page. " * 120


@pytest.fixture
def written(platform, cast):
    """Messages, some long, each in its own transaction with a draft; the order of writing is returned."""
    order = []
    for number in range(ROWS):
        with platform.database.transaction() as session:
            order.append(factories.message(session, cast.ines, words=LONG if number % 3 else "Court.").id)
            session.add(
                Draft(tag=secrets.token_bytes(32), box=secrets.token_bytes(6000), expires_on=factories.clock.today())
            )
    return order


def youth_tables():
    migrations.load_models()
    return [table for table in db.Base.metadata.sorted_tables if storage.is_unordered(table)]


def test_the_tables_of_the_youth_side_are_known():
    assert {table.name for table in youth_tables()} == {
        *("card", "account", "agreement", "draft"),
        *("answer_sheet", "sheet_answer", "testimony", "testimony_circle", "exchange", "exchange_line"),
        "earlier_copies",
        *("coding", "theme_code", "tone_code", "frozen_theme", "code_proposal"),
        "frozen_quotation",
        *("topic_support", "council_topic", "sheet_entered", "answer_seen"),
        *("survey_invitation", "survey_sheet", "survey_answer", "survey_text"),
    }


@of_postgresql
def test_after_the_night_no_row_version_tells_what_was_written_together(platform, written):
    versions = "SELECT DISTINCT xmin::text, cmin::text FROM {}"
    with platform.database.reading() as session:
        before = {row for table in youth_tables() for row in session.execute(text(versions.format(table.name)))}
        assert len({xmin for xmin, _ in before}) == ROWS
    storage.tidy(platform.database)
    with platform.database.reading() as session:
        after = {row.xmin for table in youth_tables() for row in session.execute(text(versions.format(table.name)))}
        assert len(after) == 1
        for table in youth_tables():
            commands = session.execute(text(versions.format(table.name))).all()
            assert len(commands) <= 1, table.name


@of_postgresql
def test_after_the_night_rows_lie_in_the_order_of_their_random_keys(platform, written):
    storage.tidy(platform.database)
    with platform.database.reading() as session:
        for table in youth_tables():
            stored = session.execute(select(*table.primary_key).order_by(text(f"{table.name}.ctid"))).all()
            assert stored == session.execute(select(*table.primary_key).order_by(*table.primary_key)).all()


@of_postgresql
def test_after_the_night_long_texts_are_numbered_in_the_order_of_the_keys(platform, written):
    storage.tidy(platform.database)
    numbers = "SELECT pg_column_toast_chunk_id(original_box) FROM testimony ORDER BY id"
    with platform.database.reading() as session:
        toast = session.scalar(text("SELECT reltoastrelid::regclass::text FROM pg_class WHERE relname = 'testimony'"))
        found = session.scalars(text(f"SELECT chunk_id::bigint FROM {toast} ORDER BY ctid")).all()
        assert found == sorted(found)
        assert len(session.execute(text(f"SELECT DISTINCT xmin::text FROM {toast}")).all()) == 1
        if session.scalar(text("SELECT current_setting('server_version_num')::int")) >= 170000:
            held = [each for each in session.scalars(text(numbers)) if each is not None]
            assert held == sorted(held)


@of_sqlite
def test_after_the_night_the_file_keeps_its_pages_in_the_order_of_the_keys(platform, written):
    """Long rows take pages one after the other as they come: rebuilt, the file no longer tells in which order."""
    before = _order_in_file(platform, written)
    assert before != sorted(before)
    storage.tidy(platform.database)
    after = _order_in_file(platform, written)
    assert len(after) == len(before) > ROWS / 2
    assert after == sorted(after)


@of_sqlite
def test_after_the_night_the_write_ahead_log_is_empty(platform, written):
    platform.database.dispose()
    storage.tidy(platform.database)
    for name in ("hcec.db-wal", "volatile.db-wal"):
        wal = platform.settings.home / name
        assert not wal.exists() or wal.stat().st_size == 0


def test_the_night_disturbs_nobody_who_writes(platform, cast):
    written, failures, stop = [], [], Event()

    def write():
        platform.activate()
        while not stop.is_set():
            try:
                with platform.database.transaction() as session:
                    written.append(factories.message(session, cast.tom).id)
            except SQLAlchemyError as failure:
                failures.append(failure)

    writers = [Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    try:
        for _ in range(3):
            storage.tidy(platform.database)
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    assert failures == []
    with platform.database.reading() as session:
        assert set(session.scalars(select(Testimony.id))) == set(written)


def _order_in_file(platform, identifiers: list[UUID]) -> list[UUID]:
    """Return the messages whose words went to pages of their own, in the order of these pages in the file."""
    with platform.database.engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with platform.database.reading() as session:
        boxes = {each.id: each.original_box for each in session.scalars(select(Testimony))}
    content = Path(platform.settings.home / "hcec.db").read_bytes()
    places = {each: content.find(boxes[each][-64:]) for each in identifiers if len(boxes[each]) > 5000}
    assert all(place > 0 for place in places.values())
    return sorted(places, key=lambda each: places[each])
