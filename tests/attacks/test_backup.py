"""ATTACKS 34: a backup under writes, restored elsewhere; sealed; what was erased since is erased again."""

import os
import stat
from datetime import date, datetime
from threading import Event, Thread
from uuid import uuid4

import pyrage
import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from hcec import cli, clock, keys, tombstones
from hcec.accounts.models import Account, Card, Heartbeat, OneTimeLink, Service, WebSession
from hcec.accounts.services import cards, sessions
from hcec.accounts.services import staff as staff_services
from hcec.accounts.services import youth as youth_services
from hcec.audit import services as audit
from hcec.backup import services
from hcec.council.models import Topic, TopicSupport
from hcec.council.services import topics
from hcec.moderation import sweeps as moderation
from hcec.platform import KEY_FILE
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony, TestimonyCircle
from hcec.testimonies.services import withdraw
from tests import factories
from tests.council import supported
from tests.council.supported import shown
from tests.platform import PARIS
from tests.restored import PRIVATE, PUBLIC, contents, elsewhere, take

WORDS = "Le hamster de Zébulon dort dans ma capuche."


@pytest.fixture
def url(platform, request):
    """The address of an empty database of the same kind, None for SQLite in its home."""
    return None if platform.settings.is_sqlite else request.getfixturevalue("empty_postgres_url")


@pytest.fixture(autouse=True)
def _no_tombstones_of_others(platform):
    (platform.settings.home / tombstones.FILE).unlink(missing_ok=True)


@pytest.fixture
def message(platform, cast):
    with platform.database.transaction() as session:
        return factories.message(session, cast.ines, words=WORDS).id


def count(database, model):
    with database.reading() as reading:
        return reading.scalar(select(func.count()).select_from(model))


def test_a_backup_restored_elsewhere_holds_the_same_rows(platform, cast, message, tmp_path, url):
    with platform.database.transaction() as session:
        audit.record(session, actor="platform", role="platform", action="setting:change", subject="database")
    sealed = take(platform)
    with elsewhere(platform, tmp_path / "other", url) as other:
        assert services.read(other.database, sealed, private_key=PRIVATE) == 0
        assert contents(other.database) == contents(platform.database)
        with other.database.reading() as reading:
            assert reading.get(Testimony, message).original == WORDS
            assert audit.verify(reading) == 1


def test_a_backup_taken_under_writes_holds_whole_transactions_only(platform, cast, tmp_path, url):
    stop, written = Event(), []

    def write():
        platform.activate()
        while not stop.is_set():
            with platform.database.transaction() as session:
                circles = {row.id for row in cast.circles.values()}
                written.append(factories.message(session, cast.tom, words=WORDS, circles=circles).id)

    writer = Thread(target=write)
    writer.start()
    try:
        while len(written) < 5:
            pass
        sealed = take(platform)
    finally:
        stop.set()
        writer.join()
    with elsewhere(platform, tmp_path / "other", url) as other:
        services.read(other.database, sealed, private_key=PRIVATE)
        messages, circles = count(other.database, Testimony), count(other.database, TestimonyCircle)
        assert 4 <= messages <= len(written)
        assert circles == 3 * messages


def test_the_same_state_gives_the_same_lines_whatever_the_order_of_writing(platform, cast, message):
    lines = services._opened(take(platform), PRIVATE)
    rows = [line for line in lines[1:] if line.startswith("[")]
    assert rows
    assert services._opened(take(platform), PRIVATE) == lines


def test_the_file_opens_with_the_departments_private_key_alone(platform, message):
    sealed = take(platform)
    assert WORDS.encode() not in sealed
    assert message.bytes not in sealed
    with pytest.raises(services.NotABackup):
        services.read(platform.database, sealed, private_key=services.new_key()[0])
    with pytest.raises(services.NotABackup):
        services.read(platform.database, sealed[:-20], private_key=PRIVATE)


def test_a_backup_written_by_somebody_else_to_the_public_key_is_refused(platform, message, tmp_path, url):
    sealed = take(platform)
    with elsewhere(platform, tmp_path / "other", url) as other:
        keys.use(keys.Keyring.draw())
        with pytest.raises(services.NotABackup):
            services.read(other.database, sealed, private_key=PRIVATE)
        other.activate()
        with pytest.raises(services.NotABackup):
            services.read(
                other.database,
                pyrage.encrypt(b"{}", [pyrage.x25519.Recipient.from_str(PUBLIC)]),
                private_key=PRIVATE,
            )


def test_a_restore_refuses_a_database_in_use(platform, message):
    before = contents(platform.database)
    with pytest.raises(services.DatabaseInUse):
        services.read(platform.database, take(platform), private_key=PRIVATE)
    assert contents(platform.database) == before


def test_no_volatile_row_and_no_key_is_in_a_backup_and_a_restore_empties_sessions_links_and_limits(
    platform, cast, message, tmp_path, url
):
    with platform.database.volatile() as volatile:
        sessions.save_session(volatile, sessions.new_token(), {}, audience="youth", staff_id=None)
        staff_services.issue_link(volatile, staff_id=cast.staff["karine"].id)
    sealed = take(platform)
    held = "\n".join(services._opened(sealed, PRIVATE))
    for name in ("web_session", "one_time_link", "rate_limit", "card_use", "heartbeat", "keys.json"):
        assert name not in held
    with elsewhere(platform, tmp_path / "other", url) as other:
        with other.database.volatile() as volatile:
            sessions.save_session(volatile, sessions.new_token(), {}, audience="youth", staff_id=None)
            staff_services.issue_link(volatile, staff_id=uuid4())
        services.read(other.database, sealed, private_key=PRIVATE)
        with other.database.volatile_reading() as volatile:
            for model in (WebSession, OneTimeLink, Heartbeat):
                assert volatile.scalar(select(func.count()).select_from(model)) == 0


def test_a_message_withdrawn_after_the_backup_is_erased_again(platform, cast, message, tmp_path, url):
    sealed = take(platform)
    with platform.database.transaction() as session:
        withdraw(session, youth=cast.ines, testimony=session.get(Testimony, message))
    with elsewhere(platform, tmp_path / "other", url) as other:
        assert services.read(other.database, sealed, private_key=PRIVATE) == 1
        assert count(other.database, Testimony) == count(other.database, TestimonyCircle) == 0


@pytest.mark.parametrize("act", ["taken back", "gone", "told"])
def test_a_support_that_ended_after_the_backup_does_not_come_back(platform, cast, tmp_path, url, act):
    topic_id = shown(platform, cast, supports=5)
    supported.count(platform)
    with platform.database.transaction() as session:
        topics.support(session, youth=cast.tom, topic=session.get(Testimony, topic_id))
    sealed = take(platform)
    with platform.database.transaction() as session:
        if act == "taken back":
            topics.stop_supporting(session, youth=cast.tom, topic=session.get(Testimony, topic_id))
        elif act == "gone":
            topics.forget_supports(session, youth=cast.tom)
        else:
            topic = session.get(Topic, topic_id)
            topics.tell_topic(session, topic=topic, actor=cast.staff["odile"], version=1, told="On en a parlé.")
    left = count(platform.database, TopicSupport)
    with elsewhere(platform, tmp_path / "other", url) as other:
        assert services.read(other.database, sealed, private_key=PRIVATE) == 6 - left
        assert count(other.database, TopicSupport) == left


def test_a_withdrawal_rolled_back_leaves_no_tombstone(platform, cast, message):
    with platform.database.writing() as session:
        withdraw(session, youth=cast.ines, testimony=session.get(Testimony, message))
        session.rollback()
        session.commit()
    assert tombstones.erased("testimony", [message.bytes]) == []


def test_an_account_erased_and_a_card_revoked_after_the_backup_do_not_come_back(platform, cast, tmp_path, url):
    with platform.database.reading() as reading:
        words = youth_services.draw_phrase(reading)
    wrapped = youth_services.wrap_account(cast.ines, words)
    with platform.database.transaction() as session:
        ines = youth_services.store_account(session, youth=cast.ines, wrapped=wrapped, today=clock.today())
        service = session.get(Service, cast.services["north"].id)
        lost, kept = cards.make_cards(session, service=service, count=2, expires=date(2027, 3, 31))
    sealed = take(platform)
    with platform.database.transaction() as session:
        youth_services.erase_account(session, youth=ines)
        cards.revoke_card(session, number=lost.number)
    with elsewhere(platform, tmp_path / "other", url) as other:
        assert services.read(other.database, sealed, private_key=PRIVATE) == 2
        assert count(other.database, Account) == 0
        assert count(other.database, Card) == 1
        with other.database.reading() as reading:
            assert cards.check_card(reading, code=kept.code, today=clock.today())


def test_words_past_their_retention_do_not_come_back(platform, cast, message, tmp_path, url, frozen):
    with platform.database.transaction() as session:
        row = session.get(Testimony, message)
        row.state, row.read_on = TestimonyState.KEPT, clock.month_of(clock.today())
    sealed = take(platform)
    frozen(datetime(2027, 3, 2, 3, 0, tzinfo=PARIS))
    with platform.database.transaction() as session:
        assert moderation.erase_decided_words(session) == 1
    with elsewhere(platform, tmp_path / "other", url) as other:
        assert services.read(other.database, sealed, private_key=PRIVATE) == 1
        with other.database.reading() as reading:
            assert reading.get(Testimony, message).original is None


def test_the_tombstones_file_is_sorted_keyed_and_private(platform, cast, message):
    with platform.database.transaction() as session:
        withdraw(session, youth=cast.ines, testimony=session.get(Testimony, message))
        tombstones.mark(session, "account", b"one", b"two")
    path = platform.settings.home / tombstones.FILE
    lines = path.read_text().split()
    assert lines == sorted(lines)
    assert len(lines) == 3
    assert message.hex not in path.read_text()
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600


def run(*arguments, code=0):
    result = CliRunner().invoke(cli.group, list(arguments))
    assert result.exit_code == code, result.output
    return result.output


def test_the_commands_back_up_restore_and_purge(tmp_path, monkeypatch):
    home, private, file = tmp_path / "home", tmp_path / "private.key", tmp_path / "today.age"
    monkeypatch.setenv("HCEC_HOME", str(home))
    monkeypatch.setenv("HCEC_PUBLIC_URL", "http://localhost")
    monkeypatch.delenv("HCEC_DATABASE_URL", raising=False)
    run("migrate")
    run("services", "create", "--name", "Foyer", "--short-name", "F", "--circle", "Nord", "--children", "400")
    assert "HCEC_BACKUP_KEY" in run("backup", str(file), code=1)
    said = run("backup", "--new-key", str(private))
    monkeypatch.setenv("HCEC_BACKUP_KEY", said.strip().rpartition("=")[2])
    run("backup", str(file))
    assert stat.S_IMODE(os.stat(file).st_mode) == stat.S_IMODE(os.stat(private).st_mode) == 0o600
    assert "ne peut pas être créé" in run("backup", str(file), code=1)
    assert "sert déjà" in run("restore", str(file), "--key", str(private), code=1)
    assert "brouillons" in run("purge", "--dry-run")
    run("purge")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    monkeypatch.setenv("HCEC_HOME", str(elsewhere))
    assert CliRunner().invoke(cli.group, ["restore", str(file), "--key", str(private)]).exit_code == 1
    (elsewhere / KEY_FILE).write_bytes((home / KEY_FILE).read_bytes())
    (elsewhere / KEY_FILE).chmod(0o600)
    assert "C'est restauré" in run("restore", str(file), "--key", str(private))
    assert "Foyer" in run("services", "list")
    assert "Le journal tient : 2 lignes" in run("audit", "verify")


def test_a_public_key_that_is_not_one_stops_the_start(tmp_path, monkeypatch):
    from hcec.config import Settings, UnsafeSettings

    with pytest.raises(UnsafeSettings, match="HCEC_BACKUP_KEY"):
        Settings.from_env({"HCEC_HOME": str(tmp_path), "HCEC_BACKUP_KEY": "age1faux"})
