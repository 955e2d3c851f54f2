"""Starting the platform for a command."""

from collections.abc import Iterator
from contextlib import contextmanager

from hcec.config import Settings
from hcec.platform import Platform, WrongSchema, start


@contextmanager
def running() -> Iterator[Platform]:
    """Open the platform that the environment describes. A wrong schema ends the command with one plain line."""
    try:
        platform = start(Settings.from_env())
    except WrongSchema as refusal:
        raise SystemExit(f"hcec : {refusal}") from refusal
    try:
        yield platform
    finally:
        platform.database.dispose()
