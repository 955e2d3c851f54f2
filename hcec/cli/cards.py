"""`hcec cards`: batches of single-use cards. The document goes to the file asked for, and nowhere else (A1)."""

import json
import os
import re
import sys
from datetime import date, datetime
from pathlib import Path

import click

from hcec.accounts.services.cards import NewCard
from hcec.cli.starting import running
from hcec.platform import Platform

MOST = 2_000
_LIST = click.Path(exists=True, dir_okay=False, path_type=Path)
MONTHS = 12


@click.group()
def cards() -> None:
    """Cartes d'invitation."""


@cards.command()
@click.option("--service", "service_name", required=True, help="Qui donnera les cartes")
@click.option(
    "--count", type=click.IntRange(1, MOST), default=None, help="Combien de cartes ; avec --letters, une par ligne"
)
@click.option("--until", type=click.DateTime(["%Y-%m"]), default=None, help="Dernier mois, AAAA-MM (dans un an)")
@click.option("--pdf", default=None, help="Fichier PDF à écrire, neuf ; « - » pour la sortie standard")
@click.option("--letters", type=_LIST, default=None, help="Liste d'envoi en CSV : le PDF est fait de lettres")
@click.option(
    "--channel",
    type=click.Choice(["in-person", "letter", "poster"]),
    default=None,
    help="Comment elles sont données, pour compter ce qui marche ; avec --letters, par lettre, sinon en main propre",
)
@click.option("--register", default=None, help="Registre à écrire, neuf : il ne s'ouvre qu'à la CRIP")
@click.option("--json", "as_json", is_flag=True, help="Codes et numéros en JSON, sur la sortie standard")
def create(
    service_name: str,
    count: int | None,
    until: datetime | None,
    pdf: str | None,
    letters: Path | None,
    channel: str | None,
    register: str | None,
    as_json: bool,
) -> None:
    """Faire un lot de cartes. Les codes ne sont montrés qu'ici : la plateforme ne les garde pas."""
    from hcec import clock
    from hcec.cli import mailing

    _check_options(count, pdf, letters, register, as_json)
    with running() as platform:
        expires = until.date() if until else _in_a_year(clock.today())
        to_post = mailing.prepare(platform, letters) if letters else None
        wanted = len(to_post.recipients) if to_post else count or 0
        if count not in (None, wanted):
            raise SystemExit(f"hcec : la liste a {wanted} lignes, pas {count}. Aucune carte n'est faite.")
        _check_service(platform, service_name)
        targets = [_open_new(path) for path in (pdf, register) if path]
        made, name = _make(platform, service_name, wanted, expires, channel or ("letter" if to_post else "in-person"))
        if to_post:
            _write(targets, mailing.documents(platform, to_post, made, expires))
        elif targets:
            _write(targets, (_document(platform, made, expires),))
        _tell(made, name, pdf, as_json)


@cards.command()
@click.option("--number", required=True, help="Numéro imprimé sur la carte")
def revoke(number: str) -> None:
    """Rendre une carte perdue inutilisable."""
    from hcec.accounts.services.cards import revoke_card
    from hcec.audit.services import record

    with running() as platform, platform.database.transaction() as session:
        if not revoke_card(session, number=re.sub(r"\D", "", number)):
            raise SystemExit("hcec : aucune carte encore bonne n'a ce numéro.")
        record(session, actor="platform", role="administrator", action="card:revoke", subject="card")
    click.echo("Cette carte ne marche plus.")


def _check_options(
    count: int | None, pdf: str | None, letters: Path | None, register: str | None, as_json: bool
) -> None:
    if pdf == "-" and as_json:
        raise SystemExit("hcec : la sortie standard ne peut pas porter à la fois le PDF et le JSON.")
    if letters is None and register is None:
        if count is None:
            raise SystemExit("hcec : dites combien de cartes (--count), ou à qui les envoyer (--letters).")
    elif letters is None or register is None or pdf is None or as_json:
        raise SystemExit("hcec : --letters va avec --pdf et --register, et sans --json.")
    elif "-" in (pdf, register) or os.path.abspath(pdf) == os.path.abspath(register):
        raise SystemExit("hcec : lettres et registre s'écrivent dans deux fichiers.")
    for path in (pdf, register):
        if path and path != "-" and os.path.lexists(path):
            raise SystemExit(f"hcec : {path} existe déjà, et n'est pas remplacé.")


def _check_service(platform: Platform, service_name: str) -> None:
    """Leave before any file is made when the service is unknown."""
    from hcec.accounts import queries

    with platform.database.reading() as session:
        if session.scalars(queries.service_named(service_name)).first() is None:
            raise SystemExit("hcec : aucun service ne porte ce nom. Voyez : hcec services list")


def _make(platform: Platform, service_name: str, count: int, expires: date, channel: str) -> tuple[list[NewCard], str]:
    from hcec.accounts import queries
    from hcec.accounts.enums import Channel
    from hcec.accounts.services.cards import make_cards
    from hcec.audit.services import record

    with platform.database.transaction() as session:
        service = session.scalars(queries.service_named(service_name)).one()
        way = Channel(channel.replace("-", "_"))
        made = make_cards(session, service=service, count=count, expires=expires, channel=way)
        subject = f"service:{service.id.hex}"
        record(session, actor="platform", role="administrator", action="card:make", subject=subject, detail=str(count))
        return made, service.name


def _write(targets: list[int], contents: tuple[bytes, ...]) -> None:
    for target, content in zip(targets, contents, strict=True):
        with os.fdopen(target, "wb") as file:
            file.write(content)


def _open_new(path: str) -> int:
    """Return the descriptor of a new file that its owner alone reads, or of the standard output."""
    if path == "-":
        return os.dup(sys.stdout.fileno())
    try:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as refusal:
        raise SystemExit(f"hcec : le fichier ne peut pas être créé ({refusal.strerror}).") from refusal


def _document(platform: Platform, made: list[NewCard], expires: date) -> bytes:
    from hcec.accounts.services.printing import card_sheets

    council = platform.department().council_name
    return card_sheets(made, council=council, address=platform.settings.origin, expires=expires)


def _tell(made: list[NewCard], service: str, pdf: str | None, as_json: bool) -> None:
    """Say what was made: the codes only where they were asked for, or where no document holds them."""
    from hcec.accounts.card_code import format_code, format_number

    if as_json:
        click.echo(json.dumps([{"code": card.code, "number": card.number, "service": service} for card in made]))
    elif pdf is None:
        for card in made:
            click.echo(f"{format_code(card.code)}\t{format_number(card.number)}")
    elif pdf != "-":
        click.echo(f"{len(made)} cartes pour {service}. Imprimez-les, puis effacez le fichier.")


def _in_a_year(day: date) -> date:
    return day.replace(year=day.year + MONTHS // 12, day=1)
