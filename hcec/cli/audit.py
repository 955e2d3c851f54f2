"""`hcec audit`: the journal, checked from its first line."""

import click

from hcec.cli.starting import running


@click.group()
def audit() -> None:
    """Le journal."""


@audit.command()
def verify() -> None:
    """Vérifier que rien n'a été changé, retiré, ajouté ou déplacé."""
    from hcec.audit import services

    with running() as platform, platform.database.reading() as session:
        try:
            length = services.verify(session)
        except services.JournalBroken as broken:
            raise SystemExit(f"hcec : le journal ne tient pas à la ligne {broken.seq}.") from broken
    click.echo(f"Le journal tient : {length} lignes.")
