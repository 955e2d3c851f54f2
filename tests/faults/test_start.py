"""ATTACKS 20: an unsafe platform does not start, and one plain line says why."""

import base64
import json
import os
import subprocess
import sys

import pytest
from sqlalchemy import text

from hcec import cli, create_app
from hcec.cli.installing import prepare
from hcec.config import Settings, UnsafeSettings
from hcec.keys import Keyring, UnsafeKeys, save_keyring
from hcec.platform import KEY_FILE, WrongSchema, start
from tests.platform import settings_for

COMMANDS = ("serve", "worker")


@pytest.fixture
def home(tmp_path):
    """A platform ready to start."""
    prepare(settings_for(tmp_path))
    return tmp_path


def told_by(command, home, monkeypatch, **environ):
    """Run a command that must refuse; return the one line that it says."""
    for name, value in {"HCEC_HOME": str(home), **environ}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as refusal:
        cli.main([command])
    line = str(refusal.value)
    assert line.startswith("hcec : "), line
    assert "\n" not in line
    return line


def held(home):
    return json.loads((home / KEY_FILE).read_text())


def without(name):
    return lambda keys: keys.pop(name)


def with_secret(secret):
    def put(keys):
        keys["web_secret"] = base64.b64encode(secret).decode()

    return put


SPOILED = {
    "no pepper": without("pepper"),
    "no data key": lambda keys: keys.update(data_keys=[]),
    "short": with_secret(os.urandom(16)),
    "default": with_secret(b"\0" * 32),
    "guessable": with_secret(b"changeme" * 4),
    "not base64": lambda keys: keys.update(pepper="é"),
    "repeated": lambda keys: keys.update(pepper=keys["web_secret"]),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("fault", SPOILED)
def test_a_weak_key_is_refused(home, monkeypatch, command, fault):
    keys = held(home)
    SPOILED[fault](keys)
    (home / KEY_FILE).write_text(json.dumps(keys))
    assert KEY_FILE in told_by(command, home, monkeypatch)


@pytest.mark.parametrize("content", ["", "null", "[]", '"text"', "{", "\0"])
def test_a_broken_key_file_is_refused(home, monkeypatch, content):
    (home / KEY_FILE).write_text(content)
    assert "illisible" in told_by("serve", home, monkeypatch)


def test_a_key_file_that_others_can_read_is_refused(home, monkeypatch):
    for mode in (0o644, 0o640, 0o604, 0o660):
        (home / KEY_FILE).chmod(mode)
        assert "chmod 600" in told_by("serve", home, monkeypatch)


def test_a_missing_key_file_is_refused(home, monkeypatch):
    (home / KEY_FILE).unlink()
    assert "hcec init" in told_by("serve", home, monkeypatch)
    (home / KEY_FILE).mkdir()
    assert "illisible" in told_by("serve", home, monkeypatch)


def test_a_key_file_is_never_overwritten_and_is_its_owners_alone(home):
    assert (home / KEY_FILE).stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        save_keyring(Keyring.draw(), home / KEY_FILE)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_wrong_schema_is_refused(home, monkeypatch, command):
    platform = start(settings_for(home))
    with platform.database.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    platform.database.dispose()
    assert "hcec migrate" in told_by(command, home, monkeypatch)


@pytest.mark.parametrize("name", ["hcec.db", "volatile.db"])
def test_a_missing_database_is_refused_and_not_made_anew(home, monkeypatch, name):
    (home / name).unlink()
    assert "hcec migrate" in told_by("serve", home, monkeypatch)
    assert not (home / name).exists()


def test_a_file_that_is_no_database_is_refused(home, monkeypatch):
    for shadow in home.glob("hcec.db*"):
        shadow.unlink()
    (home / "hcec.db").write_bytes(b"these are not the tables you look for" * 200)
    assert "base de données" in told_by("serve", home, monkeypatch)


def test_what_a_command_writes_is_its_owners_alone(tmp_path, monkeypatch):
    home = tmp_path / "instance"
    monkeypatch.setenv("HCEC_HOME", str(home))
    former = os.umask(0o022)
    try:
        with pytest.raises(SystemExit, match=r"^0$"):
            cli.main(["migrate"])
    finally:
        os.umask(former)
    written = [home, *home.rglob("*")]
    assert len(written) > 3
    assert [path.name for path in written if path.stat().st_mode & 0o077] == []


UNSAFE = {
    "HCEC_PUBLIC_URL": [
        "http://parole.example",
        "ftp://parole.example",
        "parole.example",
        "https://",
        "https://parole.example/ici",
        "https://parole.example?q=1",
        "https://moi@parole.example",
        "https://parole.example:port",
        "http://[::1",
    ],
    "HCEC_DATABASE_URL": ["mysql://ici/hcec", "sqlite:memory", "postgresql://ici:port/hcec", "hcec.db"],
    "HCEC_TIMEZONE": ["Europe/Nulle_Part", "../../etc/passwd", "/etc/localtime"],
    "HCEC_SMTP_URL": ["http://courriel.example", "smtp://courriel.example"],
    "HCEC_MAIL_FROM": ["personne", "a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example"],
    "HCEC_BIND_PORT": ["0", "65536", "http", "-1", "８０"],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in UNSAFE.items() for value in values])
def test_an_unsafe_setting_is_refused_by_its_name(home, monkeypatch, name, value):
    assert name in told_by("serve", home, monkeypatch, **{name: value})


def test_a_database_that_does_not_answer_is_refused_without_its_password(home, monkeypatch):
    url = "postgresql://hcec:tres-secret@127.0.0.1:9/hcec"
    line = told_by("serve", home, monkeypatch, HCEC_DATABASE_URL=url)
    assert "ne répond pas" in line
    assert "tres-secret" not in line


def test_a_loopback_address_may_be_http_and_a_usual_port_goes_without_saying():
    def url(text):
        return Settings.from_env({"HCEC_PUBLIC_URL": text}).public_url

    assert url("http://127.0.0.1:8000") == "http://127.0.0.1:8000"
    assert url("http://[::1]:8000/") == "http://[::1]:8000"
    assert url("https://Parole.Example:443/") == "https://parole.example"


def test_the_server_of_somebody_else_is_refused_too(home, monkeypatch):
    """`gunicorn wsgi:app` goes through the same gate as `hcec serve`."""
    for name, value in {"HCEC_HOME": str(home), "HCEC_PUBLIC_URL": "http://parole.example"}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(UnsafeSettings):
        create_app()
    monkeypatch.delenv("HCEC_PUBLIC_URL")
    (home / "hcec.db").unlink()
    with pytest.raises(WrongSchema):
        create_app()
    (home / KEY_FILE).chmod(0o644)
    with pytest.raises(UnsafeKeys):
        create_app()


def test_the_refusal_of_a_real_process_is_one_line_and_no_traceback(tmp_path):
    env = {name: value for name, value in os.environ.items() if not name.startswith("HCEC_")}
    ended = subprocess.run(
        [sys.executable, "-c", "from hcec.cli import main; main()", "serve"],
        env=env | {"HCEC_HOME": str(tmp_path / "nowhere")},
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 1
    assert ended.stderr == "hcec : Il n'y a pas de fichier de clés (keys.json). Lancez : hcec init\n"
