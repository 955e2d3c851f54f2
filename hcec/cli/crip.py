"""`hcec crip`: keys and envelopes, on the CRIP's own computer; and the one command that the platform's side needs."""

import json
import os
from pathlib import Path

import click

from hcec import keys
from hcec.safeguarding import crip_keys


@click.group()
def crip() -> None:
    """Clés et enveloppes, sur l'ordinateur de la CRIP."""


@crip.command()
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Fichier de clé à créer")
@click.password_option(
    "--passphrase", prompt="Phrase de passe de la CRIP (16 signes au moins)", confirmation_prompt="Encore une fois"
)
def keygen(out: Path, passphrase: str) -> None:
    """Créer la paire de clés ; affiche la clé publique, à donner au département."""
    try:
        public_key, content = crip_keys.draw_key(passphrase)
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except crip_keys.PassphraseTooShort as short:
        raise SystemExit(f"hcec : au moins {crip_keys.SHORTEST_PASSPHRASE} signes, par exemple cinq mots.") from short
    except FileExistsError as exists:
        raise SystemExit(f"hcec : {out} existe déjà, et n'est pas remplacé.") from exists
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    click.echo(f"Clé privée dans {out} : gardez-la à la CRIP, avec une copie sous clé. Sans elle, rien ne s'ouvre.")
    click.echo("Clé publique, à donner au département (hcec crip trust) :")
    click.echo(public_key)


@crip.command(name="open")
@click.argument("envelope", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", "key_file", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.password_option("--passphrase", prompt="Phrase de passe de la CRIP", confirmation_prompt=False)
def open_envelope(envelope: Path, key_file: Path, passphrase: str) -> None:
    """Ouvrir une enveloppe, hors ligne ; affiche les cartes, la plus récente d'abord."""
    try:
        private_key = crip_keys.open_key(key_file.read_bytes(), passphrase)
        content = keys.open_envelope(private_key, envelope.read_bytes())
    except crip_keys.KeyFileRefused as refusal:
        raise SystemExit("hcec : ce n'est pas la bonne phrase de passe, ou pas un fichier de clé.") from refusal
    except keys.Unreadable as refusal:
        raise SystemExit("hcec : cette enveloppe n'est pas pour cette clé, ou elle est abîmée.") from refusal
    click.echo(json.dumps(content, ensure_ascii=False, indent=1))


@crip.command()
@click.argument("public_key")
def trust(public_key: str) -> None:
    """Sur la plateforme : donner au département la clé publique de la CRIP."""
    from hcec.cli.starting import running
    from hcec.department.services import change
    from hcec.permissions import Role

    try:
        checked = crip_keys.checked_public_key(public_key)
    except crip_keys.NotAPublicKey as refusal:
        raise SystemExit("hcec : une clé publique s'écrit en 64 chiffres et lettres de a à f.") from refusal
    with running() as platform, platform.database.transaction() as session:
        change(session, actor="platform", role=Role.ADMINISTRATOR, crip_public_key=checked)
    click.echo("C'est noté : les enveloppes sont désormais fermées pour cette clé.")
