"""ATTACKS 35: with the clock moved, what was said is gone from database, log, free pages and queue; counts remain."""

from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text

from hcec import clock, db, tombstones, worker
from hcec.accounts.models import Account
from hcec.accounts.services import youth as youth_services
from hcec.audit import services as audit
from hcec.audit.models import JournalSegment
from hcec.moderation.enums import DecisionKind
from hcec.moderation.models import Decision
from hcec.moderation.services import Verdict, contest, decide
from hcec.moderation.services.changes import ChangedMeanwhile
from hcec.permissions import Role
from hcec.safeguarding.enums import AlertState, EnvelopeState, Recipient
from hcec.safeguarding.models import Alert, AlertMessage, EnvelopeRequest
from hcec.safeguarding.services.alerts import raise_alert
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import AnswerSheet, Draft, Testimony
from tests import factories
from tests.platform import PARIS

ALL_LATER = datetime(2029, 2, 1, 4, 0, tzinfo=PARIS)
LONG = "Le hamster de Zébulon dort dans ma capuche. " * 150


def at(year, month, day):
    return datetime(year, month, day, 4, 0, tzinfo=PARIS)


def night(platform, frozen, moment):
    frozen(moment)
    return worker.run_night(platform)


@pytest.fixture
def decided(platform, cast):
    """A message kept, one refused: decided on in November 2026, each with a note."""
    made = {}
    with platform.database.transaction() as session:
        for kind in (DecisionKind.KEEP, DecisionKind.REFUSE):
            message = factories.message(session, cast.ines, words=LONG)
            message.state, message.claimed_by = TestimonyState.CLAIMED, cast.staff["malik"].id
            message.claimed_until = clock.today() + timedelta(days=1)
            session.flush()
            verdict = Verdict(kind=kind, version=1, reason="not_about_topic", note="Une note.")
            decide(session, actor=cast.staff["malik"], testimony=message, verdict=verdict, today=clock.today())
            made[kind] = message.id
    return made


@pytest.fixture
def alert(platform, cast):
    """An alert closed with its receipt, an exchange and an envelope handed out."""
    with platform.database.transaction() as session:
        crip = cast.staff["claire"].id
        row = raise_alert(
            session, testimony=factories.message(session, cast.tom, words=LONG), raised_by=None, now=clock.now()
        )
        row.reason, row.told, row.held_by = "On le frappe.", "Nous avons prévenu.", crip
        row.state, row.recipient, row.outcome, row.receipt = AlertState.CLOSED, Recipient.CRIP, "Placé ailleurs.", "R-1"
        row.receipt_on, row.ended_at, row.told_on = clock.today(), clock.now(), clock.today()
        line = AlertMessage(id=uuid4(), alert_id=row.id, position=1, written_on=clock.today())
        line.body = "Merci."
        request = EnvelopeRequest(id=uuid4(), alert_id=row.id, asked_by=crip, agreed_by=cast.staff["cyril"].id)
        request.asked_as = Role.CRIP
        request.state, request.asked_at, request.reason = EnvelopeState.HANDED_OUT, clock.now(), "Parce qu'il faut."
        session.add_all([line, request])
        return row.id


def words_of(platform, testimony_id):
    with platform.database.reading() as reading:
        return reading.get(Testimony, testimony_id).original


@pytest.mark.parametrize(
    ("kind", "last_day"), [(DecisionKind.REFUSE, date(2026, 12, 30)), (DecisionKind.KEEP, date(2027, 2, 28))]
)
def test_words_go_when_their_days_are_over_counted_from_the_end_of_the_month(platform, frozen, decided, kind, last_day):
    night(platform, frozen, at(last_day.year, last_day.month, last_day.day))
    assert words_of(platform, decided[kind]) == LONG
    after = last_day + timedelta(days=1)
    night(platform, frozen, at(after.year, after.month, after.day))
    assert words_of(platform, decided[kind]) is None
    with platform.database.reading() as reading:
        row = reading.get(Testimony, decided[kind])
        assert row.envelope == b""
        assert row.state != TestimonyState.WITHDRAWN
        decision = reading.scalars(select(Decision).where(Decision.testimony_id == row.id)).one()
        assert decision.note_box is None
        assert decision.kind == kind


def test_a_refusal_whose_words_are_gone_is_no_longer_contested(platform, frozen, cast, decided, browser_of):
    night(platform, frozen, at(2027, 1, 2))
    refused = decided[DecisionKind.REFUSE]
    with platform.database.transaction() as session, pytest.raises(ChangedMeanwhile):
        contest(session, testimony=session.get(Testimony, refused), body="Encore")
    page = browser_of(cast.ines).get(f"/messages/{refused.hex}")
    assert page.status == 200
    assert "contester" not in page.response.text


def test_words_not_decided_on_stay(platform, frozen, cast):
    with platform.database.transaction() as session:
        waiting = factories.message(session, cast.ines, words=LONG).id
    night(platform, frozen, ALL_LATER)
    assert words_of(platform, waiting) == LONG


def test_an_alert_says_nothing_30_days_after_its_receipt_and_keeps_its_states(
    platform, frozen, cast, alert, browser_of
):
    night(platform, frozen, at(2026, 12, 23))
    with platform.database.reading() as reading:
        assert reading.get(Alert, alert).copy == LONG
    night(platform, frozen, at(2026, 12, 24))
    with platform.database.reading() as reading:
        row = reading.get(Alert, alert)
        assert (row.copy, row.envelope, row.reason, row.told, row.outcome) == ("", b"", None, None, "")
        assert (row.state, row.recipient, row.receipt) == (AlertState.CLOSED, Recipient.CRIP, "R-1")
        assert row.erased_on == date(2026, 12, 24)
        assert reading.scalars(select(AlertMessage)).all() == []
        assert reading.scalars(select(EnvelopeRequest)).one().reason == ""
        message = row.testimony_id
    for who, address in ((cast.tom, f"/messages/{message.hex}"), ("claire", f"/alertes/{alert.hex}")):
        page = browser_of(who).get(address)
        assert page.status == 200
        assert "None" not in page.text


@pytest.mark.parametrize("state", [AlertState.SIGNALLED, AlertState.TAKEN, AlertState.TRANSMITTED])
def test_an_open_alert_is_never_erased(platform, frozen, alert, state):
    with platform.database.transaction() as session:
        session.get(Alert, alert).state = state
    night(platform, frozen, ALL_LATER)
    with platform.database.reading() as reading:
        assert reading.get(Alert, alert).copy == LONG


def test_the_journal_keeps_twelve_months_and_the_account_eight_quarters(platform, frozen, cast):
    with platform.database.reading() as reading:
        words = youth_services.draw_phrase(reading)
    wrapped = youth_services.wrap_account(cast.ines, words)
    with platform.database.transaction() as session:
        youth_services.store_account(session, youth=cast.ines, wrapped=wrapped, today=clock.today())
        audit.record(session, actor="platform", role="platform", action="setting:change", subject="x")
    night(platform, frozen, at(2027, 11, 30))
    assert count(platform, JournalSegment) == 0
    night(platform, frozen, at(2027, 12, 1))
    assert count(platform, JournalSegment) == 1
    night(platform, frozen, at(2028, 12, 31))
    assert count(platform, Account) == 1
    night(platform, frozen, at(2029, 1, 1))
    assert count(platform, Account) == 0
    with platform.database.reading() as reading:
        audit.verify(reading)


def test_nothing_of_what_was_erased_is_left_in_any_file_and_counts_remain(platform, frozen, cast, decided, alert):
    with platform.database.transaction() as session:
        session.add(Draft(tag=b"t" * 32, box=b"\x07draft under way" * 500, expires_on=clock.today()))
        of = factories.consultation(session, cast.staff["cyril"])
        session.add(AnswerSheet(tag=b"s" * 32, consultation_id=of.id, month=clock.month_of(clock.today())))
    queue = worker.open_queue(platform.settings)
    worker.connect(queue, platform)("close_past_due")
    assert len(boxes(platform)) == 13
    canaries = {name: each for name, each in boxes(platform).items() if found(platform, each)}
    assert len(canaries) > 10  # the others lie across two pages
    before = {model: count(platform, model) for model in (Testimony, Decision, AnswerSheet, Alert, EnvelopeRequest)}
    handled = night(platform, frozen, ALL_LATER)
    assert (handled["erase_decided_words"], handled["forget_old_alerts"], handled["delete_expired_drafts"]) == (2, 1, 1)
    assert [name for name, each in canaries.items() if found(platform, each)] == []
    assert {model: count(platform, model) for model in before} == before


def test_a_night_with_nothing_to_do_does_nothing_and_complains_of_nothing(platform, cast, frozen, caplog):
    assert set(night(platform, frozen, at(2026, 11, 24)).values()) == {0}
    assert caplog.records == []


def test_a_dry_run_counts_and_erases_nothing(platform, frozen, decided, alert):
    from hcec.cli.keeping import _purged

    (platform.settings.home / tombstones.FILE).unlink(missing_ok=True)
    frozen(ALL_LATER)
    counted = _purged(platform, dry_run=True)
    assert (counted["erase_decided_words"], counted["forget_old_alerts"]) == (2, 1)
    assert words_of(platform, decided[DecisionKind.KEEP]) == LONG
    assert not (platform.settings.home / tombstones.FILE).exists()
    assert _purged(platform) == counted
    assert words_of(platform, decided[DecisionKind.KEEP]) is None
    assert sum(_purged(platform).values()) == 0


def count(platform, model):
    with platform.database.reading() as reading:
        return reading.scalar(select(func.count()).select_from(model))


def boxes(platform) -> dict[str, bytes]:
    """Return a piece of every sealed box that must go, by table, column and row."""
    held = {}
    with platform.database.reading() as reading:
        for table, columns in {
            "testimony": ("original_box", "envelope_box"),
            "decision": ("note_box",),
            "alert": ("copy_box", "envelope_box", "reason_box", "told_box"),
            "alert_message": ("body_box",),
            "envelope_request": ("reason_box",),
            "draft": ("box",),
        }.items():
            for number, row in enumerate(reading.execute(select(db.Base.metadata.tables[table])).mappings()):
                if table == "testimony" and row["state"] == TestimonyState.SUBMITTED:
                    continue  # still waits for its reader
                held |= {f"{table}.{name}.{number}": row[name][-48:] for name in columns if row[name]}
    return held


def found(platform, canary: bytes) -> list[str]:
    """Return the files of this machine, but for the server's own log of PostgreSQL, where the bytes are."""
    return [path.name for path in files(platform) if canary in path.read_bytes()]


def files(platform) -> list[Path]:
    kept = [path for path in platform.settings.home.iterdir() if path.is_file()]
    if not platform.settings.is_sqlite:
        with platform.database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(text("CHECKPOINT"))
            folder = connection.scalar(text("SELECT current_setting('data_directory')"))
            base = connection.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
        kept += [path for path in Path(folder, "base", str(base)).iterdir() if path.is_file()]
    return kept
