"""ATTACKS 33: two and four processes; sums are equal, no lock error, nobody starved.

Whoever waits more than ten seconds for their turn is told so (503): that is what starving would look like.
"""

import os
import threading
import time
from collections import Counter

import pytest
from sqlalchemy import select

from hcec.testimonies.models import Testimony
from tests.faults.test_crash import Writer
from tests.live import START_SECONDS
from tests.served import serving

MESSAGES = int(os.environ.get("MESSAGES", "25"))  # for each process; 500 before a release: CONTRIBUTING.md


class Counted(Writer):
    """Writes so many messages, and says when it is done."""

    def run(self):
        try:
            while len(self.acknowledged) < MESSAGES:
                self.write(f"message {self.number}-{len(self.acknowledged)}")
        finally:
            self.enough.set()


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
@pytest.mark.parametrize("processes", [2, 4])
def test_all_that_was_written_is_there_once(request, tmp_path, kind, processes):
    environ = {"HCEC_DATABASE_URL": request.getfixturevalue("empty_postgres_url")} if kind == "postgres" else {}
    first = f"from hcec.cli import serving; serving.PROCESSES = {processes}"
    with serving(tmp_path / "home", processes, first=first, **environ) as server:
        until = time.monotonic() + START_SECONDS
        while len(server.workers()) < processes and time.monotonic() < until:
            time.sleep(0.1)
        assert len(server.workers()) == processes
        writers = [Counted(child, number, threading.Event()) for number, child in enumerate(server.children)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join(600)
        refused = [status for writer in writers for status in writer.refusals]
        # SQLite lets whoever waited ten seconds go, on a machine that is busy with something else: told, sent again
        assert set(refused) <= {503}
        assert len(refused) <= len(writers) * MESSAGES // 50
        with server.platform.database.reading() as session:
            held = Counter(row.original for row in session.scalars(select(Testimony)))
        assert held == Counter(f"message {number}-{each}" for number in range(processes) for each in range(MESSAGES))
