"""The migrations lead to the models, constraints included, on both databases; and back."""

import re

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from hcec import migrations
from hcec.db import Base, open_engine

VERSION = re.compile(r"\d{4}_[a-z]+_[a-z0-9_]+\.py")


@pytest.fixture(params=["sqlite", "postgresql"])
def new_engine(request, tmp_path):
    """Return a function that opens one more empty database."""
    engines = []

    def open_one():
        if request.param == "sqlite":
            url = f"sqlite:///{tmp_path / f'{len(engines)}.db'}"
        else:
            url = request.getfixturevalue("postgres_server").create()
        engines.append(open_engine(url))
        return engines[-1]

    yield open_one
    for engine in engines:
        engine.dispose()


@pytest.fixture
def migrated(new_engine):
    engine = new_engine()
    migrations.upgrade(engine)
    return engine


@pytest.fixture
def declared(new_engine):
    engine = new_engine()
    migrations.load_models()
    Base.metadata.create_all(engine)
    return engine


def checks(engine):
    """Return what the database refuses, table by table."""
    inspector = inspect(engine)
    return {
        (table, check["name"], " ".join(check["sqltext"].split()))
        for table in inspector.get_table_names()
        for check in inspector.get_check_constraints(table)
    }


def tables_without_rowid(engine):
    """Return the SQLite tables that keep no storage order (A4)."""
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT name FROM sqlite_master WHERE sql LIKE '%WITHOUT ROWID%'"))
        return set(rows.scalars())


def is_ours(name, kind, parents):
    """FTS5 keeps tables of its own beside the index of the shelf; they follow from `shelf_item`."""
    return kind != "table" or not name.startswith("shelf_index")


def test_the_migrations_lead_to_the_tables_of_the_models(migrated):
    migrations.load_models()
    with migrated.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_ours})
        assert compare_metadata(context, Base.metadata) == []


def test_the_migrations_lead_to_the_constraints_of_the_models(migrated, declared):
    assert checks(migrated) == checks(declared)


def test_the_migrations_keep_no_storage_order_where_the_models_keep_none(migrated, declared):
    """On SQLite by the tables; PostgreSQL rewrites its rows at night (tests/attacks/test_storage_order.py)."""
    if migrated.dialect.name == "sqlite":
        assert tables_without_rowid(migrated) == tables_without_rowid(declared) != set()


def test_the_migrations_lead_to_the_index_of_the_models(migrated, declared):
    """What alembic does not compare: a table of FTS5 and its triggers, an index over an expression."""
    if migrated.dialect.name == "sqlite":
        found = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' OR sql LIKE '%fts5%' ORDER BY name"
    else:
        found = "SELECT indexname, indexdef FROM pg_indexes WHERE indexdef LIKE '%tsvector%' ORDER BY indexname"
    held = []
    for engine in (migrated, declared):
        with engine.connect() as connection:
            held.append(connection.execute(text(found)).all())
    assert held[0] == held[1] != []


def test_the_way_back_leaves_nothing_and_the_way_up_works_again(migrated):
    migrations.downgrade(migrated, "base")
    assert set(inspect(migrated).get_table_names()) <= {"alembic_version"}
    migrations.upgrade(migrated)


def test_each_migration_says_what_it_does_and_why():
    scripts = ScriptDirectory.from_config(migrations.alembic_config())
    revisions = list(scripts.walk_revisions())
    assert len(scripts.get_heads()) == 1
    for revision in revisions:
        assert VERSION.fullmatch(revision.path.rpartition("/")[2])
        assert len(revision.doc.strip()) > 20
