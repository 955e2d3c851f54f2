"""A running platform on each database.

Fixtures: `platform` (parametrised: every test that reaches it runs on SQLite and on PostgreSQL, from empty tables),
`session` (a writing session, rolled back at the end), `app`, `browser` (a signed-out test client that checks pages),
`frozen` (`frozen(moment)` holds the clock until the end of the test).
"""

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from hcec import clock, create_app, db, mail
from hcec.cli.installing import prepare
from hcec.config import Settings
from hcec.platform import start
from tests.page import Browser

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=PARIS)


def settings_for(home: Path, database_url: str | None = None, **environ: str) -> Settings:
    """Return settings for a home folder, as the environment would give them."""
    env = {"HCEC_HOME": str(home), "HCEC_PUBLIC_URL": "http://localhost", **environ}
    return Settings.from_env(env | ({"HCEC_DATABASE_URL": database_url} if database_url else {}))


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def _database(request, tmp_path_factory):
    """One platform a session and database; tables are emptied between tests."""
    home = tmp_path_factory.mktemp(request.param)
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    settings = settings_for(home, url)
    prepare(settings)
    platform = start(settings)
    yield platform
    platform.database.dispose()


@pytest.fixture
def platform(_database):
    """A platform whose tables are empty."""
    _database.activate()
    _database._department_until = 0.0
    with clock.frozen(MONDAY):
        yield _database
    empty(_database.database)


def empty(database: db.Database) -> None:
    """Empty every table of both databases."""
    for engine, metadata in (
        (database.engine, db.Base.metadata),
        (database.volatile_engine, db.VolatileBase.metadata),
    ):
        names = [table.name for table in metadata.sorted_tables]
        with engine.execution_options(writes=True).connect() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text(f"TRUNCATE {', '.join(names)} CASCADE"))
                connection.commit()
                continue
            connection.commit()
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=1")
            for name in reversed(names):
                connection.execute(text(f"DELETE FROM {name}"))
            connection.commit()


@pytest.fixture
def session(platform):
    """A session that may write."""
    with platform.database.writing() as opened:
        yield opened


@pytest.fixture(scope="session")
def _application(_database):
    """One application a session and database: its doors and compiled templates hold nothing of a test."""
    _database.activate()
    return create_app(_database)


@pytest.fixture
def app(_application, platform):
    """The web application on this platform."""
    return _application


@pytest.fixture
def browser(app):
    """A signed-out visitor."""
    return Browser(app)


@pytest.fixture
def frozen(platform):
    """Hold the clock at a moment until the end of the test."""
    with ExitStack() as stack:
        yield lambda moment: stack.enter_context(clock.frozen(moment))


@pytest.fixture
def outbox():
    """Mails that would have been sent."""
    yield mail.capture()
    mail.stop_capture()


@pytest.fixture
def crip_key(platform):
    """The CRIP's private key, its public half decided by the département."""
    from nacl.public import PrivateKey

    from hcec.department.services import change

    private = PrivateKey.generate()
    with platform.database.transaction() as opened:
        change(opened, actor="platform", role="administrator", crip_public_key=bytes(private.public_key).hex())
    platform._department_until = 0.0
    return bytes(private)
