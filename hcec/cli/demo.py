"""`hcec demo`: the demonstration, in an empty home."""

import json
import os
import secrets
from pathlib import Path
from typing import Any

import click

from hcec import clock
from hcec.accounts.card_code import format_code
from hcec.cli.installing import prepare
from hcec.config import Settings
from hcec.demo.services import DatabaseInUse, Loaded, load_demonstration
from hcec.platform import start
from hcec.safeguarding.crip_keys import draw_key

CRIP_KEY_FILE = "crip-demonstration.key"
YOUNG, FEWEST, MOST = 140, 30, 1400


@click.command()
@click.option("--young", default=YOUNG, show_default=True, type=click.IntRange(FEWEST, MOST), help="Nombre de jeunes")
@click.option(
    "--seed", default=1, show_default=True, type=int, help="Graine du contenu ; les secrets restent au hasard"
)
@click.option("--json", "as_json", is_flag=True, help="Écrire les accès en JSON")
def demo(young: int, seed: int, as_json: bool) -> None:
    """Charger la démonstration dans une base vide, marquée comme telle pour toujours."""
    settings = Settings.from_env()
    prepare(settings)
    platform = start(settings)
    passphrase = secrets.token_urlsafe(18)
    public_key, key_file = draw_key(passphrase)
    try:
        loaded = load_demonstration(platform, young=young, seed=seed, today=clock.today(), crip_public_key=public_key)
    except DatabaseInUse as refusal:
        raise SystemExit("hcec : cette base sert déjà ; la démonstration veut une base vide.") from refusal
    path = settings.home / CRIP_KEY_FILE
    _write_private(path, key_file)
    said = _as_json(loaded) | {"crip": {"key_file": str(path), "passphrase": passphrase}}
    click.echo(json.dumps(said, ensure_ascii=False) if as_json else _in_words(said))


def _as_json(loaded: Loaded) -> dict[str, Any]:
    return {
        "staff": [
            {
                "role": str(each.person.role),
                "name": each.person.name,
                "email": each.person.email,
                "password": each.arming.password,
                "totp_secret": each.arming.totp_secret,
                "service": each.service,
            }
            for each in loaded.colleagues
        ],
        "cards": [
            {"code": format_code(card.code), "number": card.number, "service": service}
            for card, service in loaded.cards
        ],
        "young": [{"phrase": " ".join(each.phrase), "service": each.place.name} for each in loaded.young],
        "consultations": [{"slug": slug, "status": status} for slug, status in loaded.consultations],
    }


def _in_words(said: dict[str, Any]) -> str:
    lines = ["La démonstration est prête. Ces accès ne seront plus affichés.", ""]
    lines += [
        f"{each['role']:<15} {each['email']}  {each['password']}  {each['totp_secret']}" for each in said["staff"]
    ]
    lines += ["", *(f"carte {each['code']}  ({each['service']})" for each in said["cards"])]
    lines += ["", *(f"phrase « {each['phrase']} »" for each in said["young"][:5])]
    lines += ["", f"CRIP : {said['crip']['key_file']}, phrase de passe {said['crip']['passphrase']}"]
    return "\n".join(lines)


def _write_private(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
