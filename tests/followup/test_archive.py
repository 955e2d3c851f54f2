"""F1: nothing is archived before the département answered in public."""

from datetime import date

import pytest
from sqlalchemy import select

from hcec.accounts.models import Staff
from hcec.audit.models import JournalEntry
from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.services import ChangedMeanwhile
from hcec.followup import queries, services
from hcec.followup.models import PublicAnswer
from tests import factories

TODAY = date(2026, 11, 23)
WORDS = {
    "by_function": "La vice-présidente à l'enfance",
    "said": "Vous voulez voir vos frères et sœurs.",
    "will_do": "Un week-end par mois.",
    "cannot_do": "Pas tous dans le même lieu : il manque des places.",
}


@pytest.fixture
def odile(cast):
    return cast.staff["odile"]


@pytest.fixture
def closed(session, cast):
    return factories.consultation(session, session.get(Staff, cast.staff["cyril"].id), status=ConsultationStatus.CLOSED)


def publish(session, consultation, odile, **changes):
    words = WORDS | changes
    version = consultation.version
    return services.publish_answer(
        session, consultation=consultation, actor=odile, version=version, today=TODAY, **words
    )


def test_without_a_published_answer_nothing_is_archived(session, odile, closed):
    with pytest.raises(services.NoAnswerYet):
        services.archive(session, consultation=closed, actor=odile, version=closed.version)
    assert closed.status == ConsultationStatus.CLOSED


def test_an_answer_kept_unpublished_is_no_answer(session, odile, closed):
    session.add(PublicAnswer(consultation_id=closed.id, **WORDS))
    session.flush()
    with pytest.raises(services.NoAnswerYet):
        services.archive(session, consultation=closed, actor=odile, version=closed.version)
    assert session.scalars(queries.awaiting_answer()).all() == [closed]


def test_once_answered_it_is_archived_and_the_journal_says_both(session, odile, closed):
    answer = publish(session, closed, odile)
    assert answer.published_on == TODAY
    services.archive(session, consultation=closed, actor=odile, version=closed.version)
    assert closed.status == ConsultationStatus.ARCHIVED
    lines = session.scalars(select(JournalEntry).order_by(JournalEntry.seq)).all()
    assert [line.action for line in lines] == ["answer:publish", "consultation:archive"]


def test_an_answer_may_be_corrected_until_the_archive(session, odile, closed):
    first = publish(session, closed, odile)
    assert publish(session, closed, odile, will_do="Deux week-ends par mois.") is first
    services.archive(session, consultation=closed, actor=odile, version=closed.version)
    with pytest.raises(services.ConsultationNotClosed):
        publish(session, closed, odile)


@pytest.mark.parametrize("part", WORDS)
def test_an_answer_has_a_named_function_and_three_parts(session, odile, closed, part):
    with pytest.raises(services.IncompleteAnswer):
        publish(session, closed, odile, **{part: ""})


@pytest.mark.parametrize("status", [ConsultationStatus.DRAFT, ConsultationStatus.OPEN])
def test_what_still_takes_answers_is_neither_answered_nor_archived(session, odile, closed, status):
    closed.status, closed.closed_on = status, None
    session.flush()
    with pytest.raises(services.ConsultationNotClosed):
        publish(session, closed, odile)
    session.expire_all()
    with pytest.raises(services.ConsultationNotClosed):
        services.archive(session, consultation=closed, actor=odile, version=closed.version)


def test_what_changed_since_it_was_read_is_refused(session, odile, closed):
    publish(session, closed, odile)
    with pytest.raises(ChangedMeanwhile):
        services.archive(session, consultation=closed, actor=odile, version=closed.version - 1)


def test_what_is_closed_waits_for_a_release_and_an_answer(session, odile, closed):
    assert session.scalars(queries.awaiting_release()).all() == [closed]
    assert session.scalars(queries.awaiting_answer()).all() == [closed]
    publish(session, closed, odile)
    assert session.scalars(queries.awaiting_answer()).all() == []
