"""What the storage itself would tell: order of pages, versions of rows, what was deleted. Erased each night (A4).

The tables of the youth side are those that keep no row number on SQLite; on PostgreSQL they are written anew, in one
transaction, then laid out in the order of their random keys.
"""

from typing import Any

from sqlalchemy import Engine, Table, text
from sqlalchemy.orm import Session

from hcec import db


def tidy(database: db.Database) -> None:
    """Leave nothing that tells which rows were written together, nor what was deleted today."""
    for engine, metadata in (
        (database.engine, db.Base.metadata),
        (database.volatile_engine, db.VolatileBase.metadata),
    ):
        if engine.dialect.name == "sqlite":
            _rebuild_file(engine)
        else:
            _rewrite(engine, [table for table in metadata.sorted_tables if is_unordered(table)])


def is_unordered(table: Table) -> bool:
    """Return whether this table must keep no trace of the order in which its rows came."""
    return table.dialect_options["sqlite"]["with_rowid"] is False


def _rebuild_file(engine: Engine) -> None:
    """Write the file anew in the order of keys; `secure_delete` zeroes what goes. Then empty the write-ahead log."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.close()
    finally:
        connection.close()


def _rewrite(engine: Engine, tables: list[Table]) -> None:
    """Give every row the version of one transaction, then write each table in the order of its keys."""
    with Session(engine) as session, session.begin():
        for table in tables:
            column = list(table.c)[-1]
            session.execute(table.update().values({column: column}))
    for table in tables:  # CLUSTER also writes anew what is kept beside the rows, whose numbers follow one another
        with engine.begin() as connection:
            connection.execute(text(f"CLUSTER {_quoted(engine, table.name)} USING {_quoted(engine, _key(table))}"))


def _key(table: Table) -> str:
    return str(table.primary_key.name)


def _quoted(engine: Engine, name: Any) -> str:
    return engine.dialect.identifier_preparer.quote(name)
