"""`hcec doctor`: 0 and a line a check when all is well; 1 and what to do when one thing is not."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, update

from hcec import cli, clock, db, keys
from hcec.accounts.models import Heartbeat, Staff
from hcec.backup.services import new_key
from hcec.checks import alerts, machine
from hcec.moderation import hints
from hcec.platform import KEY_FILE
from hcec.safeguarding.models import AlertNotice, CoverPeriod, CripDrill, EnvelopeRequest
from hcec.safeguarding.services.alerts import raise_alert
from hcec.safeguarding.sweeps import climb_alerts
from tests import factories

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def ask(platform, cast, crip_key, monkeypatch):
    """A platform on which all is well; run doctor on it, return its exit and its lines that are not well."""
    monkeypatch.setattr(machine, "SAFE_SQLITE", min(machine.SAFE_SQLITE, db.sqlite_version()))
    monkeypatch.setattr(machine, "CLOCK_SLACK", timedelta(days=9999))  # PostgreSQL's clock is not held
    with platform.database.transaction() as session:
        session.add(CripDrill(word_hash=b"x" * 32, made_at=clock.now(), passed_at=clock.now()))
    with platform.database.volatile() as volatile:
        volatile.add_all(Heartbeat(name=name, seen_at=clock.now()) for name in ("worker", "backup"))
    env = {
        "HCEC_HOME": str(platform.settings.home),
        "HCEC_DATABASE_URL": platform.settings.database_url,
        "HCEC_PUBLIC_URL": "http://localhost",
        "HCEC_SMTP_URL": "smtp://127.0.0.1:9",
        "HCEC_BACKUP_KEY": new_key()[1],
    }

    def run():
        done = CliRunner().invoke(cli.group, ["doctor"], env=env)
        platform.activate()
        lines = done.output.splitlines()
        assert all(re.match(r"(bien  |À VOIR)  \S", line) for line in lines), done.output
        return done.exit_code, [line.removeprefix("À VOIR  ") for line in lines if line.startswith("À VOIR")]

    return run


@pytest.fixture
def alert(platform, cast):
    """An alert from Ines, whose notices are owed."""
    with platform.database.transaction() as session:
        message = factories.message(session, cast.ines)
        made = raise_alert(session, testimony=message, raised_by=cast.staff["malik"], now=clock.now())
        climb_alerts(session)
        return made.id


def change(platform, *statements):
    with platform.database.transaction() as session:
        for statement in statements:
            session.execute(statement)


def test_all_is_well(ask):
    assert ask() == (0, [])


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (update(Staff).where(Staff.role == "crip").values(role="outside_reader"), "elle n'a aucun compte"),
        (delete(CripDrill), "La CRIP n'a pas réussi d'exercice"),
        (
            update(CoverPeriod).where(CoverPeriod.kind == "deputy").values(to_on=date(2026, 11, 23)),
            "sans astreinte complète",
        ),
    ],
)
def test_what_is_missing_is_one_line_and_ends_with_one(platform, ask, spoil, words):
    change(platform, spoil)
    exit_code, lines = ask()
    assert exit_code == 1
    assert [words in line for line in lines] == [True], lines


@pytest.mark.parametrize("name", ["worker", "backup"])
def test_a_silence_is_told(platform, ask, name):
    with platform.database.volatile() as volatile:
        volatile.execute(update(Heartbeat).where(Heartbeat.name == name).values(seen_at=clock.now() - 3 * DAY))
    exit_code, lines = ask()
    assert (exit_code, len(lines)) == (1, 1)
    assert {"worker": "hcec worker", "backup": "hcec backup"}[name] in lines[0]


def test_a_message_that_nobody_may_read_is_told_without_saying_which(platform, cast, ask):
    with platform.database.transaction() as session:
        every = [circle.id for circle in cast.circles.values()]
        factories.message(session, cast.ines, words="Le hamster.", circles=every)
        session.execute(
            update(Staff).where(Staff.role.in_(["outside_reader", "crip", "coordinator"])).values(left_on=clock.today())
        )
    exit_code, lines = ask()
    assert exit_code == 1
    assert any("n’a plus personne pour le lire" in line for line in lines)
    assert not any("hamster" in line or cast.ines.cards[0].number in line for line in lines)


@pytest.mark.parametrize(
    ("notice", "is_well"),
    [
        ({"tries": 0}, True),
        ({"tries": 4}, True),
        ({"tries": 5}, False),
        ({"tries": 40, "sent_at": "now"}, True),
        ({"next_try_at": "yesterday"}, False),
    ],
)
def test_e_mails_that_keep_failing_are_told(platform, ask, alert, notice, is_well):
    moments = {"now": clock.now(), "yesterday": clock.now() - DAY - MINUTE}
    values = {name: moments.get(value, value) for name, value in notice.items()}
    change(platform, update(AlertNotice).values(**values))
    exit_code, lines = ask()
    assert (exit_code == 0) is is_well, lines
    assert ["hcec mail test" in line for line in lines] == ([] if is_well else [True])


def test_a_notice_to_whoever_left_is_owed_no_more(platform, cast, ask, alert):
    change(platform, update(AlertNotice).values(tries=9), update(Staff).values(left_on=clock.today()))
    assert alerts._notices(platform)[0]


@pytest.fixture
def open_alone(platform, cast, alert):
    """The CRIP opened the alert's envelope alone, so many hours ago."""

    def at(hours):
        with platform.database.transaction() as session:
            asked = EnvelopeRequest(id=uuid4(), alert_id=alert, asked_by=cast.staff["claire"].id, asked_as="crip")
            asked.reason, asked.is_danger_to_life = "Elle dit qu’elle veut mourir.", True
            asked.state, asked.handed_out_at = "handed_out", clock.now() - timedelta(hours=hours)
            asked.asked_at = asked.handed_out_at
            session.add(asked)

    return at


@pytest.mark.parametrize(("hours", "is_well"), [(23, True), (25, False)])
def test_what_the_crip_opened_alone_is_reviewed_within_a_day(ask, open_alone, hours, is_well):
    open_alone(hours)
    exit_code, lines = ask()
    assert (exit_code == 0) is is_well, lines
    assert ["personne n'a relu dans les 24 heures" in line for line in lines] == ([] if is_well else [True])


def test_an_opening_that_nobody_else_could_review_is_told(platform, ask, open_alone):
    open_alone(1)
    change(
        platform, update(Staff).where(Staff.role.in_(["coordinator", "outside_reader"])).values(left_on=clock.today())
    )
    assert any("personne d'autre ne peut relire" in line for line in ask()[1])


def test_a_change_of_keys_is_followed_to_its_end(platform, ask):
    path = platform.settings.home / KEY_FILE
    ring = keys.load_keyring(path)
    try:
        keys.replace_keyring(ring.with_new_key(), path)
        assert ["hcec keys rotate" in line for line in ask()[1]] == [True]
        keys.replace_keyring(ring.with_new_key().with_former_retired(clock.today()), path)
        assert ask() == (0, [])
        with clock.frozen(clock.now() + timedelta(days=31)):
            assert any("hcec keys forget" in line for line in ask()[1])
    finally:
        keys.replace_keyring(ring, path)
        platform.activate()


def test_keys_that_others_can_read_end_the_examination(platform, ask):
    path = platform.settings.home / KEY_FILE
    path.chmod(0o644)
    try:
        exit_code, lines = ask()
    finally:
        path.chmod(0o600)
    assert (exit_code, len(lines)) == (1, 1)
    assert "chmod 600" in lines[0]


@pytest.mark.parametrize(
    ("wanted", "here", "is_well"), [("off", False, True), ("on", True, True), ("on", False, False)]
)
def test_a_language_model_wanted_and_away_is_told(ask, monkeypatch, wanted, here, is_well):
    monkeypatch.setenv("HCEC_NLP", wanted)
    monkeypatch.setattr(hints, "is_installed", lambda: here)
    exit_code, lines = ask()
    assert (exit_code == 0) is is_well, lines
    assert ["HCEC_NLP=on" in line for line in lines] == ([] if is_well else [True])
