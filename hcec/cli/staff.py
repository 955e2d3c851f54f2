"""`hcec staff`: accounts of the team. Each one sets password and second factor through a one-time link (A7)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import click
from sqlalchemy.orm import Session

from hcec.accounts.enums import Appointment
from hcec.accounts.models import Staff
from hcec.cli.starting import running
from hcec.permissions import STAFF_ROLES, Role
from hcec.platform import Platform

ROLES = click.Choice([role.value for role in STAFF_ROLES])
KINDS = click.Choice([kind.value for kind in Appointment])


@click.group()
def staff() -> None:
    """Comptes de l'équipe."""


@staff.command()
@click.option("--email", required=True)
@click.option("--role", type=ROLES, required=True)
@click.option("--name", default=None, help="Nom montré aux collègues ; sinon, celui de l'adresse")
@click.option("--service", "service_name", default=None, help="Où cette personne travaille, ou qu'elle encadre")
@click.option("--trained-on", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Date de la formation")
def create(email: str, role: str, name: str | None, service_name: str | None, trained_on: datetime | None) -> None:
    """Créer un compte, et donner le lien à usage unique qui l'ouvre."""
    from hcec.accounts import queries
    from hcec.accounts.services import staff as accounts

    with running() as platform, platform.database.transaction() as session:
        service = session.scalars(queries.service_named(service_name)).first() if service_name else None
        if service_name and service is None:
            raise SystemExit("hcec : aucun service ne porte ce nom. Voyez : hcec services list")
        try:
            row = accounts.create_staff(
                session,
                email=email,
                name=name or email.partition("@")[0],
                role=Role(role),
                service=service,
                trained_on=trained_on.date() if trained_on else None,
            )
        except accounts.EmailTaken as refusal:
            raise SystemExit("hcec : cette adresse a déjà un compte. Nouveau lien : hcec staff reset") from refusal
        _note(session, "staff:create", row)
        with platform.database.volatile() as volatile:
            _print_link(platform, accounts.issue_link(volatile, staff_id=row.id))


@staff.command()
@click.option("--email", prompt="Adresse e-mail")
@click.option("--new-second-factor", is_flag=True, help="Le téléphone est perdu : un autre second facteur sera demandé")
def reset(email: str, new_second_factor: bool) -> None:
    """Donner un nouveau lien : le mot de passe change, le second facteur est toujours demandé."""
    from hcec.accounts.services.staff import renew

    with _member(email) as (platform, session, row):
        _note(session, "staff:reset", row, "second_factor" if new_second_factor else "")
        with platform.database.volatile() as volatile:
            _print_link(platform, renew(session, volatile, staff=row, new_second_factor=new_second_factor))


@staff.command()
@click.option("--email", required=True)
@click.option("--sessions-only", is_flag=True, help="Fermer ses sessions, sans fermer son compte")
def revoke(email: str, sessions_only: bool) -> None:
    """Fermer le compte de quelqu'un qui part ; ce qu'il ne doit pas lire lui reste fermé."""
    from hcec import clock
    from hcec.accounts.services.sessions import end_sessions_of
    from hcec.moderation.services import leaving

    with _member(email) as (platform, session, row), platform.database.volatile() as volatile:
        if sessions_only:
            end_sessions_of(volatile, row.id)
        else:
            leaving.let_go(session, volatile, person=row, today=clock.today())
        _note(session, "session:revoke" if sessions_only else "staff:revoke", row)
    click.echo("Sessions fermées." if sessions_only else "Compte fermé.")


@staff.command()
@click.option("--email", required=True)
@click.option(
    "--kind", type=KINDS, required=True, help="on_call : astreinte ; deputy : suppléance ; head : responsable"
)
def appoint(email: str, kind: str) -> None:
    """Nommer quelqu'un d’astreinte, en suppléance ou responsable."""
    from hcec.accounts.services import staff as accounts

    with _member(email) as (_, session, row):
        accounts.appoint(session, staff=row, kind=Appointment(kind))
        _note(session, "staff:appoint", row, kind)
    click.echo("C'est fait.")


@staff.command()
@click.option("--email", required=True)
@click.option("--service", "service_name", default=None, help="Où cette personne travaille, ou qu’elle encadre")
@click.option("--circle", "circle_name", default=None, help="Toute une circonscription qu’elle encadre")
def tie(email: str, service_name: str | None, circle_name: str | None) -> None:
    """Inscrire ce que quelqu’un ne doit pas lire ; cela reste, même après son départ."""
    from hcec.accounts import queries
    from hcec.moderation.services import leaving

    if bool(service_name) == bool(circle_name):
        raise SystemExit("hcec : donnez un service ou une circonscription, pas les deux.")
    with _member(email) as (_, session, row):
        service = session.scalars(queries.service_named(service_name)).first() if service_name else None
        circle = session.scalars(queries.circle_named(circle_name)).first() if circle_name else None
        circle = service.circle if service else circle
        if circle is None:
            raise SystemExit("hcec : rien ne porte ce nom. Voyez : hcec services list")
        leaving.tie(session, person=row, circle=circle, service=service)
        _note(session, "staff:tie", row)
    click.echo("C’est fait. Les messages de cette circonscription lui sont fermés.")


@staff.command("role")
@click.option("--email", required=True)
@click.option("--role", type=ROLES, required=True)
def change_role(email: str, role: str) -> None:
    """Changer le rôle de quelqu'un ; ses sessions se ferment."""
    from hcec.moderation.services import leaving

    with _member(email) as (platform, session, row), platform.database.volatile() as volatile:
        leaving.change_role(session, volatile, person=row, role=Role(role))
        _note(session, "staff:role", row, role)
    click.echo("C'est fait. Ses sessions sont fermées.")


@staff.command()
@click.option("--email", required=True)
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), required=True)
def train(email: str, day: datetime) -> None:
    """Inscrire la date de la formation, sans laquelle personne ne lit."""
    with _member(email) as (_, session, row):
        row.trained_on = day.date()
        _note(session, "staff:train", row)
    click.echo("C'est fait.")


@staff.command()
@click.option("--email", required=True)
@click.option("--checked-by", required=True, help="Qui a vu l’attestation")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Quel jour ; sinon aujourd’hui")
def certificate(email: str, checked_by: str, day: datetime | None) -> None:
    """Inscrire qui a vérifié l’attestation d’honorabilité, et quand. Aucune copie n’est gardée."""
    from hcec import clock
    from hcec.accounts.services import staff as accounts

    if not checked_by.strip():
        raise SystemExit("hcec : dites qui a vu l’attestation.")
    with _member(email) as (_, session, row):
        checked_on = day.date() if day else clock.today()
        accounts.note_certificate(session, staff=row, checked_by=checked_by, checked_on=checked_on)
        _note(session, "staff:certificate", row)
    click.echo("C’est fait.")


@staff.command("require-certificate")
@click.argument("choice", type=click.Choice(["oui", "non"]))
def require_certificate(choice: str) -> None:
    """Décider que personne ne lit sans attestation d’honorabilité vérifiée (là où la loi le demande)."""
    from hcec.department.services import change

    with running() as platform, platform.database.transaction() as session:
        change(session, actor="platform", role="administrator", certificate_required=choice == "oui")
    click.echo("C’est fait.")


@staff.command("list")
def list_staff() -> None:
    """Lister les comptes ouverts."""
    from hcec.accounts import queries
    from hcec.labels import label

    with running() as platform, platform.database.reading() as session:
        for each in session.scalars(queries.staff_by_name()):
            kinds = ", ".join(label("appointment", appointment.kind) for appointment in each.appointments)
            state = "prêt" if each.password_hash else "lien à ouvrir"
            click.echo("\t".join([each.name, each.email, label("role", each.role), state, kinds]).rstrip())


@contextmanager
def _member(email: str) -> Iterator[tuple[Platform, Session, Staff]]:
    """Open the account of this address for a change. Refusals end the command with one plain line."""
    from hcec.accounts import queries
    from hcec.accounts.services.staff import LastAdministrator, LastOverseer, NeverAppointed

    with running() as platform, platform.database.transaction() as session:
        row = session.scalars(queries.staff_with_email(email)).first()
        if row is None:
            raise SystemExit("hcec : aucun compte ouvert n'a cette adresse.")
        try:
            yield platform, session, row
        except LastAdministrator as refusal:
            raise SystemExit("hcec : il ne resterait personne pour administrer la plateforme.") from refusal
        except LastOverseer as refusal:
            raise SystemExit(
                "hcec : il ne resterait personne dans ce rôle ; ajoutez d'abord qui prend la suite."
            ) from refusal
        except NeverAppointed as refusal:
            raise SystemExit("hcec : ce rôle ne lit aucun message, et ne reçoit donc aucune alerte.") from refusal


def _note(session: Session, action: str, row: Staff, detail: str = "") -> None:
    from hcec.audit.services import record

    subject = f"staff:{row.id.hex}"
    record(session, actor="platform", role="administrator", action=action, subject=subject, detail=detail)


def _print_link(platform: Platform, token: str) -> None:
    from hcec.accounts.services.staff import LINK_HOURS

    click.echo(f"Lien à usage unique, {LINK_HOURS} heures : {platform.settings.origin}/equipe/activer/{token}")
