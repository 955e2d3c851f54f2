"""`hcec mail test`: 0 only if the mail server took everything."""

import pytest
from click.testing import CliRunner

from hcec import cli


@pytest.fixture
def hcec(platform, cast):
    """Run `hcec mail test` with these arguments and settings."""

    def run(*arguments, **environ):
        env = {"HCEC_HOME": str(platform.settings.home), "HCEC_DATABASE_URL": platform.settings.database_url}
        done = CliRunner().invoke(cli.group, ["mail", "test", *arguments], env=env | {"HCEC_SMTP_URL": ""} | environ)
        platform.activate()
        return done.exit_code, done.output + str(done.exception or "")

    return run


SERVER = {"HCEC_SMTP_URL": "smtp://127.0.0.1:9"}


def test_it_writes_to_every_administrator_and_says_so(hcec, cast, outbox):
    exit_code, said = hcec(**SERVER)
    assert (exit_code, [mail["To"] for mail in outbox]) == (
        0,
        [line.split()[2].rstrip(".") for line in said.splitlines()],
    )
    assert outbox[0]["To"].startswith("agnes.")
    assert "Ceci est un essai" in outbox[0].get_content()


def test_it_writes_to_who_is_named(hcec, outbox):
    assert hcec("--to", "astreinte@valdorne.example", **SERVER)[0] == 0
    assert [mail["To"] for mail in outbox] == ["astreinte@valdorne.example"]


def test_without_a_server_it_says_which_setting(hcec, outbox):
    exit_code, said = hcec()
    assert (exit_code, "HCEC_SMTP_URL" in said, outbox) == (1, True, [])


def test_a_server_that_is_away_is_one_plain_line(hcec):
    exit_code, said = hcec("--to", "astreinte@valdorne.example", **SERVER)
    assert (exit_code, "n'a pas pris l'avis" in said) == (1, True)
    assert "Traceback" not in said


def test_an_address_that_no_header_can_hold_is_refused(hcec, outbox):
    exit_code, said = hcec("--to", "a@b.example\r\nBcc: c@d.example", **SERVER)
    assert (exit_code, "n'est pas une adresse" in said, outbox) == (1, True, [])
