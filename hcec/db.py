"""Engines, sessions and column types. Two databases: the main one, and a volatile one that is never backed up."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

from sqlalchemy import DDL, CursorResult, DateTime, Engine, Enum, MetaData, Uuid, create_engine, event, text
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator
from werkzeug.local import LocalProxy

from hcec.config import Settings


def _column_of_enum(constraint: Any, table: Any) -> str:
    """Tell apart the checks of two columns with the same enum: PostgreSQL refuses two constraints of one name."""
    columns = list(constraint.columns)
    return f"_{columns[0].name}" if constraint._type_bound and columns else ""


NAMES: dict[str, Any] = {
    "column_of_enum": _column_of_enum,
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s%(column_of_enum)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "busy_timeout": 10_000,
}
WAIT_SECONDS = 10  # for a lock or a free connection, on both databases: then a 503 that keeps what was typed


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Refuse a moment that does not know its zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment must be aware")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """SQLite forgets zones; what is kept is UTC."""
        return value and (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))


COLUMN_TYPES: dict[Any, Any] = {
    UUID: Uuid(),
    datetime: Moment(),
    StrEnum: Enum(
        StrEnum,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda enum: [member.value for member in enum],
    ),
}


class Base(DeclarativeBase):
    """Tables of the main database."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = COLUMN_TYPES


class VolatileBase(DeclarativeBase):
    """Tables that a restore must find empty: sessions, limits, one-time links, queue."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = COLUMN_TYPES


@event.listens_for(VolatileBase.metadata, "before_create")
def _volatile_tables_are_unlogged(metadata: MetaData, connection: Any, **options: Any) -> None:
    for table in metadata.tables.values():
        if not table.info.get("unlogged"):
            table.info["unlogged"] = True
            unlogged = DDL("ALTER TABLE %(table)s SET UNLOGGED").execute_if(dialect="postgresql")
            event.listen(table, "after_create", unlogged)


class Database:
    """The two engines, and the ways to open a session."""

    def __init__(self, settings: Settings, *, creates: bool = False) -> None:
        """Open both. Unless it `creates` them, a file that is away is an error, never a new and empty one."""
        self.engine = open_engine(settings.database_url, creates=creates)
        self.volatile_engine = open_engine(settings.volatile_url, creates=creates)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that may write: committed at the end, rolled back on any exception."""
        with self.writing() as session, session.begin():
            yield session

    def writing(self) -> Session:
        """A session whose first statement takes the write lock (`BEGIN IMMEDIATE` on SQLite)."""
        return Session(self.engine.execution_options(writes=True))

    def reading(self) -> Session:
        """A session that only reads and holds no lock."""
        return Session(self.engine)

    @contextmanager
    def volatile(self) -> Iterator[Session]:
        """A short transaction on the volatile database."""
        with Session(self.volatile_engine.execution_options(writes=True)) as session, session.begin():
            yield session

    def volatile_reading(self) -> Session:
        """A session that only reads the volatile database."""
        return Session(self.volatile_engine)

    def dispose(self) -> None:
        """Close every connection."""
        self.engine.dispose()
        self.volatile_engine.dispose()


def open_engine(url: str, *, creates: bool = True) -> Engine:
    """Return an engine whose every connection carries the safe settings."""
    common: dict[str, Any] = {"hide_parameters": True, "pool_timeout": WAIT_SECONDS}
    if not url.startswith("sqlite"):
        patience = {"connect_timeout": WAIT_SECONDS, "options": f"-c lock_timeout={WAIT_SECONDS}s"}
        return create_engine(url, pool_size=8, max_overflow=8, pool_pre_ping=True, connect_args=patience, **common)
    engine = create_engine(url, module=_sqlite(), connect_args={"timeout": WAIT_SECONDS}, **common)
    if not creates:
        event.listen(engine, "do_connect", _open_existing)
        event.listen(engine, "checkout", _refuse_lost_file)
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _sqlite() -> Any:
    """Prefer the newer SQLite of `pysqlite3`: versions before 3.51.3 may lose a WAL reset with several writers."""
    try:
        import pysqlite3
    except ImportError:
        import sqlite3 as pysqlite3
    return pysqlite3


def _set_pragmas(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # transactions are opened by _begin alone
    cursor = connection.cursor()
    for name, value in PRAGMAS.items():
        cursor.execute(f"PRAGMA {name}={value}")
        held = cursor.execute(f"PRAGMA {name}").fetchone()
        if held is None or str(held[0]) != str(value):
            raise RuntimeError(f"SQLite refused PRAGMA {name}={value}")
    cursor.close()


def _open_existing(dialect: Any, record: Any, arguments: list[Any], options: dict[str, Any]) -> None:
    path = arguments[0]
    arguments[0], options["uri"] = f"file:{quote(path)}?mode=rw", True
    record.info["file"] = path, _inode(path)


def _refuse_lost_file(connection: Any, record: Any, proxy: Any) -> None:
    """A file moved away or replaced would still take writes that nobody would ever find again."""
    path, inode = record.info["file"]
    if _inode(path) != inode:
        raise DisconnectionError("the database file is no longer the one that was opened")


def _inode(path: str) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _begin(connection: Any) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def lock(session: Session, name: str) -> None:
    """Let one transaction at a time pass this name. SQLite's single writer needs nothing more."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})


def rows_touched(result: object) -> int:
    """Return how many rows a DELETE or an UPDATE touched. Raises TypeError on the result of anything else."""
    if not isinstance(result, CursorResult):
        raise TypeError(type(result).__name__)
    return int(result.rowcount)


def sqlite_version() -> tuple[int, ...]:
    """Return the version of the SQLite in use."""
    return tuple(_sqlite().sqlite_version_info)


_database: ContextVar[Database] = ContextVar("database")
_session: ContextVar[Session] = ContextVar("session")
session: Session = cast(Session, LocalProxy(_session))


def use(database: Database) -> None:
    """Make this the database of the present context."""
    _database.set(database)


def current() -> Database:
    """Return the database in use. Raises LookupError outside a request or a command."""
    return _database.get()


def open_session(*, writes: bool) -> Token[Session]:
    """Open the one session of a request; close it with `close_session`."""
    return _session.set(current().writing() if writes else current().reading())


def close_session(token: Token[Session]) -> None:
    """Roll back what was not committed and forget the session."""
    _session.get().close()
    _session.reset(token)
