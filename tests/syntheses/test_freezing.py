"""What the closing and the first release freeze: sheets, quotable messages; what still leaves (D5)."""

from collections import Counter
from datetime import date

import pytest

from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Snapshot
from hcec.disclosure.attacker import ReleaseUnsafe
from hcec.syntheses.enums import Level, Theme
from hcec.syntheses.services.building import build_release
from hcec.syntheses.services.publishing import publish_synthesis
from hcec.syntheses.services.writing import NotQuotable, choose_quotations, create_synthesis
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.services import close_consultation
from tests import factories
from tests.syntheses import snapshots

TODAY = date(2026, 11, 23)


@pytest.fixture
def people(session, cast):
    return cast.staff


@pytest.fixture
def closed(session, people):
    """A consultation closed as the worker closes it, with its snapshot."""
    made = factories.consultation(session, people["cyril"], status=ConsultationStatus.OPEN)
    for number in range(40):
        snapshots.sheet(session, made, *snapshots.pattern(made, number))
    session.flush()
    close_consultation(session, consultation=made, today=TODAY)
    return made


@pytest.fixture
def readers(people):
    return people["karine"], people["malik"]


def draft(session, consultation, people, title="Un titre"):
    return create_synthesis(session, author=people["odile"], consultation=consultation, level=Level.PUBLIC, title=title)


def publish(session, synthesis, people):
    return publish_synthesis(
        session, synthesis=synthesis, actor=people["odile"], version=synthesis.version, today=TODAY
    )


def test_closing_keeps_what_the_sheets_are(session, closed):
    kept = session.get(Snapshot, closed.id)
    assert (kept.sheets, len(kept.fingerprint)) == (40, 32)


@pytest.mark.parametrize("change", ["newcomer", "correction", "trait", "exchange"])
def test_a_sheet_that_is_not_what_it_was_refuses_every_release(session, closed, people, change):
    sheet = snapshots.sheet(session, closed, *snapshots.pattern(closed, 2)) if change == "newcomer" else None
    if sheet is None:
        sheet = session.query(snapshots.AnswerSheet).filter_by(consultation_id=closed.id).first()
    if change == "correction":
        asked = Counter(answer.question_id for answer in sheet.answers)
        answer = next(answer for answer in sheet.answers if asked[answer.question_id] == 1)
        answer.choice = answer.choice % 3 + 1
    if change == "trait":
        sheet.age_band = None if sheet.age_band else "15_17"
    if change == "exchange":
        sheet.tag = b"x" * 32
    session.flush()
    built = build_release(session, synthesis=draft(session, closed, people))
    assert [check.findings for check in built.report.checks] == [("snapshot_changed",)]
    with pytest.raises(ReleaseUnsafe):
        publish(session, draft(session, closed, people), people)


def test_what_is_approved_after_the_first_release_is_never_quoted(session, closed, people, readers):
    before = snapshots.message(session, closed, readers, "Dit avant.")
    publish(session, draft(session, closed, people), people)
    after = snapshots.message(session, closed, readers, "Approuvé après.")
    second = draft(session, closed, people, "Suite")
    quote = {"synthesis": second, "actor": people["odile"]}
    with pytest.raises(NotQuotable):
        choose_quotations(session, **quote, version=1, chosen={after.id: Theme.LIEU})
    choose_quotations(session, **quote, version=1, chosen={before.id: Theme.LIEU})
    assert [said.text for said in build_release(session, synthesis=second).release.quotations] == ["Dit avant."]


def test_what_is_withdrawn_after_the_first_release_leaves(session, closed, people, readers):
    said = snapshots.message(session, closed, readers, "Je change d’avis.")
    publish(session, draft(session, closed, people), people)
    second = draft(session, closed, people, "Suite")
    choose_quotations(session, synthesis=second, actor=people["odile"], version=1, chosen={said.id: Theme.LIEU})
    said.state = TestimonyState.WITHDRAWN
    session.flush()
    assert build_release(session, synthesis=second).release.quotations == ()
