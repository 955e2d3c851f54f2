"""Envelopes open with the CRIP's key file and passphrase, and with nothing else (promise 2)."""

import json
import stat

import pytest
from click.testing import CliRunner

from hcec import clock, keys
from hcec.cli import group
from hcec.department.services import load
from hcec.safeguarding import crip_keys
from hcec.safeguarding.models import CripDrill
from hcec.safeguarding.services.drills import last_drill

PASSPHRASE = "cinq mots faciles à retenir"


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setitem(crip_keys.ARGON2, "memory_cost", 1024)


@pytest.fixture
def key_file(tmp_path):
    path = tmp_path / "crip.key"
    answer = run("crip", "keygen", "--out", str(path), entry=f"{PASSPHRASE}\n{PASSPHRASE}\n")
    assert answer.exit_code == 0, answer.output
    assert answer.output.strip().splitlines()[-1] == public_key(path)
    return path


def run(*arguments, entry=None):
    return CliRunner().invoke(group, arguments, input=entry)


def public_key(path):
    return json.loads(path.read_text())["public_key"]


def test_the_key_file_is_closed_private_and_never_overwritten(key_file):
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    private_key = crip_keys.open_key(key_file.read_bytes(), PASSPHRASE)
    assert crip_keys.public_key_of(private_key) == public_key(key_file)
    assert private_key not in key_file.read_bytes()
    assert private_key.hex() not in key_file.read_text()
    again = run("crip", "keygen", "--out", str(key_file), entry=f"{PASSPHRASE}\n{PASSPHRASE}\n")
    assert again.exit_code != 0


def test_a_spare_copy_is_the_same_file_and_replaces_nothing(tmp_path):
    passphrase = f"{PASSPHRASE}\n{PASSPHRASE}\n"
    first, spare = tmp_path / "crip.key", tmp_path / "spare.key"
    run("crip", "keygen", "--out", str(first), "--spare", str(spare), entry=passphrase)
    assert first.read_bytes() == spare.read_bytes()
    assert stat.S_IMODE(spare.stat().st_mode) == 0o600
    other = tmp_path / "other.key"
    assert run("crip", "keygen", "--out", str(other), "--spare", str(spare), entry=passphrase).exit_code != 0
    assert first.read_bytes() == spare.read_bytes()
    assert not other.exists()


@pytest.mark.parametrize("passphrase", ["", "court", PASSPHRASE + " "])
def test_another_passphrase_opens_nothing(key_file, passphrase):
    with pytest.raises(crip_keys.KeyFileRefused):
        crip_keys.open_key(key_file.read_bytes(), passphrase)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"format": "x"}', b'{"format": "hcec-crip-key-1"}'])
def test_what_is_no_key_file_is_refused(content):
    with pytest.raises(crip_keys.KeyFileRefused):
        crip_keys.open_key(content, PASSPHRASE)


def test_a_short_passphrase_is_refused(tmp_path):
    answer = run("crip", "keygen", "--out", str(tmp_path / "k"), entry="court\ncourt\n")
    assert answer.exit_code != 0
    assert not (tmp_path / "k").exists()


def test_an_envelope_opens_offline(key_file, tmp_path):
    cards = {"cards": [{"number": "1111-2222", "service": "Maison Nord"}]}
    envelope = tmp_path / "enveloppe.bin"
    envelope.write_bytes(keys.seal_envelope(bytes.fromhex(public_key(key_file)), cards))
    opened = run("crip", "open", str(envelope), "--key", str(key_file), entry=f"{PASSPHRASE}\n")
    assert opened.exit_code == 0, opened.output
    assert "Carte 1111-2222 · Maison Nord" in opened.output
    raw = run("crip", "open", str(envelope), "--key", str(key_file), "--json", entry=f"{PASSPHRASE}\n")
    assert '"number": "1111-2222"' in raw.output
    envelope.write_bytes(b"x" * 400)
    assert run("crip", "open", str(envelope), "--key", str(key_file), entry=f"{PASSPHRASE}\n").exit_code != 0


def test_the_departement_trusts_a_public_key(platform, key_file, monkeypatch):
    monkeypatch.setattr("hcec.cli.starting.start", lambda settings: platform)
    monkeypatch.setattr(platform.database, "dispose", lambda: None)
    answer = run("crip", "trust", public_key(key_file).upper())
    assert answer.exit_code == 0, answer.output
    with platform.database.reading() as session:
        assert load(session).crip_public_key == public_key(key_file)


def test_a_new_key_has_passed_no_drill(platform, key_file, monkeypatch):
    monkeypatch.setattr("hcec.cli.starting.start", lambda settings: platform)
    monkeypatch.setattr(platform.database, "dispose", lambda: None)
    run("crip", "trust", public_key(key_file))
    platform._department_until = 0.0
    with platform.database.transaction() as session:
        session.add(CripDrill(word_hash=b"x", made_at=clock.now(), passed_at=clock.now()))
    for key, is_kept in ((public_key(key_file), True), ("ab" * 32, False)):
        run("crip", "trust", key)
        with platform.database.reading() as session:
            assert (last_drill(session) is not None) == is_kept


@pytest.mark.parametrize("text", ["", "zz", "ab" * 31, "ab" * 33])
def test_what_is_no_public_key_is_refused(text):
    with pytest.raises(crip_keys.NotAPublicKey):
        crip_keys.checked_public_key(text)
