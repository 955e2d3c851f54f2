"""`hcec crip`: keys and envelopes, on the CRIP's own computer; and the one command that the platform's side needs."""

import json
import os
import re
from importlib import resources
from pathlib import Path
from typing import Any

import click

from hcec import keys
from hcec.safeguarding import crip_keys, register

PAGE = "crip_page.html"
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_NEW = click.Path(dir_okay=False, path_type=Path)


@click.group()
def crip() -> None:
    """Clés et enveloppes, sur l'ordinateur de la CRIP."""


@crip.command()
@click.option("--out", required=True, type=_NEW, help="Fichier de clé à créer")
@click.option("--spare", type=_NEW, default=None, help="Copie de secours, sur un autre support")
@click.password_option(
    "--passphrase", prompt="Phrase de passe de la CRIP (16 signes au moins)", confirmation_prompt="Encore une fois"
)
def keygen(out: Path, spare: Path | None, passphrase: str) -> None:
    """Créer la paire de clés ; affiche la clé publique, à donner au département."""
    try:
        public_key, content = crip_keys.draw_key(passphrase)
    except crip_keys.PassphraseTooShort as short:
        raise SystemExit(f"hcec : au moins {crip_keys.SHORTEST_PASSPHRASE} signes, par exemple cinq mots.") from short
    if spare is not None and os.path.lexists(spare):
        raise SystemExit(f"hcec : {spare} existe déjà, et n'est pas remplacé.")
    _write_new(out, content)
    if spare is not None:
        _write_new(spare, content)
        click.echo(f"Clé privée dans {out}, sa copie dans {spare} : rangez-les en deux lieux fermés.")
    else:
        click.echo(f"Clé privée dans {out} : gardez-la à la CRIP, avec une copie sous clé. Sans elle, rien ne s'ouvre.")
    click.echo("Clé publique, à donner au département (hcec crip trust) :")
    click.echo(public_key)


@crip.command(name="open")
@click.argument("envelope", type=_FILE)
@click.option("--key", "key_file", required=True, type=_FILE, help="Fichier de clé de la CRIP")
@click.option("--register", "register_file", type=_FILE, default=None, help="Registre des cartes")
@click.option("--json", "as_json", is_flag=True, help="Écrire ce que dit l'enveloppe en JSON")
@click.password_option("--passphrase", prompt="Phrase de passe de la CRIP", confirmation_prompt=False)
def open_envelope(envelope: Path, key_file: Path, register_file: Path | None, as_json: bool, passphrase: str) -> None:
    """Ouvrir une enveloppe, hors ligne ; affiche les cartes, la plus récente d'abord."""
    try:
        private_key = crip_keys.open_key(key_file.read_bytes(), passphrase)
        content = keys.open_envelope(private_key, envelope.read_bytes())
    except crip_keys.KeyFileRefused as refusal:
        raise SystemExit("hcec : ce n'est pas la bonne phrase de passe, ou pas un fichier de clé.") from refusal
    except keys.Unreadable as refusal:
        raise SystemExit("hcec : cette enveloppe n'est pas pour cette clé, ou elle est abîmée.") from refusal
    lines = _lines(private_key, register_file) if register_file else {}
    if as_json:
        known = {number: lines[number] for number in map(_number, content.get("cards", ())) if number in lines}
        click.echo(json.dumps(content | ({"register": known} if known else {}), ensure_ascii=False, indent=1))
    else:
        _tell(content, lines)


@crip.command()
@click.option("--out", required=True, type=_NEW, help="Fichier HTML à créer")
def page(out: Path) -> None:
    """Écrire la page qui ouvre les enveloppes sans installation ni réseau."""
    _write_new(out, resources.files("hcec.safeguarding").joinpath(PAGE).read_bytes())
    click.echo(f"{out} : ouvrez-le dans un navigateur, sur l'ordinateur de la CRIP, sans réseau.")


@crip.command()
@click.argument("public_key")
def trust(public_key: str) -> None:
    """Sur la plateforme : donner au département la clé publique de la CRIP."""
    from hcec.cli.starting import running
    from hcec.department.services import change
    from hcec.permissions import Role
    from hcec.safeguarding.services.drills import forget_drills

    try:
        checked = crip_keys.checked_public_key(public_key)
    except crip_keys.NotAPublicKey as refusal:
        raise SystemExit("hcec : une clé publique s'écrit en 64 chiffres et lettres de a à f.") from refusal
    with running() as platform, platform.database.transaction() as session:
        if platform.department().crip_public_key != checked:
            forget_drills(session)
        change(session, actor="platform", role=Role.ADMINISTRATOR, crip_public_key=checked)
    click.echo("C'est noté : les enveloppes sont désormais fermées pour cette clé.")


def _write_new(path: Path, content: bytes) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as exists:
        raise SystemExit(f"hcec : {path} existe déjà, et n'est pas remplacé.") from exists
    except OSError as refusal:
        raise SystemExit(f"hcec : {path} ne peut pas être créé ({refusal.strerror}).") from refusal
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


def _lines(private_key: bytes, register_file: Path) -> dict[str, dict[str, str]]:
    try:
        return register.lines_by_number(keys.open_envelope(private_key, register_file.read_bytes()))
    except (keys.Unreadable, register.NotARegister) as refusal:
        raise SystemExit("hcec : ce registre n'est pas pour cette clé, ou il est abîmé.") from refusal


def _number(card: dict[str, Any]) -> str:
    return re.sub(r"\D", "", str(card.get("number", "")))


def _tell(content: dict[str, Any], lines: dict[str, dict[str, str]]) -> None:
    """Print the cards, the latest entered first, each with its line of the mailing list; or the words of a drill."""
    if "drill" in content:
        click.echo(f"Enveloppe d'exercice. Recopiez ces mots sur la page des alertes :\n{content['drill']}")
        return
    if not content.get("cards"):
        click.echo("Cette enveloppe ne nomme aucune carte.")
    for card in content.get("cards", ()):
        click.echo(f"Carte {card['number']} · {card['service'] or 'service inconnu'}")
        for name, value in lines.get(_number(card), {}).items():
            click.echo(f"    {name} : {value}")
