"""The command line: one lazy command group a file, so that a light command stays light."""

import importlib
import os
from typing import Any

import click

# command -> (module, what `hcec --help` says)
COMMANDS = {
    "init": ("installing", "Premier démarrage : clés, base, réglages, premier compte"),
    "migrate": ("installing", "Mettre la base de données à jour"),
    "serve": ("serving", "Servir le site"),
    "worker": ("serving", "Lancer les tâches de fond"),
    "services": ("services", "Établissements, services et circonscriptions de lecture"),
    "staff": ("staff", "Comptes de l'équipe"),
    "cards": ("cards", "Cartes d'invitation"),
    "crip": ("crip", "Clés et enveloppes, sur l'ordinateur de la CRIP"),
    "audit": ("audit", "Le journal"),
    "screen": ("screen", "Repérer noms et dangers dans des textes"),
    "protect": ("disclosure", "Protéger des tableaux croisés avant de les publier"),
    "attack": ("disclosure", "Attaquer des tableaux publiés, comme le ferait un curieux"),
    "demo": ("demo", "Charger la démonstration"),
    "backup": ("keeping", "Sauvegarder la base, chiffrée"),
    "restore": ("keeping", "Restaurer une sauvegarde dans une base vide"),
    "keys": ("keyring", "Tirer une clé neuve, rechiffrer, oublier les anciennes"),
    "mail": ("mail", "Essayer le courrier"),
    "purge": ("keeping", "Effacer ce qui a dépassé sa durée"),
    "national": ("national", "Additionner ce que plusieurs départements ont publié"),
    "doctor": ("doctor", "Vérifier que tout va bien"),
}


class LazyGroup(click.Group):
    """Imports a command's file only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return every command's name."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return the command, importing its file."""
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"hcec.cli.{COMMANDS[name][0]}")
        command: click.Command = getattr(module, name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        with formatter.section("Commandes"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])


@click.group(cls=LazyGroup)
def group() -> None:
    """La plateforme de participation des enfants confiés."""


def main(arguments: list[str] | None = None) -> Any:
    """Run a command; a refusal to start is one plain line, not a traceback."""
    from hcec.config import UnsafeSettings
    from hcec.keys import UnsafeKeys

    os.umask(0o077)  # databases, exports and letters are their owner's alone
    try:
        return group(arguments)
    except (UnsafeSettings, UnsafeKeys) as refusal:
        raise SystemExit(f"hcec : {refusal}") from refusal
