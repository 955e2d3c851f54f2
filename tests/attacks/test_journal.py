"""ATTACKS 36: nobody touches the journal without its saying so; a cut tail shows against the heads sent each day."""

from datetime import date, datetime, timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, select, update

from hcec import cli, clock
from hcec.accounts import sweeps
from hcec.audit import services as audit
from hcec.audit.models import JournalEntry, JournalHead, JournalSegment
from hcec.audit.services import Head, JournalBroken, JournalCut
from hcec.permissions import Role
from tests import factories
from tests.platform import PARIS

ACTS = ["testimony:read", "testimony:keep", "staff:sign_in", "release:download", "alert:take", "alert:close"]


def fill(session, acts=ACTS):
    for act in acts:
        audit.record(session, actor="0" * 32, role="moderator", action=act, subject="testimony:" + "1" * 32)
    session.flush()


def first_bad(session, heads=()):
    session.expire_all()
    with pytest.raises(JournalBroken) as broken:
        audit.verify(session, heads)
    return broken.value.seq


@pytest.fixture
def journal(session):
    fill(session)
    assert audit.verify(session) == len(ACTS)
    return session


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor", "1" * 32),
        ("role", "crip"),
        ("action", "testimony:refuse"),
        ("subject", "testimony:" + "2" * 32),
        ("detail", "rien"),
        ("at", datetime(2026, 11, 22, 9, 0, tzinfo=PARIS)),
        ("mac", b"\x01" * 32),
        ("previous", b"\x01" * 32),
    ],
)
def test_a_changed_line_is_named(journal, column, value):
    journal.execute(update(JournalEntry).where(JournalEntry.seq == 3).values({column: value}))
    assert first_bad(journal) == 3


def test_a_removed_line_is_named(journal):
    journal.execute(delete(JournalEntry).where(JournalEntry.seq == 4))
    assert first_bad(journal) == 4


def test_a_removed_line_whose_followers_were_renumbered_is_named(journal):
    journal.execute(delete(JournalEntry).where(JournalEntry.seq == 4))
    for seq in (5, 6):
        journal.execute(update(JournalEntry).where(JournalEntry.seq == seq).values(seq=seq - 1))
    assert first_bad(journal) == 4


def test_an_added_line_is_named(journal):
    last = journal.scalars(select(JournalEntry).where(JournalEntry.seq == 6)).one()
    same = {name: getattr(last, name) for name in ("at", "actor", "role", "action", "subject", "detail")}
    journal.add(JournalEntry(seq=7, previous=last.mac, mac=b"\x02" * 32, **same))
    journal.flush()
    assert first_bad(journal) == 7


def test_two_lines_that_changed_places_are_named(journal):
    for old, new in ((2, 100), (3, 2), (100, 3)):
        journal.execute(update(JournalEntry).where(JournalEntry.seq == old).values(seq=new))
    assert first_bad(journal) == 2


def test_a_cut_tail_is_found_against_the_head_sent(journal):
    sent = Head(6, journal.get(JournalEntry, 6).mac)
    journal.execute(delete(JournalEntry).where(JournalEntry.seq > 4))
    assert audit.verify(journal) == 4
    with pytest.raises(JournalCut) as cut:
        audit.verify(journal, [sent])
    assert cut.value.seq == 5


def test_a_tail_cut_and_written_anew_is_found_against_the_head_sent(journal):
    sent = Head(6, journal.get(JournalEntry, 6).mac)
    journal.execute(delete(JournalEntry).where(JournalEntry.seq > 4))
    fill(journal, ["testimony:claim", "testimony:claim"])
    assert audit.verify(journal) == 6
    assert first_bad(journal, [sent]) == 6


def test_a_cut_tail_is_found_against_the_head_kept_here(journal):
    audit.note_head(journal, day=date(2026, 11, 22))
    journal.execute(delete(JournalEntry).where(JournalEntry.seq > 4))
    assert first_bad(journal) == 5


def test_the_chain_goes_on_across_an_erased_month(journal, frozen):
    frozen(datetime(2026, 12, 10, 10, 0, tzinfo=PARIS))
    fill(journal)
    frozen(datetime(2027, 12, 2, 3, 0, tzinfo=PARIS))
    assert sweeps.erase_old_journal(journal) == len(ACTS)
    journal.flush()
    assert journal.get(JournalSegment, date(2026, 11, 1)).last_seq == len(ACTS)
    assert audit.verify(journal) == 2 * len(ACTS) + 1
    frozen(datetime(2028, 1, 2, 3, 0, tzinfo=PARIS))
    assert sweeps.erase_old_journal(journal) == len(ACTS)
    assert sweeps.erase_old_journal(journal) == 0
    assert audit.verify(journal) == 2 * len(ACTS) + 2
    journal.execute(delete(JournalEntry).where(JournalEntry.seq == 2 * len(ACTS) + 1))
    assert first_bad(journal) == 2 * len(ACTS) + 1


def test_nobody_hides_lines_behind_an_invented_segment(journal):
    gone = journal.get(JournalEntry, 3)
    journal.add(
        JournalSegment(
            month=date(2026, 10, 1),
            first_seq=1,
            last_seq=3,
            last_mac=gone.mac,
            erased_on=clock.today(),
            mac=b"\x03" * 32,
        )
    )
    journal.execute(delete(JournalEntry).where(JournalEntry.seq <= 3))
    assert first_bad(journal) == 1


def test_the_head_goes_each_day_to_every_data_protection_officer(platform, cast, outbox, frozen):
    with platform.database.transaction() as session:
        fill(session)
        factories.staff(session, "dpo", "Denise Essai")
        assert sweeps.note_journal_head(session) == 1
        assert sweeps.note_journal_head(session) == 0
    for expected in (1, 0):
        with platform.database.transaction() as session:
            assert sweeps.send_journal_heads(platform.settings, session) == expected
    assert len(outbox) == 2
    with platform.database.reading() as session:
        head = session.scalars(select(JournalHead)).one()
        assert head.sent_at == clock.now()
        assert f"{head.seq}:{head.mac.hex()}" in outbox[0].get_content()
        assert head.day == clock.today() - timedelta(days=1)
    for act in ACTS:
        assert act not in outbox[0].as_string()


def test_a_head_that_no_mail_could_carry_stays_due(platform, cast):
    with platform.database.transaction() as session:
        fill(session)
        sweeps.note_journal_head(session)
    with platform.database.transaction() as session:
        assert sweeps.send_journal_heads(platform.settings, session) == 0
    with platform.database.reading() as session:
        assert session.scalars(select(JournalHead)).one().sent_at is None


def test_one_address_that_no_mail_can_carry_does_not_send_the_head_again_each_minute(platform, cast, outbox):
    with platform.database.transaction() as session:
        factories.staff(session, Role.DPO, "Zoé Essai").email = "zoe\n@valdorne.example"
        fill(session)
        sweeps.note_journal_head(session)
    for expected in (1, 0):
        with platform.database.transaction() as session:
            assert sweeps.send_journal_heads(platform.settings, session) == expected
    assert len(outbox) == 1


def test_the_command_names_the_first_bad_line(platform, monkeypatch):
    monkeypatch.setattr("hcec.cli.audit.running", lambda: Held(platform))
    with platform.database.transaction() as session:
        fill(session)
        mac = session.get(JournalEntry, 6).mac.hex()
    assert _verify("--head", f"6:{mac}") == (0, "Le journal tient : 6 lignes.\n")
    assert _verify("--head", "6:" + "0" * 64)[1] == "hcec : le journal ne tient pas à la ligne 6.\n"
    assert "la fin du journal a été retirée : il manque la ligne 7" in _verify("--head", f"9:{mac}")[1]
    assert _verify("--head", "dix")[0] == 2
    with platform.database.transaction() as session:
        session.execute(update(JournalEntry).where(JournalEntry.seq == 2).values(role="crip"))
    assert _verify() == (1, "hcec : le journal ne tient pas à la ligne 2.\n")


def _verify(*arguments):
    result = CliRunner().invoke(cli.group, ["audit", "verify", *arguments])
    return result.exit_code, result.output or f"{result.exception}\n"


class Held:
    def __init__(self, platform):
        self.platform = platform

    def __enter__(self):
        return self.platform

    def __exit__(self, *_):
        return False
