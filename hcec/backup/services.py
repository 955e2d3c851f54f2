"""Writing a backup and reading one back.

A backup is a logical copy taken in one read transaction: every table of the main database, each in the order of its
keys, so that it tells nothing of the order in which rows came. The volatile database and the key file are never in it.
"""

import gzip
import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version
from typing import Any

import pyrage
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, delete, func, select
from sqlalchemy.orm import Session

from hcec import db, keys, migrations
from hcec.backup.encoding import decode_row, encode_row
from hcec.backup.ordering import named_first, names_its_own
from hcec.backup.replaying import erase_again

FORMAT = 1
AT_ONCE = 500
PURPOSE = "backup"


class NotABackup(Exception):
    """This file does not open with this key, is damaged, or was made by a platform with other keys."""


class OtherRevision(Exception):
    """The backup was made by another version of the platform; the message is that version."""


class DatabaseInUse(Exception):
    """There are rows already: a restore never mixes with what is there."""


def new_key() -> tuple[str, str]:
    """Return a private key and its public half, in age's own form."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def write(database: db.Database, *, public_key: str, now: datetime) -> bytes:
    """Return the main database as it stands at one moment, sealed to the backup key."""
    migrations.load_models()
    recipient = pyrage.x25519.Recipient.from_str(public_key)
    engine = database.engine
    level = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    digest, lines, count = hashlib.sha256(), [], 0
    with engine.connect().execution_options(**level) as connection:
        for line in _lines(connection, now):
            digest.update(line.encode())
            lines.append(line.encode())
            count += 1
    mac = keys.current().keyed_hash(PURPOSE, digest.digest()).hex()
    lines.append(json.dumps({"lines": count, "mac": mac}).encode())
    sealed: bytes = pyrage.encrypt(gzip.compress(b"\n".join(lines), mtime=0), [recipient])
    return sealed


def read(database: db.Database, sealed: bytes, *, private_key: str) -> int:
    """Fill an empty, current database from a backup, and erase again what was erased since; return how many of those.

    Sessions, limits, one-time links are emptied. Raises NotABackup, OtherRevision, DatabaseInUse: then nothing changed.
    """
    migrations.load_models()
    lines = _opened(sealed, private_key)
    with database.engine.execution_options(writes=True).begin() as connection:
        if json.loads(lines[0])["revision"] != _revision(connection):
            raise OtherRevision(json.loads(lines[0])["version"])
        if any(connection.scalar(select(func.count()).select_from(table)) for table in db.Base.metadata.sorted_tables):
            raise DatabaseInUse
        _insert(connection, lines[1:])
        with Session(connection) as session:
            erased = erase_again(session)
            session.flush()
    with database.volatile() as volatile:
        for table in db.VolatileBase.metadata.sorted_tables:
            volatile.execute(delete(table))
    return erased


def _lines(connection: Connection, now: datetime) -> Iterator[str]:
    revision = _revision(connection)
    yield json.dumps(
        {"format": FORMAT, "version": version("hcec"), "revision": revision, "made_at": f"{now:%Y-%m-%dT%H:%M}"}
    )
    for table in db.Base.metadata.sorted_tables:
        yield json.dumps({"table": table.name, "columns": [column.key for column in table.c]})
        for row in connection.execute(select(table).order_by(*table.primary_key)):
            yield encode_row(table, row)


def _opened(sealed: bytes, private_key: str) -> list[str]:
    """Return every line but the last, once it has vouched for the others."""
    try:
        identity = pyrage.x25519.Identity.from_str(private_key.strip())
        *lines, last = gzip.decompress(pyrage.decrypt(sealed, [identity])).split(b"\n")
        mac = bytes.fromhex(json.loads(last)["mac"])
    except (pyrage.DecryptError, pyrage.IdentityError, OSError, ValueError, KeyError) as refusal:
        raise NotABackup from refusal
    if mac != keys.current().keyed_hash(PURPOSE, hashlib.sha256(b"".join(lines)).digest()):
        raise NotABackup
    return [line.decode() for line in lines]


def _insert(connection: Connection, lines: list[str]) -> None:
    table, rows = None, list[dict[str, Any]]()
    for line in lines:
        held = json.loads(line)
        if isinstance(held, dict):
            _flush(connection, table, rows)
            table = db.Base.metadata.tables[held["table"]]
        elif table is not None:
            rows.append(decode_row(table, held))
        if len(rows) >= AT_ONCE and table is not None and not names_its_own(table):
            _flush(connection, table, rows)
    _flush(connection, table, rows)


def _flush(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(table.insert(), named_first(table, rows))
        rows.clear()


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
