"""Sealing everything anew under the newest key, a few rows at a time, while others read and write (ATTACKS 37).

No progress is written down: a box begins with the identifier of its key, so whatever was killed goes on where it was.
A row that somebody holds is left for the next round; a box that does not open is counted, never replaced.
"""

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, LargeBinary, Row, Select, Table, func, literal, or_, select
from sqlalchemy.orm import Session

from hcec import db, keys, migrations

AT_ONCE = 50
REST = 0.02  # seconds between two transactions: whoever waits to write gets a turn
PATIENCE = 60.0  # seconds for rows that somebody holds


@dataclass(slots=True)
class Resealed:
    """How many rows were sealed anew, those that do not open by table, and whether some stayed held by others."""

    rows: int = 0
    unreadable: Counter[str] = field(default_factory=Counter)
    is_held_up: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left under a former key."""
        return not (self.unreadable or self.is_held_up)


def sealed_columns() -> dict[Table, list[Column[bytes]]]:
    """Return every column that holds boxes, by table."""
    migrations.load_models()
    found: dict[Table, list[Column[bytes]]] = {}
    for mapper in db.Base.registry.mappers:
        boxes = [each for each in vars(mapper.class_).values() if isinstance(each, keys.Sealed | keys.SealedBytes)]
        if boxes:
            table = db.Base.metadata.tables[mapper.class_.__tablename__]
            found[table] = [table.c[each.column] for each in boxes]
    return found


def reseal(database: db.Database, ring: keys.Keyring) -> Resealed:
    """Bring every box under the first key of the ring; return what was done and what could not be."""
    done = Resealed()
    for table, columns in sealed_columns().items():
        until = time.monotonic() + PATIENCE
        while True:
            moved, bad = _round(database, ring, table, columns)
            done.rows += moved
            if _count(database, ring, table, columns) <= bad:
                break
            if time.monotonic() > until:
                done.is_held_up = True
                break
            time.sleep(REST)
        if bad:
            done.unreadable[table.name] = bad
    return done


def is_whole(database: db.Database, ring: keys.Keyring) -> bool:
    """Return whether every box is under the first key of the ring."""
    return not any(_count(database, ring, table, columns) for table, columns in sealed_columns().items())


def _round(database: db.Database, ring: keys.Keyring, table: Table, columns: list[Column[bytes]]) -> tuple[int, int]:
    """Go once through a table, in short transactions; return how many rows moved and how many do not open."""
    moved, bad, last = 0, 0, None
    while True:
        with database.transaction() as session:
            rows = session.execute(_stale_rows(ring, table, columns, last)).all()
            for row in rows:
                is_moved = _reseal_row(session, ring, table, columns, row)
                moved, bad = moved + is_moved, bad + (not is_moved)
        if len(rows) < AT_ONCE:
            return moved, bad
        last = rows[-1][0]
        time.sleep(REST)


def _reseal_row(
    session: Session, ring: keys.Keyring, table: Table, columns: list[Column[bytes]], row: Row[Any]
) -> bool:
    """Seal anew each box of a row; return whether all of them opened in their own place."""
    fresh, is_whole = dict[str, bytes](), True
    for column in columns:
        box: bytes | None = row._mapping[column]
        if box is None or bytes(box[: keys.KEY_ID_BYTES]) == ring.key_id:
            continue
        place = keys.place_of(table.name, column.name, row[0])
        try:
            fresh[column.name] = ring.seal(ring.unseal(bytes(box), place=place), place=place)
        except keys.Unreadable:
            is_whole = False
    if fresh:
        session.execute(table.update().where(_key(table) == row[0]).values(fresh))
    return is_whole


def _stale_rows(ring: keys.Keyring, table: Table, columns: list[Column[bytes]], last: UUID | None) -> Select[Any]:
    """Select the next rows with a box under a former key; what others hold is skipped, so that nobody waits for it."""
    found = select(_key(table), *columns).where(_is_stale(ring, columns)).order_by(_key(table)).limit(AT_ONCE)
    return (found if last is None else found.where(_key(table) > last)).with_for_update(skip_locked=True)


def _key(table: Table) -> Column[Any]:
    """Return the column that names the rows, whatever it is called: boxes are bound to it."""
    [column] = table.primary_key
    return column


def _count(database: db.Database, ring: keys.Keyring, table: Table, columns: list[Column[bytes]]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table).where(_is_stale(ring, columns))) or 0


def _is_stale(ring: keys.Keyring, columns: list[Column[bytes]]) -> ColumnElement[bool]:
    begins = literal(ring.key_id, LargeBinary())
    return or_(*(func.substr(column, 1, keys.KEY_ID_BYTES, type_=LargeBinary()) != begins for column in columns))
