"""A6: with letters, the CRIP alone can say to whom a card went; the platform keeps neither list nor register."""

import io
import re
import stat

import pytest
from click.testing import CliRunner
from nacl.public import PrivateKey
from pypdf import PdfReader
from sqlalchemy import func, select

from hcec import cli, keys
from hcec.accounts.models import Card
from hcec.department.services import change
from hcec.safeguarding import crip_keys
from hcec.safeguarding.register import lines_by_number
from tests import factories

NAMES = ("Lina", "Tom", "Aya", "Noé")
LIST = "prenom;nom;adresse;code_postal;ville\n" + "".join(f"{name};Canari;1 rue;61500;Valcourt\n" for name in NAMES)
PASSPHRASE = "cinq mots faciles à retenir"


@pytest.fixture
def private_key():
    return bytes(PrivateKey.generate())


@pytest.fixture
def ready(platform, private_key, monkeypatch):
    """A département with a service and the CRIP's key; commands use this platform."""
    monkeypatch.setattr("hcec.cli.starting.start", lambda settings: platform)
    monkeypatch.setattr(platform.database, "dispose", lambda: None)
    with platform.database.transaction() as session:
        factories.service(session, factories.circle(session), "Maison Nord")
        change(session, actor="platform", role="administrator", crip_public_key=crip_keys.public_key_of(private_key))
    platform._department_until = 0.0


def run(*arguments, code=0, entry=None):
    result = CliRunner().invoke(cli.group, [str(each) for each in arguments], input=entry)
    assert result.exit_code == code, result.output
    return result.output


def create(folder, content=LIST, code=0, more=()):
    (folder / "liste.csv").write_text(content, encoding="utf-8")
    files = ("--pdf", folder / "lettres.pdf", "--register", folder / "registre.bin")
    return run(
        *("cards", "create", "--service", "Maison Nord", "--letters", folder / "liste.csv", *files, *more), code=code
    )


def cards_made(platform):
    with platform.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Card))


def test_a6_the_register_opened_by_the_crip_says_to_whom_a_card_went(
    platform, ready, private_key, tmp_path, monkeypatch
):
    monkeypatch.setitem(crip_keys.ARGON2, "memory_cost", 1024)
    said = create(tmp_path)
    assert "4 cartes" in said
    assert "Canari" not in said
    assert cards_made(platform) == 4
    for name in ("lettres.pdf", "registre.bin"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    texts = [page.extract_text() for page in PdfReader(io.BytesIO((tmp_path / "lettres.pdf").read_bytes())).pages]
    printed = {re.search(r"Carte\s+(\d{4})\s(\d{4})", text).expand(r"\1\2"): text.split("\n") for text in texts}
    register = (tmp_path / "registre.bin").read_bytes()
    assert b"Canari" not in register
    lines = lines_by_number(keys.open_envelope(private_key, register))
    assert {number: f"{line['prenom']} {line['nom']}" for number, line in lines.items()} == {
        number: next(line for line in text if "Canari" in line) for number, text in printed.items()
    }
    number = next(iter(printed))
    (tmp_path / "crip.key").write_bytes(crip_keys.close_key(private_key, PASSPHRASE))
    public_key = bytes.fromhex(crip_keys.public_key_of(private_key))
    content = {"cards": [{"number": number, "service": "Maison Nord"}]}
    (tmp_path / "enveloppe.bin").write_bytes(keys.seal_envelope(public_key, content))
    opened = run(
        *("crip", "open", tmp_path / "enveloppe.bin", "--key", tmp_path / "crip.key"),
        *("--register", tmp_path / "registre.bin"),
        entry=f"{PASSPHRASE}\n",
    )
    assert f"prenom : {lines[number]['prenom']}" in opened
    run(
        *("crip", "open", tmp_path / "enveloppe.bin", "--key", tmp_path / "crip.key"),
        *("--register", tmp_path / "enveloppe.bin"),
        entry=f"{PASSPHRASE}\n",
        code=1,
    )


def test_a6_nothing_of_the_list_stays_in_the_database(platform, ready, tmp_path):
    create(tmp_path)
    with platform.database.reading() as session:
        rows = [row for table in reversed(_tables()) for row in session.execute(select(table)).all()]
    assert "Canari" not in repr(rows)
    assert "Valcourt" not in repr(rows)


def _tables():
    from hcec import db

    return db.Base.metadata.sorted_tables


@pytest.mark.parametrize(
    ("content", "more", "why"),
    [
        ("nom;ville\nCanari;Valcourt\n", (), "il manque la colonne adresse, code_postal"),
        (LIST + "Zoé;Canari;1 rue;61500\n", (), "ligne 6"),
        (LIST, ("--count", "3"), "la liste a 4 lignes, pas 3"),
        (LIST, ("--json",), "sans --json"),
    ],
)
def test_a_bad_list_makes_nothing_and_says_why(platform, ready, tmp_path, content, more, why):
    said = create(tmp_path, content, code=1, more=more)
    assert why in said
    assert "Canari" not in said
    assert cards_made(platform) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["liste.csv"]


def test_letters_and_register_go_together_and_replace_nothing(platform, ready, tmp_path):
    (tmp_path / "registre.bin").write_bytes(b"kept")
    assert "existe déjà" in create(tmp_path, code=1)
    assert (tmp_path / "registre.bin").read_bytes() == b"kept"
    run("cards", "create", "--service", "Maison Nord", "--letters", tmp_path / "liste.csv", code=1)
    run("cards", "create", "--service", "Maison Nord", code=1)
    assert cards_made(platform) == 0


def test_without_the_crip_s_key_there_is_no_register_so_no_letter(platform, ready, tmp_path):
    with platform.database.transaction() as session:
        change(session, actor="platform", role="administrator", crip_public_key="")
    platform._department_until = 0.0
    assert "clé publique de la CRIP" in create(tmp_path, code=1)
    assert cards_made(platform) == 0
