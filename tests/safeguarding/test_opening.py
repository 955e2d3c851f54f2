"""S3: a consultation opens only when everything that protects young people is in place."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import delete, select, update

from hcec.accounts.models import Staff
from hcec.audit.models import JournalEntry
from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.services import ChangedMeanwhile, ConsultationNotDraft
from hcec.department import services as department
from hcec.labels import label
from hcec.permissions import Role
from hcec.safeguarding.enums import CoverGap, Obstacle
from hcec.safeguarding.models import CoverHours, CoverPeriod
from hcec.safeguarding.services.opening import (
    LACKING,
    NotReady,
    close_early,
    cover_gaps,
    obstacles,
    open_consultation,
)
from hcec.testimonies.models import AnswerSheet
from hcec.testimonies.services import ConsultationClosed
from tests import factories

TODAY = date(2026, 11, 23)


@pytest.fixture
def odile(cast):
    return cast.staff["odile"]


@pytest.fixture
def ready(session, cast, crip_key):
    """A draft that lacks nothing."""
    return factories.consultation(session, session.get(Staff, cast.staff["cyril"].id), status=ConsultationStatus.DRAFT)


def act_open(session, consultation, odile, version=None):
    version = version or consultation.version
    open_consultation(session, consultation=consultation, actor=odile, version=version, today=TODAY)


def test_a_ready_draft_opens_and_the_journal_says_so(session, odile, ready):
    act_open(session, ready, odile)
    assert (ready.status, ready.version) == (ConsultationStatus.OPEN, 2)
    last = session.scalars(select(JournalEntry).order_by(JournalEntry.seq.desc())).first()
    assert (last.action, last.subject, last.actor) == (
        "consultation:open",
        f"consultation:{ready.id.hex}",
        odile.id.hex,
    )


@pytest.mark.parametrize(
    ("spoil", "obstacle"),
    [
        (lambda it: setattr(it, "title", ""), Obstacle.NO_TITLE),
        (lambda it: setattr(it, "why", ""), Obstacle.NO_WHY),
        (lambda it: setattr(it, "who_reads", ""), Obstacle.NO_WHO_READS),
        (lambda it: setattr(it, "what_next", ""), Obstacle.NO_WHAT_NEXT),
        (lambda it: it.audience.clear(), Obstacle.NO_AUDIENCE),
        (lambda it: it.questions.clear(), Obstacle.NO_QUESTION),
        (lambda it: setattr(it, "opens_on", None), Obstacle.NO_DATES),
        (lambda it: setattr(it, "answer_due_on", None), Obstacle.NO_DATES),
        (lambda it: setattr(it, "opens_on", it.closes_on + timedelta(days=1)), Obstacle.CLOSES_BEFORE_OPENING),
        (lambda it: setattr(it, "closes_on", TODAY - timedelta(days=1)), Obstacle.CLOSES_IN_THE_PAST),
        (lambda it: setattr(it, "answer_due_on", TODAY), Obstacle.ANSWER_BEFORE_CLOSING),
        (lambda it: setattr(it, "on_call_id", None), Obstacle.NO_ON_CALL),
    ],
)
def test_what_is_missing_prevents_opening_and_is_named(session, odile, ready, spoil, obstacle):
    spoil(ready)
    session.flush()
    with pytest.raises(NotReady) as refusal:
        act_open(session, ready, odile)
    assert obstacle in refusal.value.obstacles
    assert ready.status == ConsultationStatus.DRAFT


def test_without_the_crip_s_key_no_envelope_can_be_sealed_so_nothing_opens(session, odile, ready):
    department.change(session, actor="platform", role="administrator", crip_public_key="")
    assert obstacles(session, consultation=ready, today=TODAY) == (Obstacle.NO_CRIP_KEY,)


def test_without_a_crip_account_nobody_could_open_an_envelope_so_nothing_opens(session, cast, odile, ready):
    session.add(CoverPeriod(kind="deputy", staff_id=cast.staff["olga"].id, from_on=TODAY, to_on=ready.closes_on))
    session.get(Staff, cast.staff["claire"].id).left_on = TODAY
    with pytest.raises(NotReady) as refusal:
        act_open(session, ready, odile)
    assert refusal.value.obstacles == (Obstacle.NO_CRIP_ACCOUNT,)
    assert "Demandez-en un" in label("obstacle", Obstacle.NO_CRIP_ACCOUNT)


@pytest.mark.parametrize(
    ("lapse", "expected"),
    [
        (
            update(CoverPeriod).where(CoverPeriod.kind == "on_call").values(to_on=date(2026, 12, 1)),
            [(CoverGap.NO_ON_CALL, date(2026, 12, 2), date(2026, 12, 14))],
        ),
        (
            update(CoverPeriod).where(CoverPeriod.kind == "deputy").values(from_on=date(2026, 11, 25)),
            [(CoverGap.NO_DEPUTY, date(2026, 11, 23), date(2026, 11, 24))],
        ),
        (delete(CoverHours), [(CoverGap.NO_HOURS, date(2026, 11, 23), date(2026, 12, 14))]),
    ],
)
def test_s3_nothing_opens_over_days_that_nobody_covers_and_they_are_named(session, odile, ready, lapse, expected):
    session.execute(lapse)
    with pytest.raises(NotReady) as refusal:
        act_open(session, ready, odile)
    assert list(refusal.value.obstacles) == [LACKING[kind] for kind, _first, _last in expected]
    assert [tuple(span) for span in cover_gaps(session, consultation=ready, today=TODAY)] == expected


def test_s3_whoever_leaves_covers_no_more(session, cast, odile, ready):
    session.add(CoverPeriod(kind="deputy", staff_id=cast.staff["olga"].id, from_on=TODAY, to_on=TODAY))
    session.get(Staff, cast.staff["olga"].id).left_on = TODAY
    session.execute(delete(CoverPeriod).where(CoverPeriod.staff_id == cast.staff["claire"].id))
    assert obstacles(session, consultation=ready, today=TODAY) == (Obstacle.NO_DEPUTY,)


def test_s3_whoever_takes_a_role_that_never_reads_covers_no_more(session, cast, ready):
    session.get(Staff, cast.staff["claire"].id).role = Role.ADMINISTRATOR
    session.flush()
    assert obstacles(session, consultation=ready, today=TODAY) == (Obstacle.NO_CRIP_ACCOUNT, Obstacle.NO_DEPUTY)


@pytest.mark.parametrize("name", ["karine", "odile"])
def test_somebody_who_may_not_handle_alerts_is_not_on_call(session, cast, odile, ready, name):
    ready.on_call_id = cast.staff[name].id
    session.flush()
    session.expire(ready)
    assert Obstacle.NO_ON_CALL in obstacles(session, consultation=ready, today=TODAY)


def test_somebody_who_left_is_not_on_call(session, odile, ready):
    ready.on_call.left_on = TODAY
    assert Obstacle.NO_ON_CALL in obstacles(session, consultation=ready, today=TODAY)


def test_what_changed_since_it_was_read_does_not_open(session, odile, ready):
    with pytest.raises(ChangedMeanwhile):
        act_open(session, ready, odile, version=ready.version + 1)


@pytest.mark.parametrize("status", [ConsultationStatus.OPEN, ConsultationStatus.CLOSED, ConsultationStatus.ARCHIVED])
def test_only_a_draft_opens(session, odile, ready, status):
    ready.status = status
    ready.closed_on = TODAY if status != ConsultationStatus.OPEN else None
    session.flush()
    with pytest.raises(ConsultationNotDraft):
        act_open(session, ready, odile)


def test_closing_early_freezes_the_sheets_and_the_journal_says_so(session, odile, ready):
    act_open(session, ready, odile)
    sheet = AnswerSheet(id=uuid4(), tag=b"tag of a child", consultation_id=ready.id, month=TODAY.replace(day=1))
    session.add(sheet)
    session.flush()
    close_early(session, consultation=ready, actor=odile, version=ready.version, today=TODAY)
    session.expire_all()
    assert (ready.status, ready.closed_on) == (ConsultationStatus.CLOSED, TODAY)
    assert sheet.tag != b"tag of a child"
    last = session.scalars(select(JournalEntry).order_by(JournalEntry.seq.desc())).first()
    assert last.action == "consultation:close"


def test_what_is_not_open_does_not_close(session, odile, ready):
    with pytest.raises(ConsultationClosed):
        close_early(session, consultation=ready, actor=odile, version=ready.version, today=TODAY)


def test_what_changed_since_it_was_read_does_not_close(session, odile, ready):
    act_open(session, ready, odile)
    with pytest.raises(ChangedMeanwhile):
        close_early(session, consultation=ready, actor=odile, version=ready.version - 1, today=TODAY)
    assert ready.status == ConsultationStatus.OPEN
