"""ATTACKS 37: keys rotated while two processes write, killed half-way: resumed, and everything is readable."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter

import pytest
from sqlalchemy import select

from hcec import keys
from hcec.backup import rotating
from hcec.platform import KEY_FILE
from hcec.testimonies.models import Testimony
from tests import factories
from tests.faults.test_crash import Writer
from tests.served import serving

WRITERS, WRITTEN_BEFORE, KILLS = 2, 60, 2
SLOWLY = "from hcec.backup import rotating; rotating.AT_ONCE, rotating.REST = 5, 0.1"


class Unhurried(Writer):
    """Leaves the server time for others: what counts here is that it never stops."""

    def write(self, body):
        super().write(body)
        time.sleep(0.1)


class Reader(threading.Thread):
    """Reads every page of one child again and again."""

    def __init__(self, child, enough):
        super().__init__(daemon=True)
        self.child, self.enough, self.statuses = child, enough, Counter()

    def run(self):
        while not self.enough.is_set() or not self.statuses:
            self.statuses[self.child.send("GET", "/messages/").status] += 1


@pytest.fixture(params=["sqlite", "postgres"])
def server(request, tmp_path):
    """A platform served by two processes, with messages from before."""
    url = request.getfixturevalue("empty_postgres_url") if request.param == "postgres" else None
    with serving(tmp_path / "home", WRITERS, **({"HCEC_DATABASE_URL": url} if url else {})) as served:
        with served.platform.database.transaction() as session:
            for number in range(WRITTEN_BEFORE):
                factories.message(session, served.children[0].youth, words=f"avant {number}")
        yield served


def rotate(server):
    outside = {name: value for name, value in os.environ.items() if not name.startswith("HCEC_")}
    command = [sys.executable, "-c", f"{SLOWLY}\nfrom hcec.cli import main\nmain()", "keys", "rotate"]
    return subprocess.Popen(
        command, env=outside | server.environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def ring_of(server):
    return keys.load_keyring(server.home / KEY_FILE)


def stale(server):
    """Return how many messages are still under a former key."""
    with server.platform.database.reading() as session:
        boxes = session.scalars(select(Testimony.original_box)).all()
    key_id = ring_of(server).key_id
    return sum(bytes(box[: keys.KEY_ID_BYTES]) != key_id for box in boxes)


def kill_after(server, moved):
    """Kill a rotation once it has sealed so many more messages anew."""
    command, left = rotate(server), None
    until = time.monotonic() + 60
    while time.monotonic() < until and command.poll() is None:
        if ring_of(server).is_rotating:
            left = stale(server) if left is None else left
            if stale(server) <= left - moved:
                break
        time.sleep(0.02)
    command.send_signal(signal.SIGKILL)
    command.wait(timeout=10)
    assert command.returncode == -signal.SIGKILL, command.stdout.read()


def test_a_rotation_killed_half_way_loses_nothing_and_stops_nobody(server):
    enough = threading.Event()
    writers = [Unhurried(child, number, enough) for number, child in enumerate(server.children)]
    reader = Reader(server.children[0], enough)
    for each in (*writers, reader):
        each.start()
    drawn = ring_of(server)
    for _ in range(KILLS):
        kill_after(server, moved=10)
        assert ring_of(server).is_rotating
    held = ring_of(server)
    assert held.data_keys[1:] == drawn.data_keys, "one new key, whatever was killed"
    command = rotate(server)
    said, _ = command.communicate(timeout=120)
    assert (command.returncode, "elle reprend" in said) == (0, True), said
    enough.set()
    for each in (*writers, reader):
        each.join(60)
    assert [writer.refusals for writer in writers] == [[]] * WRITERS
    assert set(reader.statuses) == {200}
    server.platform.activate()
    rotating.reseal(server.platform.database, ring_of(server))  # the last words of requests that were under way
    assert rotating.is_whole(server.platform.database, ring_of(server))
    with server.platform.database.reading() as session:
        found = Counter(row.original for row in session.scalars(select(Testimony)))
        assert all(row.envelope for row in session.scalars(select(Testimony)))
    before = Counter(f"avant {number}" for number in range(WRITTEN_BEFORE))
    assert found == before + Counter(body for writer in writers for body in writer.acknowledged)
    assert "Unreadable" not in server.log
