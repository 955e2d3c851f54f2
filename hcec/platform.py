"""What a running platform holds: settings, databases, keyring. Web, command line and worker start here."""

import time
from dataclasses import dataclass, field

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from hcec import clock, db, keys, tombstones
from hcec.config import Settings, UnsafeSettings
from hcec.department.services import Department, load
from hcec.migrations import alembic_config

KEY_FILE = "keys.json"
DEPARTMENT_SECONDS = 5.0


class WrongSchema(Exception):
    """The database is not at the revision this code needs; the message says what to run."""


@dataclass(slots=True)
class Platform:
    """One département's running parts."""

    settings: Settings
    database: db.Database
    keyring: keys.Keyring
    _department: Department = field(default_factory=Department)
    _department_until: float = 0.0
    _keys_seen: tuple[int, int] | None = None

    def activate(self) -> None:
        """Make these the parts of the present context."""
        self._reread_keys()
        db.use(self.database)
        keys.use(self.keyring)
        clock.use_zone(self.settings.timezone)
        tombstones.use(self.settings.home)

    def _reread_keys(self) -> None:
        """Take up a key that was drawn meanwhile (`hcec keys rotate`): the same ring, with another key in front."""
        path = self.settings.home / KEY_FILE
        try:
            stat = path.stat()
            if (seen := (stat.st_ino, stat.st_mtime_ns)) == self._keys_seen:
                return
            found = keys.load_keyring(path)
        except (OSError, keys.UnsafeKeys):
            return  # what is running keeps the keys it has; doctor and the next start say what is wrong
        if (found.pepper, found.web_secret) == (self.keyring.pepper, self.keyring.web_secret):
            self.keyring, self._keys_seen = found, seen

    def department(self) -> Department:
        """Return what the département decided, at most a few seconds old; the last known when the database is away."""
        if time.monotonic() >= self._department_until:
            try:
                with self.database.reading() as session:
                    self._department = load(session)
                self._department_until = time.monotonic() + DEPARTMENT_SECONDS
            except SQLAlchemyError:
                self._department_until = time.monotonic() + 1.0
        return self._department


def start(settings: Settings, *, check_schema: bool = True) -> Platform:
    """Open the databases and the key file.

    Raises UnsafeSettings, UnsafeKeys, WrongSchema: the platform refuses to start and says why (ATTACKS 20).
    """
    keyring = keys.load_keyring(settings.home / KEY_FILE)
    platform = Platform(settings, open_databases(settings), keyring)
    if check_schema:
        require_current(platform.database)
    platform.activate()
    return platform


def open_databases(settings: Settings) -> db.Database:
    """Return the two databases, not connected yet. Raises UnsafeSettings."""
    try:
        return db.Database(settings)
    except ImportError as missing:
        raise UnsafeSettings("Il manque le pilote PostgreSQL. Lancez : pip install 'hcec[postgres]'") from missing
    except (ArgumentError, ValueError) as unreadable:
        raise UnsafeSettings("HCEC_DATABASE_URL ne se lit pas ; par exemple postgresql://hote/hcec") from unreadable


def require_current(database: db.Database) -> None:
    """Raise WrongSchema, with what to do, unless the database answers and is at the newest migration."""
    try:
        database.volatile_engine.connect().close()
        if is_current(database):
            return
    except DBAPIError as away:
        raise WrongSchema("La base de données ne répond pas. Si elle est neuve, lancez : hcec migrate") from away
    raise WrongSchema("La base de données n'est pas à jour. Lancez : hcec migrate")


def is_current(database: db.Database) -> bool:
    """Return whether the main database is at the newest migration."""
    newest = ScriptDirectory.from_config(alembic_config()).get_current_head()
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest
