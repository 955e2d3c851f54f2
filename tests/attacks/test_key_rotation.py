"""ATTACKS 37: everything is sealed anew and stays readable; what was moved is refused; former keys go in their time."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from hcec import cli, clock, keys
from hcec.accounts.models import Staff
from hcec.audit.models import JournalEntry
from hcec.backup import rotating
from hcec.cli.installing import prepare
from hcec.permissions import Role
from hcec.platform import KEY_FILE, start
from hcec.safeguarding.services.alerts import raise_alert
from hcec.testimonies.models import Testimony
from tests import factories
from tests.platform import MONDAY, settings_for

WORDS = [f"Le hamster de Zébulon a {number} jours." for number in range(7)]


@pytest.fixture(params=["sqlite", "postgres"])
def place(request, tmp_path, monkeypatch):
    """A platform of its own, whose keys may be changed: seven messages, an alert, a second factor."""
    url = request.getfixturevalue("empty_postgres_url") if request.param == "postgres" else None
    settings = settings_for(tmp_path / "home", url)
    monkeypatch.setattr(rotating, "AT_ONCE", 3)
    monkeypatch.setattr(rotating, "REST", 0)
    with clock.frozen(MONDAY):
        prepare(settings)
        platform = start(settings)
        with platform.database.transaction() as session:
            of = factories.service(session, factories.circle(session))
            reader = factories.staff(session, Role.COORDINATOR, "Cyril Essai")
            reader.totp_secret = "JBSWY3DPEHPK3PXP"
            young = factories.youth(of)
            made = [factories.message(session, young, words=words) for words in WORDS]
            made[0].unfinished = "Le hamster de […]"
            raise_alert(session, testimony=made[0], raised_by=reader, now=clock.now())
        yield platform
    platform.database.dispose()


@pytest.fixture
def hcec(place):
    """Run a command on the platform; return its exit and what it said."""
    env = {"HCEC_HOME": str(place.settings.home), "HCEC_DATABASE_URL": place.settings.database_url}

    def run(*arguments):
        done = CliRunner().invoke(cli.group, arguments, env=env)
        place.activate()
        return done.exit_code, done.output + str(done.exception or "")

    return run


def ring_of(platform):
    return keys.load_keyring(platform.settings.home / KEY_FILE)


def told(platform):
    """Every text, as the running platform reads it."""
    with platform.database.reading() as session:
        return sorted(row.original for row in session.scalars(select(Testimony)))


def beginnings(platform):
    """Return how each box begins, in every column of every table."""
    with platform.database.reading() as session:
        return {
            bytes(box[: keys.KEY_ID_BYTES])
            for table, columns in rotating.sealed_columns().items()
            for row in session.execute(select(*columns).select_from(table))
            for box in row
            if box
        }


def test_everything_is_sealed_under_the_new_key_and_stays_readable(place, hcec):
    former = ring_of(place)
    assert beginnings(place) == {former.key_id}
    exit_code, said = hcec("keys", "rotate")
    assert (exit_code, "Rechiffrées : 9 lignes" in said) == (0, True), said
    ring = ring_of(place)
    assert ring.data_keys[1:] == former.data_keys, "backups still need it"
    assert (ring.pepper, ring.web_secret, ring.is_rotating) == (former.pepper, former.web_secret, False)
    assert beginnings(place) == {ring.key_id}
    assert told(place) == WORDS
    with place.database.reading() as session:
        assert session.scalars(select(Staff.totp_box)).all() != []
        assert session.scalars(select(Staff)).first().totp_secret == "JBSWY3DPEHPK3PXP"
        acts = session.execute(select(JournalEntry.action, JournalEntry.subject)).all()
    assert [tuple(act) for act in acts[-2:]] == [("keys:rotate", "keyring"), ("keys:finish", "keyring")]
    assert (place.settings.home / KEY_FILE).stat().st_mode & 0o777 == 0o600


def test_a_request_under_way_opens_what_was_sealed_after_it_began(place, hcec):
    under_way = place.keyring
    hcec("keys", "rotate")
    keys.use(under_way)
    assert told(place) == WORDS
    with place.database.transaction() as session:
        session.scalars(select(Testimony)).first().original = WORDS[0]
    place.activate()
    assert len(beginnings(place)) == 2, "written with the key that this request had"
    assert len(told(place)) == len(WORDS)


def test_killed_half_way_it_is_taken_up_again_with_the_same_key(place, hcec, monkeypatch):
    round_of, moved = rotating._round, []

    def killed_after_some(*given):
        if any(moved):
            raise KeyboardInterrupt
        done = round_of(*given)
        moved.append(done[0])
        return done

    with monkeypatch.context() as patch:
        patch.setattr(rotating, "_round", killed_after_some)
        assert hcec("keys", "rotate")[0] != 0
    ring = ring_of(place)
    assert ring.is_rotating
    assert len(beginnings(place)) == 2, "half-way"
    assert told(place) == WORDS
    assert hcec("keys", "forget")[0] == 1, "nothing is forgotten meanwhile"
    exit_code, said = hcec("keys", "rotate")
    assert (exit_code, "elle reprend" in said) == (0, True), said
    assert ring_of(place).data_keys == ring.data_keys
    assert beginnings(place) == {ring.key_id}
    assert told(place) == WORDS


def test_two_ciphertexts_swapped_are_refused_and_no_key_is_given_up(place, hcec):
    with place.database.transaction() as session:
        (one, first), (other, second) = session.execute(select(Testimony.id, Testimony.original_box).limit(2)).all()
        for row, box in ((one, second), (other, first)):
            session.execute(update(Testimony).where(Testimony.id == row).values(original_box=box))
    with place.database.reading() as session, pytest.raises(keys.Unreadable):
        _ = session.get(Testimony, one).original
    exit_code, said = hcec("keys", "rotate")
    assert (exit_code, "testimony (2)" in said) == (1, True), said
    assert "hamster" not in said
    assert ring_of(place).is_rotating
    with place.database.reading() as session:
        held = dict(
            session.execute(select(Testimony.id, Testimony.original_box).where(Testimony.id.in_([one, other]))).all()
        )
        assert (bytes(held[one]), bytes(held[other])) == (bytes(second), bytes(first)), "left as they are, as evidence"


def test_a_former_key_goes_once_no_backup_needs_it(place, hcec, monkeypatch):
    assert hcec("keys", "forget") == (0, "Il n'y a pas d'ancienne clé.\n")
    hcec("keys", "rotate")
    exit_code, said = hcec("keys", "forget")
    assert (exit_code, "23/12/2026" in said) == (1, True), said
    with clock.frozen(MONDAY + timedelta(days=31)):
        with place.database.transaction() as session:  # somebody's last word with the former key
            former = keys.Keyring(ring_of(place).data_keys[1:], place.keyring.pepper, place.keyring.web_secret)
            keys.use(former)
            row = session.scalars(select(Testimony)).first()
            row.original_box = former.seal(b"Tard.", place=keys.place_of("testimony", "original_box", row.id))
        exit_code, said = hcec("keys", "forget")
    assert (exit_code, "Oubliées : 1" in said) == (0, True), said
    assert len(ring_of(place).data_keys) == 1
    assert beginnings(place) == {ring_of(place).key_id}
    assert "Tard." in told(place)


def test_one_rotation_at_a_time(place, hcec):
    import fcntl

    from hcec.cli.keyring import LOCK

    with (place.settings.home / LOCK).open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert "en cours" in hcec("keys", "rotate")[1]
    assert len(ring_of(place).data_keys) == 1


def test_another_ring_is_never_taken_up_by_who_is_running(place):
    mine = place.keyring
    keys.replace_keyring(keys.Keyring.draw(), place.settings.home / KEY_FILE)
    place.activate()
    assert place.keyring == mine
    assert told(place) == WORDS
