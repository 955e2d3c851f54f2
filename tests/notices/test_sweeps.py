"""E-mails for staff: none unless asked, by day, once, and without a word of what waits."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from hcec import clock, mail
from hcec.accounts.models import Staff
from hcec.consultations.enums import ConsultationStatus
from hcec.notices.enums import NoticeKind
from hcec.notices.models import NoticeChoice
from hcec.notices.services.choosing import choose, offered_to
from hcec.notices.sweeps import send_notices
from hcec.permissions import Role
from hcec.syntheses.enums import Level
from hcec.syntheses.models import Synthesis
from tests import factories
from tests.platform import MONDAY, PARIS


@pytest.fixture
def sweep(platform):
    def run():
        with platform.database.transaction() as session:
            return send_notices(platform.settings, session)

    return run


@pytest.fixture
def ask(platform, cast):
    def asked(name, *kinds):
        with platform.database.transaction() as session:
            choose(session, person=cast.member(name), kinds=[NoticeKind(kind) for kind in kinds], today=clock.today())

    return asked


@pytest.fixture
def open_one(platform, cast):
    """Return a function that makes a consultation closing, or answered, in so many days."""

    def make(days, status=ConsultationStatus.OPEN):
        with platform.database.transaction() as session:
            made = factories.consultation(session, session.get(Staff, cast.staff["cyril"].id), status=status)
            made.closes_on = made.answer_due_on = clock.today() + timedelta(days=days)
            return made.id

    return make


def test_nobody_is_written_to_who_did_not_ask(platform, cast, sweep, outbox, open_one):
    open_one(2)
    with platform.database.transaction() as session:
        factories.message(session, cast.ines)
    assert sweep() == 0
    assert outbox == []


def test_a_reader_is_told_of_the_queue_once_a_week_and_only_of_their_own(platform, cast, sweep, ask, outbox, frozen):
    ask("malik", "queue")
    ask("karine", "queue")
    with platform.database.transaction() as session:
        factories.message(session, cast.ines, words="Ma soeur me manque")
    assert sweep() == 1
    assert outbox[0]["To"] == cast.member("malik").email, "karine works where ines lives"
    assert "soeur" not in outbox[0].as_string()
    assert sweep() == 0
    frozen(MONDAY + timedelta(days=4))
    assert sweep() == 0
    frozen(MONDAY + timedelta(days=7))
    assert sweep() == 1


def test_an_empty_queue_is_not_written_about(sweep, ask, outbox):
    ask("malik", "queue")
    assert sweep() == 0


@pytest.mark.parametrize(("days", "letters"), [(30, 0), (7, 1), (5, 1), (2, 1)])
def test_closing_soon_is_told_seven_and_two_days_before(sweep, ask, outbox, open_one, frozen, days, letters):
    open_one(days)
    ask("odile", "closing")
    assert sweep() == letters
    assert "frères" not in "".join(each.as_string() for each in outbox)


def test_each_of_the_two_days_is_told_once(sweep, ask, outbox, open_one, frozen):
    open_one(7)
    ask("odile", "closing")
    told = []
    for day in range(8):
        frozen(MONDAY + timedelta(days=day))
        told.append(sweep())
    assert told == [1, 0, 0, 0, 0, 1, 0, 0]


def test_an_answer_that_is_late_is_told_to_the_observatory(sweep, ask, outbox, open_one):
    open_one(-1, ConsultationStatus.CLOSED)
    ask("odile", "answer_due")
    assert sweep() == 1


def test_a_text_to_reread_is_told_to_others_than_its_author(platform, cast, sweep, ask, outbox, open_one):
    consultation = open_one(-1, ConsultationStatus.CLOSED)
    with platform.database.transaction() as session:
        other = factories.staff(session, Role.OBSERVATORY, "Oriane Essai")
        session.add(
            Synthesis(consultation_id=consultation, level=Level.INTERNAL, title="X", author_id=other.id, in_review=True)
        )
    ask("odile", "review")
    assert sweep() == 1
    with platform.database.transaction() as session:
        session.scalars(select(Synthesis)).one().author_id = cast.member("odile").id
        session.scalars(select(NoticeChoice)).one().told_on = date(2026, 1, 1)
    assert sweep() == 0


def test_nobody_is_written_to_at_night_nor_after_leaving(platform, cast, sweep, ask, outbox, open_one, frozen):
    open_one(2)
    ask("odile", "closing")
    frozen(datetime(2026, 11, 23, 6, 0, tzinfo=PARIS))
    assert sweep() == 0
    frozen(MONDAY)
    with platform.database.transaction() as session:
        session.get(Staff, cast.member("odile").id).left_on = clock.today()
    assert sweep() == 0


def test_a_mail_server_that_is_down_loses_nothing(platform, sweep, ask, outbox, open_one, frozen, monkeypatch):
    open_one(2)
    ask("odile", "closing")

    def away(*args, **kwargs):
        raise mail.MailNotSent("away")

    with monkeypatch.context() as broken:
        broken.setattr(mail, "send", away)
        assert sweep() == 0
        assert sweep() == 0
    frozen(MONDAY + timedelta(hours=2))
    assert sweep() == 1


def test_a_role_is_offered_what_it_could_see_by_coming(cast):
    assert offered_to(cast.member("malik")) == (NoticeKind.QUEUE, NoticeKind.CLOSING)
    assert NoticeKind.QUEUE not in offered_to(cast.member("odile"))
    assert offered_to(cast.member("adrien")) == (), "followup reminds them, asked or not"
    assert offered_to(cast.member("agnes")) == ()


def test_asking_for_what_is_not_offered_asks_for_nothing(platform, ask):
    ask("agnes", "queue", "review")
    with platform.database.reading() as session:
        assert session.scalars(select(NoticeChoice)).all() == []
