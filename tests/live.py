"""The demonstration, served for real: its own process, its own folder, a free port.

Fixture `demonstration` (session): loads `hcec demo`, starts `hcec serve`, yields a Demonstration, then stops it all.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

import pyotp
import pytest

START_SECONDS = 60


@dataclass
class Demonstration:
    """Where it answers, where it lives, who can sign in (INTERFACE: `hcec demo --json`)."""

    base: str
    home: Path
    accounts: dict

    def __post_init__(self):
        self.cards = list(self.accounts["cards"])

    def card(self) -> str:
        """Return a card code that nobody has used."""
        return self.cards.pop()["code"]

    def staff(self, role: str, nth: int = 0) -> dict:
        """Return the nth member of staff of a role."""
        return [person for person in self.accounts["staff"] if person["role"] == role][nth]

    @staticmethod
    def code(person: dict) -> str:
        """Return a second factor that stays good for a few seconds, never one already used in this step."""
        last = person.get("last_step")
        while (step := int(time.time()) // 30) == last or time.time() % 30 > 27:
            time.sleep(0.5)
        person["last_step"] = step
        return pyotp.TOTP(person["totp_secret"]).now()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def hcec(*arguments: str, env: dict, **options) -> subprocess.CompletedProcess:
    """Run a command of the platform to its end."""
    return subprocess.run(
        [sys.executable, "-c", "from hcec.cli import main; main()", *arguments],
        env=env,
        check=True,
        capture_output=True,
        text=True,
        **options,
    )


def wait_for(url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            if time.monotonic() > deadline:
                raise
        time.sleep(0.2)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory) -> Demonstration:
    """The demonstration on SQLite, as `dev.py run` shows it."""
    home, port = tmp_path_factory.mktemp("demonstration"), free_port()
    env = {name: value for name, value in os.environ.items() if not name.startswith("HCEC_")} | {"HCEC_HOME": str(home)}
    accounts = json.loads(hcec("demo", "--json", env=env).stdout)
    server = subprocess.Popen(
        [sys.executable, "-c", "from hcec.cli import main; main()", "serve", "--port", str(port)],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/sante")
        yield Demonstration(f"http://127.0.0.1:{port}", home, accounts)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)
