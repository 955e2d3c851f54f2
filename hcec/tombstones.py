"""What was erased, as keyed hashes in one sorted file outside the databases: an older backup brings nothing back.

The file tells no name and no order; without the pepper it tells nothing at all.
"""

import fcntl
import os
from collections.abc import Iterable
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from hcec import keys

FILE = "erased"
HASH_BYTES = 16
_PENDING = "tombstones"

_home: ContextVar[Path | None] = ContextVar("tombstones_home", default=None)


def use(home: Path) -> None:
    """Keep the file in this folder, for the present context."""
    _home.set(home)


def mark(session: Session, kind: str, *identifiers: bytes) -> None:
    """Note that these are erased; written just before the transaction commits, forgotten if it rolls back.

    `kind` is a table, or `<table>.words` where the row stays.
    """
    session.info.setdefault(_PENDING, set()).update(_hash(kind, each) for each in identifiers)


def erased(kind: str, identifiers: Iterable[bytes]) -> list[bytes]:
    """Return those that were erased once."""
    held = _read(_path())
    return [each for each in identifiers if _hash(kind, each) in held]


def _hash(kind: str, identifier: bytes) -> str:
    return keys.current().keyed_hash("tombstone", kind.encode() + b":" + identifier)[:HASH_BYTES].hex()


def _path() -> Path:
    home = _home.get()
    if home is None:
        raise LookupError("no folder for tombstones")
    return home / FILE


def _read(path: Path) -> set[str]:
    return set(path.read_text().split()) if path.exists() else set()


@event.listens_for(Session, "before_commit")
def _write(session: Session) -> None:
    """Before, not after: a tombstone too many erases what somebody wanted erased, one too few brings it back."""
    pending = session.info.pop(_PENDING, None)
    if not pending:
        return
    path = _path()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)  # several processes write; the file is replaced whole
        _replace(path, _read(path) | pending)
        os.fsync(folder)
    finally:
        os.close(folder)


def _replace(path: Path, hashes: set[str]) -> None:
    new = path.with_suffix(".new")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.writelines(f"{each}\n" for each in sorted(hashes))
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, path)


@event.listens_for(Session, "after_rollback")
def _forget(session: Any) -> None:
    session.info.pop(_PENDING, None)
