"""ATTACKS 31, 33: processes killed while young people write. What was acknowledged is there, once, and whole."""

import os
import random
import shutil
import subprocess
import threading
import time
from collections import Counter
from contextlib import suppress
from http.client import HTTPException

import pytest
from sqlalchemy import select, text

from hcec.testimonies.models import Testimony
from tests.served import serving

WRITERS = 6
KILLS = int(os.environ.get("KILLS", "15"))  # 200 before a release: CONTRIBUTING.md
GROUP_EVERY = 5  # one kill in so many takes the whole group
FEWEST = 10


class Writer(threading.Thread):
    """Writes numbered messages, and sends each again until it is acknowledged, as a browser's reader would."""

    def __init__(self, child, number, enough):
        super().__init__(daemon=True)
        self.child, self.number, self.enough = child, number, enough
        self.acknowledged, self.refusals = [], []

    def run(self):
        while not self.enough.is_set() or len(self.acknowledged) < FEWEST:
            self.write(f"message {self.number}-{len(self.acknowledged)}")

    def write(self, body):
        key = f"key-{body.replace(' ', '-')}-of-a-form"
        for _ in range(2000):
            with suppress(OSError, HTTPException):
                status = self.child.write(body, key)
                if status == 303:
                    self.acknowledged.append(body)
                    return
                self.refusals.append(status)
            time.sleep(0.01)
        raise AssertionError("the server is away for good")


def kill_at_random_moments(server, writers):
    """Kill workers, then everything, at moments drawn from a seed, each time while messages are coming in."""
    drawn = random.Random(31)
    for number in range(1, KILLS + 1):
        wait_for_a_message(writers, drawn.uniform(0, 0.3))
        if number % GROUP_EVERY:
            server.kill_one(drawn.randrange(2))
        else:
            server.kill_all()
            server.start()


def wait_for_a_message(writers, then):
    """Wait until one more message is acknowledged, and a little more."""
    told, until = sum(len(writer.acknowledged) for writer in writers), time.monotonic() + 10
    while sum(len(writer.acknowledged) for writer in writers) == told and time.monotonic() < until:
        time.sleep(0.005)
    time.sleep(then)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def aftermath(request, tmp_path_factory):
    """What six writers were told, and what the platform holds, after the kills."""
    is_sqlite = request.param == "sqlite"
    environ = {} if is_sqlite else {"HCEC_DATABASE_URL": request.getfixturevalue("postgres_server").create()}
    with serving(tmp_path_factory.mktemp("crash"), WRITERS, **environ) as server:
        enough = threading.Event()
        writers = [Writer(child, number, enough) for number, child in enumerate(server.children)]
        for writer in writers:
            writer.start()
        kill_at_random_moments(server, writers)
        enough.set()
        for writer in writers:
            writer.join(60)
        server.stop()
        told = sum(len(writer.acknowledged) for writer in writers)
        print(f"{request.param}: {KILLS} kills, {KILLS // GROUP_EVERY} of the group; {told} messages acknowledged")
        yield server, writers


def test_every_acknowledged_message_is_there_exactly_once(aftermath):
    server, writers = aftermath
    with server.platform.database.reading() as session:
        held = Counter(row.original for row in session.scalars(select(Testimony)))
    assert held == Counter(body for writer in writers for body in writer.acknowledged)


def test_nobody_was_refused_or_starved(aftermath):
    _, writers = aftermath
    assert [writer.refusals for writer in writers] == [[]] * WRITERS
    assert min(len(writer.acknowledged) for writer in writers) >= FEWEST


def test_there_are_no_half_rows(aftermath):
    server, _ = aftermath
    with server.platform.database.reading() as session:
        if session.bind.dialect.name == "sqlite":
            assert session.scalar(text("PRAGMA integrity_check")) == "ok"
            assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        assert all(row.circles and row.envelope_box for row in session.scalars(select(Testimony)))


def test_the_kills_wrote_no_word_and_no_address_in_the_log(aftermath):
    server, writers = aftermath
    for secret in ("message 0", "127.0.0.1", writers[0].child.cookie, "Traceback"):
        assert secret not in server.log


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_the_disk_has_the_message_before_its_author_is_told(tmp_path):
    with serving(tmp_path) as server:
        [child] = server.children
        child.write("un message", "the-first-opens-connections")
        trace = tmp_path / "calls"
        options = ["-f", "-y", "-e", "trace=fdatasync,fsync,sendto,write", "-o", str(trace)]
        tracer = subprocess.Popen(
            ["strace", *options, *(f"-p{pid}" for pid in server.workers())], stderr=subprocess.DEVNULL
        )
        time.sleep(1)
        if tracer.poll() is not None:
            pytest.skip("this machine lets nobody trace")
        for number in range(10):
            assert child.write(f"message {number}", f"key-number-{number}-of-ten") == 303
        tracer.terminate()
        tracer.wait(timeout=10)
        told = synced = 0
        for line in trace.read_text().splitlines():
            synced += "sync(" in line and "hcec.db" in line
            if "HTTP/1.1 303" in line:
                told += 1
                assert synced >= told, "told before it was written"
        assert told == 10
