"""Mes données: what is kept is told, and erased on demand."""

import pytest
from sqlalchemy import func, select

from hcec import clock
from hcec.accounts.models import Account
from hcec.accounts.services import youth as youth_services
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Agreement, AnswerSheet, Draft, Testimony
from tests import factories
from tests.answering import SLUG, answer_all, start, write


@pytest.fixture
def ines(platform, browser_of, cast, crip_key):
    """Ines with a phrase, an answered consultation, another started, and an idea."""
    with platform.database.transaction() as session:
        factories.consultation(session, cast.staff["cyril"], SLUG)
        factories.consultation(session, cast.staff["cyril"], "la-nuit")
        wrapped = youth_services.wrap_account(cast.ines, youth_services.draw_phrase(session))
        person = youth_services.store_account(session, youth=cast.ines, wrapped=wrapped, today=clock.today())
    browser = browser_of(person)
    start(browser)
    answer_all(browser)
    start(browser, "la-nuit")
    write(browser)
    return browser


def count(platform, model):
    with platform.database.reading() as session:
        return session.scalar(select(func.count()).select_from(model))


def test_it_tells_what_is_kept(ines):
    text = ines.get("/mes-donnees").text
    for words in ("Tu as une phrase", "Nord", "2 messages", "Mes frères et sœurs", "1 réponse commencée", "90 jours"):
        assert words in text


def test_erasing_asks_to_be_sure(platform, ines):
    page = ines.send(ines.get("/mes-donnees/effacer"), "/mes-donnees/effacer")
    assert page.status == 400
    assert count(platform, Account) == 1


def test_erasing_the_account_leaves_the_words_unless_told(platform, ines):
    page = ines.send(ines.get("/mes-donnees/effacer"), "/mes-donnees/effacer", sure="y")
    assert "C’est effacé" in page.text
    assert [count(platform, model) for model in (Account, Draft, Agreement, AnswerSheet, Testimony)] == [0, 0, 0, 1, 2]
    assert ines.get("/messages/").status == 401


def test_erasing_may_take_every_word_back(platform, ines):
    ines.send(ines.get("/mes-donnees/effacer"), "/mes-donnees/effacer", sure="y", withdraw_all="y")
    assert count(platform, AnswerSheet) == 0
    with platform.database.reading() as session:
        assert set(session.scalars(select(Testimony.state))) == {TestimonyState.WITHDRAWN}
