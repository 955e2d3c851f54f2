"""A backup taken and restored elsewhere: another home, an empty database of the same kind, the same keys."""

import shutil
from contextlib import contextmanager

from sqlalchemy import select

from hcec import clock, db, tombstones
from hcec.backup import services
from hcec.cli.installing import prepare
from hcec.platform import KEY_FILE, start
from tests.platform import settings_for

PRIVATE, PUBLIC = services.new_key()


def take(platform) -> bytes:
    """Return a backup of the platform as it is now."""
    platform.activate()
    return services.write(platform.database, public_key=PUBLIC, now=clock.now())


@contextmanager
def elsewhere(platform, home, url=None):
    """Start an empty platform with the keys and the tombstones of another."""
    home.mkdir(mode=0o700)
    for name in (KEY_FILE, tombstones.FILE):
        if (platform.settings.home / name).exists():
            shutil.copy2(platform.settings.home / name, home / name)
    settings = settings_for(home, url)
    prepare(settings)
    other = start(settings)
    try:
        yield other
    finally:
        other.database.dispose()
        platform.activate()


def contents(database: db.Database) -> dict[str, list[tuple]]:
    """Return every row of the main database, in the order of the keys."""
    with database.engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in db.Base.metadata.sorted_tables
        }
