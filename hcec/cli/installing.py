"""`hcec init` and `hcec migrate`."""

import click

from hcec import db, keys, migrations
from hcec.config import Settings
from hcec.platform import KEY_FILE, start


def prepare(settings: Settings) -> bool:
    """Make the home folder, the key file and the schema; return whether the keys are new. Raises UnsafeKeys."""
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = settings.home / KEY_FILE
    is_new = not path.exists()
    if is_new:
        keys.save_keyring(keys.Keyring.draw(), path)
    keys.use(keys.load_keyring(path))
    database = db.Database(settings, creates=True)
    migrations.upgrade(database.engine)
    migrations.create_volatile(database.volatile_engine)
    database.dispose()
    return is_new


@click.command()
@click.option("--department", prompt="Nom du département", help="Nom du département")
@click.option("--council", prompt="Nom du conseil", default="Haut Conseil des enfants confiés", show_default=True)
@click.option("--email", prompt="Adresse e-mail de l'administrateur", help="Premier compte")
@click.option("--name", prompt="Nom de l'administrateur")
def init(department: str, council: str, email: str, name: str) -> None:
    """Premier démarrage : clés, base, réglages, premier compte d'administration."""
    from hcec.accounts.services import staff
    from hcec.department.services import change
    from hcec.permissions import Role

    settings = Settings.from_env()
    is_new = prepare(settings)
    platform = start(settings)
    try:
        with platform.database.transaction() as session:
            change(session, actor="platform", role="administrator", department_name=department, council_name=council)
            created = staff.create_staff(session, email=email, name=name, role=Role.ADMINISTRATOR)
            with platform.database.volatile() as volatile:
                token = staff.issue_link(volatile, staff_id=created.id)
    except staff.EmailTaken as taken:
        raise SystemExit("hcec : cette adresse a déjà un compte. Pour un nouveau lien : hcec staff reset") from taken
    if is_new:
        click.echo(f"Clés créées dans {settings.home / KEY_FILE} : gardez-en une copie ailleurs, sous clé.")
    click.echo(f"Lien à usage unique, 72 heures : {settings.origin}/equipe/activer/{token}")


@click.command()
def migrate() -> None:
    """Mettre la base de données à jour."""
    settings = Settings.from_env()
    if prepare(settings):
        click.echo(f"Clés créées dans {settings.home / KEY_FILE}.")
    click.echo("La base de données est à jour.")
