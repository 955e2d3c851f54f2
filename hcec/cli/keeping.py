"""`hcec backup`, `hcec restore`, `hcec purge`: what is kept, what is brought back, what goes."""

import os
from datetime import datetime
from pathlib import Path

import click

from hcec import keys
from hcec.cli.installing import prepare
from hcec.cli.starting import running
from hcec.config import Settings
from hcec.platform import KEY_FILE, Platform, start

ACTOR, ROLE = "platform", "administrator"
TARGET = click.Path(dir_okay=False, path_type=Path)
SOURCE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=TARGET)
@click.option("--new-key", is_flag=True, help="Écrire dans FILE une clé privée neuve, et dire la clé publique")
def backup(file: Path, new_key: bool) -> None:
    """Sauvegarder la base dans un fichier neuf, chiffré pour la clé des sauvegardes."""
    from hcec.backup import services

    if new_key:
        private, public = services.new_key()
        _write_new(file, f"{private}\n".encode())
        click.echo(f"Clé privée dans {file} : sortez-la de cette machine, au coffre. Sans elle, rien ne se restaure.")
        click.echo(f"HCEC_BACKUP_KEY={public}")
        return
    with running() as platform:
        if platform.settings.backup_key is None:
            raise SystemExit("hcec : il manque HCEC_BACKUP_KEY. Pour en faire une : hcec backup --new-key FICHIER")
        _back_up(platform, file, platform.settings.backup_key)
    click.echo(f"Sauvegarde dans {file}. Les clés (keys.json) et le fichier « erased » se gardent à part.")


@click.command()
@click.argument("file", type=SOURCE)
@click.option("--key", "key_file", type=SOURCE, prompt="Fichier de la clé privée des sauvegardes")
def restore(file: Path, key_file: Path) -> None:
    """Restaurer une sauvegarde dans une base vide, avec les clés d'origine ; efface de nouveau ce qui l'avait été."""
    from hcec.backup import services

    settings = Settings.from_env()
    keys.load_keyring(settings.home / KEY_FILE)  # without the same keys nothing in the backup could be read
    prepare(settings)
    platform = start(settings)
    try:
        erased = services.read(platform.database, file.read_bytes(), private_key=key_file.read_text())
    except services.NotABackup as refusal:
        raise SystemExit("hcec : ce fichier ne s'ouvre pas avec ces clés, ou il est abîmé.") from refusal
    except services.OtherRevision as other:
        raise SystemExit(f"hcec : sauvegarde de la version {other} ; restaurez avec elle, puis : migrate.") from other
    except services.DatabaseInUse as refusal:
        raise SystemExit("hcec : cette base sert déjà ; une sauvegarde se restaure dans une base vide.") from refusal
    _journal(platform, "backup:restore")
    late = sum(_purged(platform).values())
    platform.database.dispose()
    click.echo(f"C'est restauré. Effacés de nouveau : {erased}. Au-delà de leur durée : {late}. Chacun se reconnecte.")


@click.command()
@click.option("--dry-run", is_flag=True, help="Compter sans rien effacer")
def purge(dry_run: bool) -> None:
    """Effacer maintenant ce qui a dépassé sa durée, comme chaque nuit."""
    from hcec.worker import tidy

    with running() as platform:
        counts = _purged(platform, dry_run=dry_run)
        if not dry_run:
            _journal(platform, "retention:purge")
            tidy(platform)
    for name, count in counts.items():
        click.echo(f"{count:>6}  {WORDS[name]}")


WORDS = {
    "delete_expired_drafts": "brouillons",
    "delete_withdrawn": "messages retirés",
    "erase_decided_words": "messages dont les mots sont effacés",
    "forget_old_alerts": "alertes dont les mots sont effacés",
    "erase_unused_accounts": "comptes inutilisés",
    "erase_old_journal": "lignes du journal",
    "coarsen_days": "messages dont il ne reste que le mois",
    "forget_surveyed": "adresses et mots des questionnaires d’adultes",
}


def _purged(platform: Platform, *, dry_run: bool = False) -> dict[str, int]:
    from hcec.worker import RETENTION

    counts = {}
    for name, sweep in RETENTION.items():
        with platform.database.writing() as session:
            counts[name] = sweep(session)
            if not dry_run:
                session.commit()
    return counts


def _back_up(platform: Platform, file: Path, public_key: str) -> None:
    from hcec import clock
    from hcec.backup import services
    from hcec.worker import BACKUP, beat

    now: datetime = clock.now()
    _write_new(file, services.write(platform.database, public_key=public_key, now=now))
    beat(platform, BACKUP, now)
    _journal(platform, "backup:make")


def _journal(platform: Platform, action: str) -> None:
    from hcec.audit.services import record

    with platform.database.transaction() as session:
        record(session, actor=ACTOR, role=ROLE, action=action, subject="database")


def _write_new(path: Path, content: bytes) -> None:
    """Write a file that its owner alone reads; never over another."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as refusal:
        raise SystemExit(f"hcec : le fichier ne peut pas être créé ({refusal.strerror}).") from refusal
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
