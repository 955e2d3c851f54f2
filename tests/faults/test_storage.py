"""ATTACKS 32: the database full, read-only, locked, gone, and back. Nothing typed is lost; all is well afterwards."""

import resource
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from sqlalchemy import text

from hcec.permissions import Role

SQLITE = "sqlite"
on_sqlite = pytest.mark.parametrize("_database", ["sqlite"], indirect=True)
on_postgres = pytest.mark.parametrize("_database", ["postgres"], indirect=True)


def file_of(url):
    return Path(url.removeprefix("sqlite:///"))


@contextmanager
def moved_away(url):
    path = file_of(url)
    elsewhere = path.with_suffix(".moved")
    path.rename(elsewhere)
    try:
        yield
    finally:
        elsewhere.rename(path)


@on_sqlite
def test_a_full_disk_loses_nothing(platform, refused, is_sent_at_last, stored, child, hurt):
    with platform.database.engine.connect() as connection:
        connection.commit()
        connection.connection.cursor().execute("VACUUM")
        pages = connection.scalar(text("PRAGMA page_count"))
    with hurt(f"PRAGMA max_page_count={pages}"):
        refused()
        assert child.get("/messages/").status == 200
    assert is_sent_at_last()


@on_sqlite
def test_a_file_that_cannot_grow_loses_nothing(platform, refused, is_sent_at_last, stored):
    platform.database.dispose()  # the log starts again from nothing
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16 * 1024, hard))
    try:
        refused()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert is_sent_at_last()


def test_a_read_only_database_loses_nothing(platform, refused, is_sent_at_last, child, hurt):
    statement = {SQLITE: "PRAGMA query_only=1"}.get(platform.database.engine.dialect.name)
    with hurt(statement or "SET default_transaction_read_only=on"):
        refused()
        assert child.get("/messages/").status == 200
    assert is_sent_at_last()


def test_a_lock_that_is_held_loses_nothing_and_stops_no_reader(platform, refused, is_sent_at_last, child, hurt):
    is_sqlite = platform.database.engine.dialect.name == SQLITE
    with platform.database.writing() as holder:
        holder.execute(text("SELECT 1" if is_sqlite else "LOCK TABLE testimony IN SHARE ROW EXCLUSIVE MODE"))
        with hurt("PRAGMA busy_timeout=50" if is_sqlite else "SET lock_timeout='50ms'"):
            refused()
            assert child.get("/messages/").status == 200
    assert is_sent_at_last()


def test_the_longest_wait_is_bounded_on_both_databases(platform):
    """A lock held for a minute holds a request for ten seconds at most."""
    with platform.database.engine.connect() as connection:
        if connection.dialect.name == SQLITE:
            assert connection.scalar(text("PRAGMA busy_timeout")) == 10_000
            assert connection.scalar(text("PRAGMA synchronous")) == 2
        else:
            assert connection.scalar(text("SHOW lock_timeout")) == "10s"


@on_sqlite
def test_a_database_gone_and_back_loses_nothing(platform, refused, is_sent_at_last, child):
    with moved_away(platform.settings.database_url):
        refused()
        assert child.get("/sante").status == 503
        assert child.get("/aide").status == 200
        assert child.get("/messages/").status == 503
        assert not file_of(platform.settings.database_url).exists(), "an empty database would hide the loss"
    assert child.get("/sante").status == 200
    assert is_sent_at_last()


@on_sqlite
def test_a_database_put_back_from_elsewhere_is_the_one_that_is_written(platform, is_sent_at_last, child, stored):
    """After a restore, a connection to the former file would take messages that nobody could ever find."""
    path = file_of(platform.settings.database_url)
    assert child.get("/messages/").status == 200
    with platform.database.engine.connect() as connection:
        connection.connection.cursor().execute(f"VACUUM INTO '{path.with_suffix('.copy')}'")
    path.with_suffix(".copy").replace(path)
    for shadow in (f"{path}-wal", f"{path}-shm"):
        Path(shadow).unlink(missing_ok=True)
    assert is_sent_at_last()
    platform.database.dispose()
    assert stored() == 1


@on_postgres
def test_a_server_that_stops_and_starts_again_loses_nothing(platform, refused, is_sent_at_last, child, postgres_server):
    name = urlsplit(platform.settings.database_url).path.strip("/")
    with psycopg.connect(postgres_server.server_url, autocommit=True) as server:
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        try:
            server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
            refused()
            assert child.get("/sante").status == 503
        finally:
            server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    assert is_sent_at_last()
    with psycopg.connect(postgres_server.server_url, autocommit=True) as server:
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
    assert child.get("/messages/").status == 200, "connections cut while idle are opened again"


@on_sqlite
def test_without_its_sessions_the_platform_refuses_kindly_and_the_way_out_stays_open(
    platform, refused, is_sent_at_last, child
):
    with moved_away(platform.settings.volatile_url):
        refused()
        assert child.get("/aide").status == 200
        assert child.get("/messages/").status == 503
        assert child.get("/entrer").status == 503, "a form whose token nobody keeps would be refused"
    assert is_sent_at_last()
    with moved_away(platform.settings.volatile_url):
        answer = child.client.get("/sortir", base_url=child.base)
        assert answer.status_code < 400
        assert "Expires=Thu, 01 Jan 1970" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize("who", [Role.MODERATOR, Role.OBSERVATORY])
@on_sqlite
def test_staff_read_a_page_too_when_the_database_is_gone(platform, browser_of, who):
    desk = browser_of(who)
    with moved_away(platform.settings.database_url):
        assert desk.get("/equipe/").status == 503
    assert desk.get("/equipe/").status == 200
