"""`hcec keys`: a new data key, everything sealed anew under it, and former keys forgotten in their time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import click

from hcec import clock
from hcec import keys as rings
from hcec.cli.starting import running
from hcec.platform import KEY_FILE, Platform

LOCK = "keys.lock"
ACTOR, ROLE = "platform", "administrator"


@click.group()
def keys() -> None:
    """Les clés de chiffrement."""


@keys.command()
def rotate() -> None:
    """Tirer une clé neuve et rechiffrer toute la base ; interrompue, la commande reprend où elle en était."""
    with running() as platform, _alone(platform.settings.home) as path:
        ring = rings.load_keyring(path)
        if ring.is_rotating:
            click.echo("Une rotation n'était pas finie : elle reprend.")
        else:
            _journal(platform, "keys:rotate")
            ring = ring.with_new_key()
            rings.replace_keyring(ring, path)
            click.echo(f"Clé neuve dans {path} : gardez-en une copie, sous clé, à la place de l'ancienne.")
        rows = _reseal(platform, ring)
        today = clock.today()
        rings.replace_keyring(ring.with_former_retired(today), path)
        _journal(platform, "keys:finish")
        kept = today + timedelta(days=platform.department().backup_days)
    click.echo(
        f"Rechiffrées : {rows} lignes. L'ancienne clé ouvre encore les sauvegardes : elle reste dans le fichier."
    )
    click.echo(f"Après le {kept:%d/%m/%Y}, oubliez-la : hcec keys forget")


@keys.command()
def forget() -> None:
    """Retirer du fichier les anciennes clés dont plus rien n'a besoin, sauvegardes comprises."""
    with running() as platform, _alone(platform.settings.home) as path:
        ring = rings.load_keyring(path)
        if ring.is_rotating:
            raise SystemExit("hcec : une rotation n'est pas finie. Lancez d'abord : hcec keys rotate")
        if not ring.retired:
            click.echo("Il n'y a pas d'ancienne clé.")
            return
        days = timedelta(days=platform.department().backup_days)
        lighter = ring.without_retired(clock.today() - days)
        if lighter == ring:
            last = min(ring.retired.values()) + days
            raise SystemExit(f"hcec : des sauvegardes en ont encore besoin jusqu'au {last:%d/%m/%Y}.")
        _reseal(platform, ring)
        rings.replace_keyring(lighter, path)
        _journal(platform, "keys:forget")
        gone = len(ring.data_keys) - len(lighter.data_keys)
    click.echo(f"Oubliées : {gone}. Effacez aussi les anciennes copies de {KEY_FILE} et les sauvegardes d'avant.")


def _reseal(platform: Platform, ring: rings.Keyring) -> int:
    """Seal everything under the first key; leave with one plain line, and every key kept, unless all of it could be."""
    from hcec.backup import rotating

    platform.activate()
    done = rotating.reseal(platform.database, ring)
    if done.unreadable:
        where = ", ".join(f"{table} ({count})" for table, count in sorted(done.unreadable.items()))
        raise SystemExit(f"hcec : des lignes ne s'ouvrent pas, déplacées ou abîmées : {where}. Rien n'est oublié.")
    if done.is_held_up:
        raise SystemExit("hcec : des lignes sont restées occupées. Relancez : hcec keys rotate")
    return done.rows


@contextmanager
def _alone(home: Path) -> Iterator[Path]:
    """Let one of these commands at a time touch the key file; yield its path. The lock dies with its process."""
    descriptor = os.open(home / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise SystemExit("hcec : une autre rotation est en cours.") from busy
        yield home / KEY_FILE
    finally:
        os.close(descriptor)


def _journal(platform: Platform, action: str) -> None:
    from hcec.audit.services import record

    with platform.database.transaction() as session:
        record(session, actor=ACTOR, role=ROLE, action=action, subject="keyring")
