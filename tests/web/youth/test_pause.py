"""S3: while nobody would read them, new words wait in the draft; choices leave, taking back works, help stays."""

from datetime import date

import pytest
from sqlalchemy import select, update

from hcec.accounts.models import Staff
from hcec.department.services import change
from hcec.safeguarding.models import CoverPeriod
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import AnswerSheet, Draft, Testimony
from tests import factories
from tests.answering import SLUG, WORDS, again, answer_all, start, typed_in


@pytest.fixture
def ines(platform, cast, crip_key, browser_of):
    """Ines, past the contract and the situation."""
    with platform.database.transaction() as session:
        factories.consultation(session, cast.staff["cyril"], SLUG)
        session.expunge_all()
    browser = browser_of(cast.ines)
    start(browser, age_band="11_14", placement_type="foster_family", alone="yes")
    return browser


def rows(platform, model):
    with platform.database.reading() as session:
        return session.scalars(select(model)).all()


@pytest.fixture
def lapse(platform):
    """Nobody is on call until Monday."""
    with platform.database.transaction() as session:
        session.execute(update(CoverPeriod).where(CoverPeriod.kind == "on_call").values(from_on=date(2026, 11, 30)))


def test_s3_while_nobody_covers_choices_leave_and_words_wait_in_the_draft(platform, ines, lapse, frozen):
    page = ines.get(f"/consultations/{SLUG}/questions/5")
    assert "On lit de nouveau à partir du lundi 30 novembre." in page.text
    assert "Tes mots partiront plus tard" in page.text
    assert page.soup.select(".numbers a")
    for _ in range(2):
        page = answer_all(ines)
        assert page.url.endswith("/merci")
        assert page.h1 == "Tes mots ne sont pas encore partis"
        assert "On lit de nouveau à partir du lundi 30 novembre." in page.text
        assert "Tes autres réponses sont bien arrivées." in page.text
        assert page.soup.find("a", href="/ma-phrase")
    assert len(rows(platform, AnswerSheet)) == 1
    assert rows(platform, Testimony) == []
    (draft,) = rows(platform, Draft)
    assert draft.expires_on == date(2026, 12, 7), "seven days that count from the reopening"
    page = ines.get(f"/consultations/{SLUG}")
    assert "On lit de nouveau" in page.text
    assert ines.get("/besoin-d-aide").status == 200
    with platform.database.transaction() as session:
        session.execute(update(CoverPeriod).values(from_on=date(2026, 11, 16)))
    page = ines.get(f"/consultations/{SLUG}/questions/5")
    assert typed_in(page) == WORDS
    assert "partiront plus tard" not in page.text
    page = ines.send(page, button="next", field="answer")
    assert page.h1 == "Merci, c’est bien arrivé"
    assert [row.original for row in rows(platform, Testimony)] == [WORDS]
    assert len(rows(platform, AnswerSheet)) == 1
    assert rows(platform, Draft) == []


def test_s3_what_takes_back_or_closes_words_is_done_in_a_pause_too(platform, ines, cast, lapse_after_sending):
    (before,) = rows(platform, Testimony)
    page = again(ines, excluded_circle=cast.circles["west"].id.hex)
    page = ines.send(
        ines.get(f"/consultations/{SLUG}/questions/5"), button="next", answer="Autre chose.", field="answer"
    )
    assert page.h1 == "Tes mots ne sont pas encore partis"
    (text,) = rows(platform, Testimony)
    assert (text.original, text.version) == (WORDS, before.version)
    assert cast.circles["west"].id in {row.circle_id for row in text.circles}
    page = ines.send(ines.get(f"/consultations/{SLUG}/questions/5"), button="next", answer="", field="answer")
    assert page.h1 == "Merci, c’est bien arrivé"
    assert rows(platform, Testimony)[0].state == TestimonyState.WITHDRAWN


@pytest.fixture
def lapse_after_sending(ines, request):
    """Words were sent; then nobody covers today."""
    answer_all(ines)
    request.getfixturevalue("lapse")


@pytest.mark.parametrize("loss", ["key", "account"])
def test_words_wait_too_while_nobody_could_open_their_envelope(platform, ines, loss):
    with platform.database.transaction() as session:
        if loss == "key":
            change(session, actor="platform", role="administrator", crip_public_key="")
        else:
            session.execute(update(Staff).where(Staff.role == "crip").values(role="outside_reader"))
    platform._department_until = 0.0
    page = answer_all(ines)
    assert page.h1 == "Tes mots ne sont pas encore partis"
    assert "On ne sait pas encore quand quelqu’un lira." in page.text
    assert len(rows(platform, AnswerSheet)) == 1
    assert rows(platform, Testimony) == []
