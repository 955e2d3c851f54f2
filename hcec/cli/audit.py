"""`hcec audit`: the journal, checked from its first line."""

import re

import click

from hcec.cli.starting import running

HEAD = re.compile(r"(\d+):([0-9a-f]{64})")


@click.group()
def audit() -> None:
    """Le journal."""


@audit.command()
@click.option("--head", "heads", multiple=True, metavar="NUMÉRO:EMPREINTE", help="Une empreinte reçue par courrier")
def verify(heads: tuple[str, ...]) -> None:
    """Vérifier que rien n'a été changé, retiré, ajouté ou déplacé."""
    from hcec.audit import services

    read = [HEAD.fullmatch(head.strip()) for head in heads]
    if None in read:
        raise click.BadParameter("une empreinte s'écrit NUMÉRO:64 chiffres et lettres de a à f", param_hint="--head")
    sent = [services.Head(int(found[1]), bytes.fromhex(found[2])) for found in read if found]
    with running() as platform, platform.database.reading() as session:
        try:
            length = services.verify(session, sent)
        except services.JournalCut as cut:
            raise SystemExit(f"hcec : la fin du journal a été retirée : il manque la ligne {cut.seq}.") from cut
        except services.JournalBroken as broken:
            raise SystemExit(f"hcec : le journal ne tient pas à la ligne {broken.seq}.") from broken
    click.echo(f"Le journal tient : {length} lignes.")
