"""`hcec doctor`: one line a check; exit 0 only if all is well."""

from collections.abc import Iterator

import click
from sqlalchemy.exc import SQLAlchemyError

from hcec import checks, keys
from hcec.checks import Finding
from hcec.config import Settings
from hcec.platform import KEY_FILE, WrongSchema, start


@click.command()
def doctor() -> None:
    """Vérifier que tout va bien."""
    findings = list(_examine(Settings.from_env()))
    for is_well, words in findings:
        click.echo(f"{'bien  ' if is_well else 'À VOIR'}  {words}")
    if not all(is_well for is_well, _ in findings):
        raise SystemExit(1)


def _examine(settings: Settings) -> Iterator[Finding]:
    """Yield every finding; without keys or schema, nothing more can be looked at."""
    try:
        keys.load_keyring(settings.home / KEY_FILE)
    except keys.UnsafeKeys as refusal:
        yield False, str(refusal)
        return
    yield True, "Les clés sont là, lisibles par ce compte seul."
    try:
        platform = start(settings)
    except (WrongSchema, SQLAlchemyError) as refusal:
        yield False, str(refusal) if isinstance(refusal, WrongSchema) else "La base de données ne répond pas."
        return
    yield True, "La base de données répond et elle est à jour."
    yield from checks.look(platform)
    platform.database.dispose()
