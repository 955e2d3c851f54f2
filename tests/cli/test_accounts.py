"""The commands that a département's administrator types: services, staff, cards, the journal, the doctor."""

import json
import stat
from datetime import date, timedelta

import pyotp
import pytest
from click.testing import CliRunner
from pypdf import PdfReader
from sqlalchemy import select, text

from hcec import cli, clock, create_app
from hcec.accounts.models import Card, Heartbeat, Service, Staff
from hcec.audit.models import JournalEntry
from hcec.backup.services import new_key
from hcec.cli.installing import prepare
from hcec.platform import start
from hcec.safeguarding.models import CripDrill
from tests import factories
from tests.page import Browser
from tests.platform import settings_for


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An empty home with its keys and schema, as the environment says."""
    monkeypatch.setenv("HCEC_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HCEC_PUBLIC_URL", "http://localhost")
    monkeypatch.delenv("HCEC_DATABASE_URL", raising=False)
    prepare(settings_for(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def opened(home):
    """The platform of that home, for looking at what commands did."""
    platform = start(settings_for(home))
    yield platform
    platform.database.dispose()


def run(*arguments, code=0):
    result = CliRunner().invoke(cli.group, list(arguments))
    assert result.exit_code == code, result.output
    return result.output


def make_service(name="Maison des Tilleuls"):
    run(
        *("services", "create", "--name", name, "--short-name", name.split()[-1]),
        *("--circle", "Nord", "--children", "400"),
    )


def test_a_service_is_created_with_its_circle_once(opened):
    make_service()
    run("services", "create", "--name", "Foyer du Pont", "--short-name", "Pont", "--circle", "Nord")
    listed = run("services", "list")
    assert "Nord\tMaison des Tilleuls\t0 cartes faites" in listed
    assert "Nord\tFoyer du Pont" in listed
    assert "porte déjà ce nom" in run(
        *("services", "create", "--name", "Foyer du Pont", "--short-name", "Pont", "--circle", "Nord"), code=1
    )


def test_a_circle_is_large_enough_and_never_made_by_mistake(home):
    words = ("services", "create", "--name", "Foyer", "--short-name", "Foyer", "--circle", "Sud")
    assert "--children" in run(*words, code=1)
    assert "au moins 20" in run(*words, "--children", "19", code=1)


def test_someone_created_arms_their_account_with_the_link(opened):
    make_service()
    said = run(
        *("staff", "create", "--email", "Lou@valdorne.example", "--role", "moderator"),
        *("--service", "Tilleuls", "--name", "Lou Neuf", "--trained-on", "2026-10-01"),
    )
    url = said.split()[-1].removeprefix("http://localhost")
    browser = Browser(create_app(opened))
    page = browser.get(url)
    secret = page.soup.find(attrs={"data-secret": True}).text.replace(" ", "")
    code = pyotp.TOTP(secret).at(clock.now())
    assert browser.send(page, url, password="quatre mots sans rapport", otp=code, accept="yes").url.endswith("/equipe/")
    with opened.database.reading() as session:
        row = session.scalars(select(Staff)).one()
        assert (row.email, len(row.ties), str(row.trained_on)) == ("lou@valdorne.example", 1, "2026-10-01")
    assert "Lou Neuf\tlou@valdorne.example\tmodératrice ou modérateur\tprêt" in run("staff", "list")


def test_an_address_has_one_account_and_a_service_must_exist(home):
    run("staff", "create", "--email", "a@valdorne.example", "--role", "dpo")
    assert "déjà un compte" in run("staff", "create", "--email", "A@valdorne.example", "--role", "crip", code=1)
    assert "aucun service" in run(
        *("staff", "create", "--email", "b@valdorne.example", "--role", "crip", "--service", "Lune"), code=1
    )


def test_roles_appointments_training_resets_and_leaving(opened):
    for name, role in {"a": "administrator", "b": "moderator"}.items():
        run("staff", "create", "--email", f"{name}@valdorne.example", "--role", role)
    run("staff", "appoint", "--email", "b@valdorne.example", "--kind", "on_call")
    run("staff", "appoint", "--email", "b@valdorne.example", "--kind", "on_call")
    run("staff", "train", "--email", "b@valdorne.example", "--on", "2026-11-02")
    run("staff", "role", "--email", "b@valdorne.example", "--role", "coordinator")
    assert "coordination\tlien à ouvrir\td’astreinte" in run("staff", "list")
    assert "/equipe/activer/" in run("staff", "reset", "--email", "b@valdorne.example", "--new-second-factor")
    assert "Sessions fermées" in run("staff", "revoke", "--email", "b@valdorne.example", "--sessions-only")
    assert "qui prend la suite" in run("staff", "revoke", "--email", "b@valdorne.example", code=1)
    run("staff", "create", "--email", "c@valdorne.example", "--role", "coordinator")
    run("staff", "revoke", "--email", "b@valdorne.example")
    assert "b@valdorne.example" not in run("staff", "list")
    assert "aucun compte" in run("staff", "reset", "--email", "b@valdorne.example", code=1)
    assert "personne pour administrer" in run("staff", "revoke", "--email", "a@valdorne.example", code=1)
    assert "Le journal tient" in run("audit", "verify")


def test_a5_every_place_that_somebody_works_for_or_oversees_is_entered_and_stays(opened):
    make_service()
    run("staff", "create", "--email", "b@valdorne.example", "--role", "moderator")
    for place in (("--service", "Tilleuls"), ("--circle", "Nord"), ("--circle", "Nord")):
        assert "lui sont fermés" in run("staff", "tie", "--email", "b@valdorne.example", *place)
    for odd in ((), ("--service", "Tilleuls", "--circle", "Nord"), ("--circle", "Lune")):
        run("staff", "tie", "--email", "b@valdorne.example", *odd, code=1)
    run("staff", "revoke", "--email", "b@valdorne.example")
    with opened.database.reading() as session:
        assert len(session.scalars(select(Staff)).one().ties) == 2
    assert "Le journal tient" in run("audit", "verify")


def test_a7_who_never_reads_a_message_is_never_appointed(opened):
    for role in ("administrator", "observatory", "partner", "dpo"):
        run("staff", "create", "--email", f"{role}@valdorne.example", "--role", role)
        assert "ne lit aucun message" in run(
            *("staff", "appoint", "--email", f"{role}@valdorne.example", "--kind", "on_call"), code=1
        )
    run("staff", "create", "--email", "b@valdorne.example", "--role", "moderator")
    run("staff", "appoint", "--email", "b@valdorne.example", "--kind", "head")
    run("staff", "role", "--email", "b@valdorne.example", "--role", "observatory")
    with opened.database.reading() as session:
        assert not any(each.appointments for each in session.scalars(select(Staff)))


def test_cards_are_printed_to_a_new_private_file_and_kept_nowhere(home, opened, tmp_path):
    make_service()
    pdf = tmp_path / "cartes.pdf"
    made = json.loads(run("cards", "create", "--service", "Tilleuls", "--count", "9", "--pdf", str(pdf), "--json"))
    assert stat.S_IMODE(pdf.stat().st_mode) == 0o600
    printed = "".join(page.extract_text() for page in PdfReader(pdf).pages)
    assert len(made) == 9
    for card in made:
        assert "-".join(card["code"][start : start + 4] for start in (0, 4, 8)) in printed
        assert set(card) == {"code", "number", "service"}
    assert "pas remplacé" in run(
        *("cards", "create", "--service", "Tilleuls", "--count", "1", "--pdf", str(pdf)), code=1
    )
    kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert not [card for card in made if card["code"].encode() in kept or card["number"].encode() in kept]
    with opened.database.reading() as session:
        assert session.scalar(select(Service.cards_made)) == 9


def test_without_a_document_the_codes_are_said_once(home):
    make_service()
    lines = run("cards", "create", "--service", "Maison des Tilleuls", "--count", "3").splitlines()
    assert len(lines) == 3
    assert all(len(line.split("\t")[0]) == 14 for line in lines)


def test_a_lost_card_is_revoked_by_its_number(opened):
    make_service()
    (card,) = json.loads(run("cards", "create", "--service", "Tilleuls", "--count", "1", "--json"))
    number = f"{card['number'][:4]} {card['number'][4:]}"
    assert "ne marche plus" in run("cards", "revoke", "--number", number)
    assert "aucune carte" in run("cards", "revoke", "--number", number, code=1)
    with opened.database.reading() as session:
        assert session.scalars(select(Card)).all() == []


def test_the_journal_names_its_first_bad_line(opened):
    for name in "abc":
        run("staff", "create", "--email", f"{name}@valdorne.example", "--role", "dpo")
    with opened.database.transaction() as session:
        session.execute(text("UPDATE journal_entry SET detail = 'x' WHERE seq = 2"))
    assert "ligne 2" in run("audit", "verify", code=1)


def test_the_doctor_says_what_is_missing_and_is_content_when_nothing_is(opened, monkeypatch):
    from hcec.department.services import change

    said = run("doctor", code=1)
    missing = ("clé publique de la CRIP", "tâches de fond ne tournent pas", "serveur de courrier", "lecture : 0")
    for words in (*missing, "HCEC_BACKUP_KEY"):
        assert any(words in line and line.startswith("À VOIR") for line in said.splitlines()), words
    make_service()
    monkeypatch.setenv("HCEC_SMTP_URL", "smtp://localhost:25")
    monkeypatch.setenv("HCEC_BACKUP_KEY", new_key()[1])
    with opened.database.transaction() as session:
        change(session, actor="platform", role="administrator", crip_public_key="aa" * 32)
        session.add(CripDrill(word_hash=b"", made_at=clock.now(), passed_at=clock.now()))
        factories.cover(session, factories.staff(session, "crip"), factories.staff(session, "coordinator"))
    with opened.database.volatile() as volatile:
        volatile.add(Heartbeat(name="worker", seen_at=clock.now()))
        volatile.add(Heartbeat(name="backup", seen_at=clock.now() - timedelta(hours=40)))
    said = run("doctor")
    assert "À VOIR" not in said


def test_the_doctor_sees_old_backups_silent_heads_and_a_clock_that_went_back(opened, monkeypatch):
    monkeypatch.setenv("HCEC_BACKUP_KEY", new_key()[1])
    with opened.database.volatile() as volatile:
        volatile.add(Heartbeat(name="backup", seen_at=clock.now() - timedelta(hours=50)))
    with clock.frozen(clock.now() - timedelta(days=3)):
        make_service()
    said = run("doctor", code=1)
    assert "Pas de sauvegarde depuis deux jours" in said
    assert "L’empreinte du journal n’est plus partie" in said
    assert "L’horloge a reculé" not in said
    with clock.frozen(clock.now() + timedelta(days=3)):
        make_service("Foyer du Pont")
    assert "L’horloge a reculé" in run("doctor", code=1)


def test_the_doctor_names_unsafe_keys_and_a_missing_schema(home, tmp_path, monkeypatch):
    (home / "keys.json").chmod(0o644)
    assert "lisible par d'autres" in run("doctor", code=1)
    (home / "keys.json").chmod(0o600)
    monkeypatch.setenv("HCEC_DATABASE_URL", f"sqlite:///{tmp_path / 'autre.db'}")
    assert "hcec migrate" in run("doctor", code=1)


def test_who_checked_a_certificate_is_kept_with_the_day_and_journalled(opened):
    make_service()
    run("staff", "create", "--email", "k@valdorne.example", "--role", "moderator", "--service", "Maison des Tilleuls")
    known = ("staff", "certificate", "--email", "k@valdorne.example", "--checked-by")
    assert "dites qui" in run(*known, " ", code=1)
    run(*known, "Anne Martin, DRH", "--on", "2026-11-02")
    run("staff", "require-certificate", "oui")
    with opened.database.reading() as session:
        row = session.scalars(select(Staff)).one()
        assert (row.certificate_checked_by, row.certificate_checked_on) == ("Anne Martin, DRH", date(2026, 11, 2))
        assert row.needs_certificate
        acts = session.scalars(select(JournalEntry.action).order_by(JournalEntry.seq)).all()
    assert acts[-2:] == ["staff:certificate", "setting:change"]
