"""What runs the platform: databases, keys, worker, backups, mail, clock, disk, journal; and the circles."""

import shutil
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from hcec import clock, db
from hcec.accounts import queries
from hcec.accounts.models import Heartbeat
from hcec.accounts.services.services_and_circles import SMALLEST_CIRCLE
from hcec.audit import queries as journal
from hcec.audit import services as audit
from hcec.checks.alerts import Finding
from hcec.moderation import hints
from hcec.platform import Platform
from hcec.safeguarding.help_numbers import VERIFIED_ON, are_stale

SAFE_SQLITE = (3, 51, 3)
LATE = timedelta(minutes=10)
PULSE, BACKUP, UNTIDY = "worker", "backup", "untidy"
TWO_DAYS, CLOCK_SLACK = timedelta(days=2), timedelta(minutes=2)
HEADS_LOOKED_AT = 14
FREE_BYTES = 1024**3


def _sqlite(platform: Platform) -> Finding:
    if not platform.settings.is_sqlite:
        return True, "La base est PostgreSQL."
    version = ".".join(map(str, db.sqlite_version()))
    if db.sqlite_version() < SAFE_SQLITE:
        return False, f"SQLite {version} peut perdre des écritures simultanées : il faut la 3.51.3 ou plus."
    return True, f"SQLite {version}."


def _volatile(platform: Platform) -> Finding:
    try:
        with platform.database.volatile_reading() as volatile:
            for table in db.VolatileBase.metadata.sorted_tables:
                volatile.execute(select(table).limit(1))
    except SQLAlchemyError:
        return False, "Il manque des tables de sessions. Lancez : hcec migrate"
    return True, "Les tables de sessions et de limites sont là."


def _former_keys(platform: Platform) -> Finding:
    ring = platform.keyring
    if ring.is_rotating:
        return False, "Un changement de clé n'est pas fini. Relancez : hcec keys rotate"
    kept = timedelta(days=platform.department().backup_days)
    if ring.without_retired(clock.today() - kept) != ring:
        return False, "Plus aucune sauvegarde n'a besoin de l'ancienne clé. Oubliez-la : hcec keys forget"
    return True, "Tout est chiffré avec la clé d'aujourd'hui."


def help_numbers(platform: Platform) -> Finding:
    """Whether somebody verified the help numbers within six months (S2)."""
    if are_stale(clock.today()):
        return False, f"Les numéros d'aide n'ont pas été vérifiés depuis le {VERIFIED_ON:%d/%m/%Y} (règle S2)."
    return True, f"Les numéros d'aide ont été vérifiés le {VERIFIED_ON:%d/%m/%Y}."


def _circles(platform: Platform) -> Finding:
    with platform.database.reading() as session:
        circles = session.scalars(queries.circles_by_name()).all()
    small = [circle.name for circle in circles if circle.children < SMALLEST_CIRCLE]
    if small:
        return False, f"Circonscriptions de moins de {SMALLEST_CIRCLE} enfants (règle A5) : {', '.join(small)}."
    return bool(circles), f"Circonscriptions de lecture : {len(circles)}."


def _worker(platform: Platform) -> Finding:
    with platform.database.volatile_reading() as volatile:
        pulse = volatile.get(Heartbeat, PULSE)
    if pulse is None or clock.now() - pulse.seen_at > LATE:
        return False, "Les tâches de fond ne tournent pas : les alertes ne partent plus. Lancez : hcec worker"
    return True, "Les tâches de fond tournent."


def _tidy(platform: Platform) -> Finding:
    with platform.database.volatile_reading() as volatile:
        is_untidy = volatile.get(Heartbeat, UNTIDY) is not None
    if is_untidy:
        return False, "La base garde des lignes effacées : quelqu’un la lisait cette nuit. Réessayez : hcec purge"
    return True, "Ce qui est effacé a quitté la base."


def backups(platform: Platform) -> Finding:
    """Whether a backup was made within two days."""
    if platform.settings.backup_key is None:
        return False, "Aucune clé de sauvegarde n’est réglée : une panne perdrait tout (HCEC_BACKUP_KEY)."
    with platform.database.volatile_reading() as volatile:
        last = volatile.get(Heartbeat, BACKUP)
    if last is None or clock.now() - last.seen_at > TWO_DAYS:
        return False, "Pas de sauvegarde depuis deux jours. Lancez chaque nuit : hcec backup FICHIER"
    return True, "La dernière sauvegarde a moins de deux jours."


def _journal_head(platform: Platform) -> Finding:
    with platform.database.reading() as session:
        first = session.execute(journal.span()).one()[0]
        heads = session.scalars(journal.latest_heads(HEADS_LOOKED_AT)).all()
    sent = max((head.sent_at for head in heads if head.sent_at), default=first)
    if sent is not None and clock.now() - sent > TWO_DAYS:
        return False, "L’empreinte du journal n’est plus partie depuis deux jours : ni délégué(e), ni courrier ?"
    return True, "L’empreinte du journal part chaque jour."


def _clock(platform: Platform) -> Finding:
    """What is dated after now says that the clock went back; PostgreSQL may also sit on another machine."""
    with platform.database.reading() as session:
        latest = session.execute(journal.span()).one()[1]
        elsewhere = None if platform.settings.is_sqlite else session.scalar(text("SELECT clock_timestamp()"))
    if latest is not None and latest - clock.now() > CLOCK_SLACK:
        return (
            False,
            f"L’horloge a reculé : le journal va jusqu’au {latest:%d/%m/%Y}. A-t-elle un serveur de temps ?",
        )
    if elsewhere is not None and abs(elsewhere - clock.now()) > CLOCK_SLACK:
        return False, "L’horloge de la base et celle de cette machine ne disent pas la même heure."
    return True, f"Il est {clock.local():%H:%M} ({platform.settings.timezone})."


def mail_server(platform: Platform) -> Finding:
    """Whether notices of alerts have a way out."""
    if platform.settings.smtp_url is None:
        return False, "Aucun serveur de courrier n'est réglé : les avis d'alerte ne partiront pas (HCEC_SMTP_URL)."
    return True, "Un serveur de courrier est réglé."


def _model(platform: Platform) -> Finding:
    if not platform.settings.uses_model:
        return True, "Les aides à la lecture n’utilisent que leurs règles (HCEC_NLP=off)."
    if not hints.is_installed():
        return False, "HCEC_NLP=on, sans le modèle de langue : pip install --require-hashes -r requirements/nlp.txt"
    return True, f"Un modèle de langue ajoute ses propositions aux aides à la lecture ({hints.MODEL})."


def _disk(platform: Platform) -> Finding:
    free = shutil.disk_usage(platform.settings.home).free
    return free >= FREE_BYTES, f"Place libre : {free // 1024**2} Mio."


def _integrity(platform: Platform) -> Finding:
    if platform.settings.is_sqlite:
        with platform.database.engine.connect() as connection:
            if connection.execute(text("PRAGMA quick_check(1)")).scalar_one() != "ok":
                return False, "Le fichier de la base est abîmé : reprenez une sauvegarde."
    return True, "La base n'est pas abîmée."


def _journal_chain(platform: Platform) -> Finding:
    with platform.database.reading() as session:
        try:
            length = audit.verify(session)
        except audit.JournalBroken as broken:
            return False, f"Le journal ne tient pas à la ligne {broken.seq}. Lancez : hcec audit verify"
    return True, f"Le journal tient : {length} lignes."


QUICK: tuple[Callable[[Platform], Finding], ...] = (
    _sqlite,
    _volatile,
    _former_keys,
    help_numbers,
    _circles,
    _worker,
    _tidy,
    backups,
    _journal_head,
    _clock,
    mail_server,
    _model,
    _disk,
)
SLOW: tuple[Callable[[Platform], Finding], ...] = (_integrity, _journal_chain)
"""They read the whole file, and the whole journal."""
