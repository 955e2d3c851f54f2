"""A platform served for real (`hcec serve`, its own processes and folder), to be killed, starved and listened to."""

import http.client
import os
import secrets
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

from nacl.public import PrivateKey

from hcec import clock
from hcec.accounts.enums import Audience
from hcec.accounts.services import sessions
from hcec.accounts.services import youth as youth_services
from hcec.cli.installing import prepare
from hcec.department.models import DepartmentSetting
from hcec.department.services import change
from hcec.permissions import Role
from hcec.platform import start
from hcec.testimonies.services import accept_contract
from tests import factories
from tests.live import START_SECONDS, free_port
from tests.platform import settings_for


class Served:
    """A platform with young people signed in, and the server that answers them."""

    def __init__(self, home: Path, children: int = 1, *, first: str = "", **environ: str):
        self.home, self.port, self.first = home, free_port(), first
        self.base = f"http://127.0.0.1:{self.port}"
        self.environ = {"HCEC_HOME": str(home), "HCEC_PUBLIC_URL": self.base, **environ}
        settings = settings_for(home, **self.environ)
        prepare(settings)
        self.platform = start(settings)
        with self.platform.database.transaction() as session:
            circle = factories.circle(session)
            service = factories.service(session, circle)
            on_call = factories.staff(session, Role.COORDINATOR, "Cyril Essai")
            factories.cover(session, on_call, factories.staff(session, Role.CRIP, "Claire Essai"))
            change(
                session,
                actor="platform",
                role="administrator",
                crip_public_key=bytes(PrivateKey.generate().public_key).hex(),
            )
            for name in ("messages_an_hour", "messages_a_day"):  # one child stands for many: more than may be decided
                session.merge(DepartmentSetting(name=name, value=100_000))
            young = [factories.youth(service, f"{number:04}-0000") for number in range(children)]
            for youth in young:
                accept_contract(session, youth=youth, consultation_id=None, today=clock.today())
        self.children = [Child(self, youth) for youth in young]
        self.process = None

    def start(self) -> None:
        """Start the server in a process group of its own, and wait until it answers."""
        outside = {name: value for name, value in os.environ.items() if not name.startswith("HCEC_")}
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                f"{self.first}\nfrom hcec.cli import main\nmain()",
                "serve",
                "--port",
                str(self.port),
            ],
            env=outside | self.environ,
            stdout=self._log(),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        until = time.monotonic() + START_SECONDS
        while not self._answers():
            assert self.process.poll() is None, self.log[-2000:]
            assert time.monotonic() < until, "the server did not start in time"
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.base}/sante", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def workers(self) -> list[int]:
        """Return the processes that answer."""
        found = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True)
        return [int(line) for line in found.stdout.split()]

    def kill_one(self, nth: int) -> None:
        """Kill one of the processes that answer, with no warning."""
        while not (workers := self.workers()):  # the last kill may have left none for a moment
            time.sleep(0.01)
        with suppress(ProcessLookupError):
            os.kill(workers[nth % len(workers)], signal.SIGKILL)

    def kill_all(self) -> None:
        """Kill the whole group, with no warning."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=10)

    def stop(self) -> None:
        """Ask it to stop, as a service manager would."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.kill_all()

    @property
    def log(self) -> str:
        """Everything that the server wrote since it was first started."""
        return (self.home / "server.log").read_text(errors="replace")

    def _log(self):
        return (self.home / "server.log").open("ab")


class Child:
    """A young person's browser at work: a cookie and the token of its forms."""

    def __init__(self, server: Served, youth):
        self.server, self.youth = server, youth
        self.cookie = sessions.new_token()
        content = {
            "_user_id": str(Audience.YOUTH),
            "youth": youth_services.to_session(youth),
            "csrf_token": secrets.token_hex(20),
        }
        with server.platform.database.volatile() as volatile:
            sessions.save_session(volatile, self.cookie, content, audience=Audience.YOUTH, staff_id=None)
        self.token = _signed(server.platform, content["csrf_token"])

    def write(self, body: str, key: str, timeout: float = 30) -> int:
        """Send a message under a form's one-time key; return the status. Raises OSError, HTTPException."""
        fields = {"csrf_token": self.token, "submission_key": key, "body": body}
        return self.send("POST", "/messages/nouveau", urlencode(fields), timeout).status

    def send(self, method: str, path: str, body: str | None = None, timeout: float = 30):
        """Send one request on a connection of its own; return the answer, read."""
        headers = {"Cookie": f"session={self.cookie}", "Content-Type": "application/x-www-form-urlencoded"}
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=timeout)
        try:
            connection.request(method, path, body, headers if body is not None else {"Cookie": headers["Cookie"]})
            answer = connection.getresponse()
            answer.text = answer.read().decode()
            return answer
        finally:
            connection.close()


@contextmanager
def serving(home: Path, children: int = 1, *, first: str = "", **environ: str):
    """Serve a platform until the end of the block; its process runs the Python of `first` before anything else."""
    server = Served(home, children, first=first, **environ)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        server.platform.database.dispose()


def _signed(platform, token: str) -> str:
    from itsdangerous import URLSafeTimedSerializer

    return URLSafeTimedSerializer(platform.keyring.web_secret, salt="wtf-csrf-token").dumps(token)
