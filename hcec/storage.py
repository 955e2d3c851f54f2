"""What the storage itself would tell: order of pages, versions of rows, what was deleted. Erased each night (A4).

The tables of the youth side are those that keep no row number on SQLite; on PostgreSQL they are written anew, in one
transaction, then laid out in the order of their random keys. There, whoever holds an older look at the database (a
dump, a long reading, an analyze) makes a laying out keep row versions that nobody needs any more: it is done again
until none is kept, and what stays all the same is told.
"""

from time import sleep
from typing import Any

from sqlalchemy import Column, Engine, LargeBinary, Table, func, literal, select, text

from hcec import db

PATIENCE = (1.0, 4.0, 10.0)  # seconds before each new try, so that who looks is gone


def tidy(database: db.Database) -> tuple[str, ...]:
    """Leave nothing that tells which rows were written together, nor what was deleted today.

    Return the tables that keep row versions all the same, because somebody looked on: to be tried again.
    """
    kept: list[Table] = []
    for engine, metadata in (
        (database.engine, db.Base.metadata),
        (database.volatile_engine, db.VolatileBase.metadata),
    ):
        if engine.dialect.name == "sqlite":
            _rebuild_file(engine)
        else:
            _rewrite(engine, [table for table in metadata.sorted_tables if is_unordered(table)])
            kept += _lay_out_wholly(engine, metadata.sorted_tables)  # of all: what was erased leaves their files too
    return tuple(table.name for table in kept)


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
    """Lay rows out by key, then give them all the version of one transaction; a second laying out drops the former.

    Long values live beside the rows under numbers that follow one another, and CLUSTER keeps these numbers: adding
    nothing to each value makes them anew, in the order of the first laying out.
    """
    _lay_out(engine, tables)
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL synchronize_seqscans = off"))  # each table from its first row
        for table in tables:
            connection.execute(table.update().values(_the_same(table)))


def _lay_out_wholly(engine: Engine, tables: list[Table]) -> list[Table]:
    """Lay tables out until none keeps a row version that nobody may see; return those that do after every try."""
    kept = _lay_out(engine, tables)
    for pause in PATIENCE:
        if not kept:
            break
        sleep(pause)
        kept = _lay_out(engine, kept)
    return kept


def _lay_out(engine: Engine, tables: list[Table]) -> list[Table]:
    """Lay each table out by key; return those that keep more row versions than they have rows.

    CLUSTER leaves in `reltuples` how many versions it wrote; in its own transaction nobody else changes a row.
    """
    quote = engine.dialect.identifier_preparer.quote
    written = text("SELECT reltuples::bigint FROM pg_class WHERE oid = to_regclass(:name)")
    kept = []
    for table in tables:
        name = quote(table.name)
        with engine.begin() as connection:
            connection.execute(text(f"CLUSTER {name} USING {quote(str(table.primary_key.name))}"))
            rows = connection.scalar(select(func.count()).select_from(table))
            if connection.scalar(written, {"name": name}) != rows:
                kept.append(table)
    return kept


def _the_same(table: Table) -> dict[Column[Any], Any]:
    """Return values that write each row anew and change nothing in it."""
    boxes = [column for column in table.c if isinstance(column.type, LargeBinary)]
    last = list(table.c)[-1]
    return {last: last} | {column: column.concat(literal(b"", LargeBinary())) for column in boxes}
