"""`hcec mail`: whether an e-mail leaves, tried before an alert needs it."""

import click

from hcec import mail as post
from hcec.cli.starting import running

SUBJECT = "Essai du courrier"
BODY = "Ceci est un essai : les avis de la plateforme arrivent à cette adresse. Il n’y a rien à faire.\n\n{origin}\n"


@click.group()
def mail() -> None:
    """Le courrier."""


@mail.command()
@click.option("--to", "address", metavar="ADRESSE", help="À qui écrire ; sans elle, à chaque compte d'administration")
def test(address: str | None) -> None:
    """Écrire un avis d'essai ; bien seulement si le serveur de courrier a tout pris."""
    with running() as platform:
        if platform.settings.smtp_url is None:
            raise SystemExit("hcec : aucun serveur de courrier n'est réglé (HCEC_SMTP_URL).")
        addresses = [address] if address else _administrators()
        if not addresses:
            raise SystemExit("hcec : aucun compte d'administration. Donnez une adresse : hcec mail test --to ADRESSE")
        body = BODY.format(origin=platform.settings.origin)
        for each in addresses:
            try:
                post.send(platform.settings, to=each, subject=SUBJECT, body=body)
            except post.MailNotSent as refusal:
                raise SystemExit(
                    f"hcec : le serveur de courrier n'a pas pris l'avis pour {each} ({refusal})."
                ) from refusal
            except ValueError as refusal:
                raise SystemExit("hcec : ce n'est pas une adresse e-mail.") from refusal
            click.echo(f"Parti pour {each}. Regardez s'il arrive, aussi dans les indésirables.")


def _administrators() -> list[str]:
    from hcec import db
    from hcec.accounts.queries import staff_of
    from hcec.permissions import Role

    with db.current().reading() as session:
        return [one.email for one in session.scalars(staff_of(Role.ADMINISTRATOR))]
