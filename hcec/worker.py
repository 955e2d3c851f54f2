"""The only place that knows huey: sweeps and their calendar.

The tables are the queue: a sweep finds by itself what is due, so a worker that dies loses nothing, and a nudge
only makes a sweep come sooner.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from huey import Huey, PostgresHuey, SqliteHuey, crontab
from sqlalchemy import delete
from sqlalchemy.orm import Session

from hcec import clock, nudge, storage
from hcec.accounts import sweeps as accounts
from hcec.accounts.models import Heartbeat
from hcec.config import Settings
from hcec.council import sweeps as council
from hcec.followup import sweeps as followup
from hcec.moderation import hints
from hcec.moderation import sweeps as moderation
from hcec.notices import sweeps as notices
from hcec.platform import Platform, start
from hcec.safeguarding import sweeps as safeguarding
from hcec.surveys import sweeps as surveys
from hcec.surveys.services import prompting
from hcec.testimonies import sweeps as testimonies

logger = logging.getLogger("hcec.worker")
Sweep = Callable[[Session], int]

NIGHT_STARTS = 3  # hours, in the département's time zone
PULSE = "worker"
NIGHT = "night"
BACKUP = "backup"
UNTIDY = "untidy"  # somebody kept the last tidying from leaving nothing; until one does
TIDY_AGAIN = timedelta(hours=1)

EVERY_MINUTE: dict[str, Sweep] = {
    "close_past_due": testimonies.close_past_due,
    "end_expired": accounts.end_expired,
    "release_expired_claims": moderation.release_expired_claims,
    "climb_alerts": safeguarding.climb_alerts,
    "close_past_due_surveys": surveys.close_past_due,
}
# What is erased or coarsened; `hcec purge` runs these by hand.
RETENTION: dict[str, Sweep] = {
    "delete_expired_drafts": testimonies.delete_expired_drafts,
    "delete_withdrawn": testimonies.delete_withdrawn,
    "erase_decided_words": moderation.erase_decided_words,
    "forget_old_alerts": safeguarding.forget_old_alerts,
    "erase_unused_accounts": accounts.erase_unused_accounts,
    "erase_old_journal": accounts.erase_old_journal,
    "coarsen_days": testimonies.coarsen_days,
    "forget_surveyed": surveys.forget,
}
EVERY_NIGHT: dict[str, Sweep] = {
    "agree_by_silence": moderation.agree_by_silence,
    "draw_rereadings": moderation.draw_rereadings,
    "count_used_cards": accounts.count_used_cards,
    "count_support": council.count_support,
    **RETENTION,
    "end_past_duties": safeguarding.end_past_duties,
    "note_journal_head": accounts.note_journal_head,
}


def run(settings: Settings) -> None:
    """Work until told to stop (SIGTERM, SIGINT). Raises UnsafeKeys, WrongSchema."""
    platform = start(settings)
    queue = open_queue(settings)
    connect(queue, platform)
    queue.create_consumer(workers=1, periodic=True, scheduler_interval=5).run()


def open_queue(settings: Settings) -> Huey:
    """Return the queue: a file beside the volatile database, or tables of the same PostgreSQL."""
    if settings.is_sqlite:
        return SqliteHuey("hcec", filename=str(settings.home / "queue.db"), results=False, utc=True)
    dsn = settings.volatile_url.replace("postgresql+psycopg://", "postgresql://", 1)
    import psycopg

    with psycopg.connect(dsn, autocommit=True) as connection:  # processes that start together make one table
        connection.execute("SELECT pg_advisory_lock(hashtextextended('queue', 0))")
        return PostgresHuey("hcec", dsn=dsn, results=False, utc=True)


def connect(queue: Huey, platform: Platform) -> Callable[[str], Any]:
    """Give the queue its tasks; return what asks for one sweep soon."""
    sweeps: dict[str, Sweep] = {**EVERY_MINUTE, **EVERY_NIGHT}
    sweeps["notify_alerts"] = partial(safeguarding.notify_alerts, platform.settings)
    sweeps["send_journal_heads"] = partial(accounts.send_journal_heads, platform.settings)
    sweeps["remind_answerers"] = partial(followup.remind_answerers, platform.settings)
    sweeps["send_notices"] = partial(notices.send_notices, platform.settings)
    sweeps["ask_to_read_surveys"] = partial(prompting.ask_to_read, platform.settings)
    sweeps["send_survey_links"] = partial(surveys.send_links, platform.settings)

    often = [*EVERY_MINUTE, "notify_alerts", "send_journal_heads", "send_notices", "remind_answerers"]
    often += ["ask_to_read_surveys", "send_survey_links"]
    if platform.settings.uses_model and hints.is_installed():
        sweeps["add_hints"] = partial(moderation.add_hints, hints.finder)
        often.append("add_hints")  # last: an alert never waits for the model

    @queue.task(name="sweep")  # type: ignore[untyped-decorator]  # huey has no types
    def sweep(name: str) -> None:
        platform.activate()
        run_sweep(platform, name, sweeps[name])

    @queue.periodic_task(crontab(), name="every_minute")  # type: ignore[untyped-decorator]
    def every_minute() -> None:
        platform.activate()
        beat(platform, PULSE, clock.now())
        for name in often:
            run_sweep(platform, name, sweeps[name])
        if is_night_due(platform, clock.local()):
            run_night(platform)
            beat(platform, NIGHT, clock.now())
        elif is_tidying_due(platform):
            tidy(platform)

    return lambda name: sweep(name)


def listen(platform: Platform) -> None:
    """Let the web process' nudges reach the worker."""
    nudge.listen(connect(open_queue(platform.settings), platform))


def run_sweep(platform: Platform, name: str, sweep: Sweep) -> int:
    """Run one sweep in its own transaction. What goes wrong is logged without a value; the next run tries again."""
    try:
        with platform.database.transaction() as session:
            return sweep(session)
    except Exception as failure:  # noqa: BLE001 - one sweep that fails must not stop the others
        logger.error("%s: %s", name, type(failure).__name__)
        return 0


def is_night_due(platform: Platform, local: datetime) -> bool:
    """Return whether tonight's work is still to do: after three, or as soon as the worker is back."""
    tonight = local.replace(hour=NIGHT_STARTS, minute=0, second=0, microsecond=0)
    if local < tonight:
        tonight -= timedelta(days=1)
    with platform.database.volatile_reading() as volatile:
        last = volatile.get(Heartbeat, NIGHT)
        return last is None or last.seen_at < tonight


def beat(platform: Platform, name: str, moment: datetime) -> None:
    """Say that the worker, or its night, was here."""
    with platform.database.volatile() as volatile:
        volatile.merge(Heartbeat(name=name, seen_at=moment))


def run_night(platform: Platform) -> dict[str, int]:
    """Run every nightly sweep now, in order, then tidy the storage; return how many each handled."""
    platform.activate()
    handled = {name: run_sweep(platform, name, sweep) for name, sweep in EVERY_NIGHT.items()}
    tidy(platform)
    return handled


def tidy(platform: Platform) -> None:
    """Tidy the storage. What is kept all the same is remembered, for `hcec doctor` and to be tried again."""
    try:
        is_kept = bool(storage.tidy(platform.database))
    except Exception as failure:  # noqa: BLE001 - somebody holds a table: tried again within the hour
        logger.error("tidy: %s", type(failure).__name__)
        is_kept = True
    if is_kept:
        beat(platform, UNTIDY, clock.now())
        return
    with platform.database.volatile() as volatile:
        volatile.execute(delete(Heartbeat).where(Heartbeat.name == UNTIDY))


def is_tidying_due(platform: Platform) -> bool:
    """Return whether the last tidying left something, an hour ago or more."""
    with platform.database.volatile_reading() as volatile:
        last = volatile.get(Heartbeat, UNTIDY)
        return last is not None and last.seen_at <= clock.now() - TIDY_AGAIN
