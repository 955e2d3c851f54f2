"""`hcec national`: for a national reader, what several départements have published."""

import os
import sys
import zipfile
from pathlib import Path

import click

from hcec.disclosure.thresholds import FLOOR, PUBLIC

_LARGEST = 20_000_000
UNSAFE = 3
_PACKAGE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def national() -> None:
    """Versions publiques de plusieurs départements."""


@national.command()
@click.argument("packages", nargs=-1, required=True, type=_PACKAGE)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Paquet de données à écrire, neuf")
@click.option("--threshold", type=click.IntRange(FLOOR), default=PUBLIC, show_default=True, help="Seuil de la somme")
def merge(packages: tuple[Path, ...], out: Path, threshold: int) -> None:
    """Additionner des paquets de données. Code 3 et la raison quand la somme ne peut pas être protégée."""
    from hcec.documents.national import CannotBeMerged, read_part
    from hcec.documents.national import merge as add_up
    from hcec.documents.registry import render

    try:
        made = add_up([read_part(_release(path)) for path in packages], threshold=threshold)
    except CannotBeMerged as refusal:
        click.echo(f"hcec : {refusal}", err=True)
        sys.exit(UNSAFE)
    for title in made.left_out:
        click.echo(f"laissé de côté : {title}", err=True)
    _write(out, render(made.release, "zip").content)


def _release(path: Path) -> bytes:
    """Return the frozen release of a data package, or nothing that can be read as one; never a file that swells."""
    from hcec.documents.package import RELEASE

    try:
        with zipfile.ZipFile(path) as archive:
            return archive.read(RELEASE) if archive.getinfo(RELEASE).file_size <= _LARGEST else b""
    except (KeyError, zipfile.BadZipFile):
        return b""


def _write(path: Path, content: bytes) -> None:
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "wb") as file:
            file.write(content)
    except FileExistsError as taken:
        raise SystemExit(f"hcec : {path} existe déjà.") from taken
