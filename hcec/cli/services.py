"""`hcec services`: establishments and services, and the circles they belong to (A5)."""

import click

from hcec.cli.starting import running


@click.group()
def services() -> None:
    """Établissements, services et circonscriptions de lecture."""


@services.command()
@click.option("--name", prompt="Nom complet", help="Nom complet")
@click.option("--short-name", prompt="Nom court", help="Nom court, pour les listes")
@click.option(
    "--circle", "circle_name", prompt="Circonscription", help="Circonscription de lecture ; créée si elle manque"
)
@click.option("--children", type=int, default=None, help="Enfants de la circonscription, pour la créer (au moins 20)")
def create(name: str, short_name: str, circle_name: str, children: int | None) -> None:
    """Ajouter un établissement ou un service."""
    from hcec.accounts import queries
    from hcec.accounts.services import services_and_circles as accounts
    from hcec.audit.services import record

    with running() as platform, platform.database.transaction() as session:
        circle = session.scalars(queries.circle_named(circle_name)).first()
        try:
            if circle is None:
                if children is None:
                    raise SystemExit("hcec : cette circonscription n'existe pas. Pour la créer, ajoutez --children.")
                circle = accounts.create_circle(session, name=circle_name, children=children)
            made = accounts.create_service(session, name=name, short_name=short_name, circle_id=circle.id)
        except accounts.CircleTooSmall as refusal:
            raise SystemExit("hcec : une circonscription compte au moins 20 enfants (règle A5).") from refusal
        except accounts.NameTaken as refusal:
            raise SystemExit("hcec : un service porte déjà ce nom.") from refusal
        subject = f"service:{made.id.hex}"
        record(session, actor="platform", role="administrator", action="service:create", subject=subject)
    click.echo(f"{name} : circonscription {circle_name}.")


@services.command("list")
def list_services() -> None:
    """Lister les services, leur circonscription et leurs cartes."""
    from hcec.accounts import queries

    with running() as platform, platform.database.reading() as session:
        for each in session.scalars(queries.services_by_circle()):
            click.echo(f"{each.circle.name}\t{each.name}\t{each.cards_made} cartes faites\t{each.cards_used} utilisées")
