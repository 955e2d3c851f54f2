"""One question a screen, without JavaScript: nothing typed is ever lost, one sheet is made, words go to be read."""

import pytest
from sqlalchemy import select, update

from hcec.consultations.enums import QuestionKind
from hcec.consultations.models import Consultation
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import AnswerSheet, Draft, SheetAnswer, Testimony
from tests import factories
from tests.answering import SLUG, WORDS, again, answer_all, start, typed_in


@pytest.fixture
def consultation(platform, cast, crip_key):
    with platform.database.transaction() as session:
        made = factories.consultation(session, cast.staff["cyril"], SLUG)
        session.expunge_all()
    return made


@pytest.fixture
def ines(browser_of, cast, consultation):
    """Ines, past the contract and the situation."""
    browser = browser_of(cast.ines)
    page = start(browser, age_band="11_14", placement_type="foster_family", alone="yes")
    assert page.url.endswith("/questions/1")
    return browser


def rows(platform, model):
    with platform.database.reading() as session:
        return session.scalars(select(model)).all()


def test_the_last_next_sends_and_thanks(platform, ines):
    page = answer_all(ines)
    assert page.url.endswith("/merci")
    assert "Merci" in page.h1
    (sheet,) = rows(platform, AnswerSheet)
    assert (sheet.age_band, sheet.placement_type, sheet.was_alone) == ("11_14", "foster_family", True)
    (text,) = rows(platform, Testimony)
    assert text.original == WORDS
    assert text.state == TestimonyState.SUBMITTED
    assert rows(platform, Draft) == []


def test_going_back_after_the_thanks_finds_what_was_sent(ines):
    answer_all(ines)
    page = ines.get(f"/consultations/{SLUG}/questions/5")
    assert page.url.endswith(f"/consultations/{SLUG}")
    assert "Déjà répondu" in page.text


def test_choices_are_kept_by_their_position(platform, ines):
    answer_all(ines)
    held = sorted((row.choice, row.rank) for row in rows(platform, SheetAnswer) if row.rank is None)
    assert held == [(1, None), (2, None), (3, None), (3, None)]
    assert sorted((row.choice, row.rank) for row in rows(platform, SheetAnswer) if row.rank) == [(1, 2), (2, 1)]


def test_it_says_where_one_is(ines):
    assert "3 sur 5" in ines.get(f"/consultations/{SLUG}/questions/3").text


def test_the_last_screen_says_what_its_button_does_and_that_it_is_final_at_closing(ines):
    page = ines.get(f"/consultations/{SLUG}/questions/5")
    assert page.soup.find("button", {"name": "next"}).text.strip() == "Envoyer mes réponses"
    assert "ne peuvent plus être retirées" in page.text


def test_who_reads_and_when_is_said_where_words_are_asked(ines):
    page = ines.get(f"/consultations/{SLUG}/questions/5")
    assert "Des éducateurs d'un autre endroit que le tien." in page.text
    assert "Quelqu’un lit en ce moment." in page.text


def test_consent_to_be_quoted_is_asked_and_never_ticked_beforehand(platform, ines):
    page = ines.get(f"/consultations/{SLUG}/questions/5")
    assert not page.soup.find("input", {"name": "quote_ok"}).has_attr("checked")
    assert "ne peuvent plus être repris" in page.text
    answer_all(ines)
    assert not rows(platform, Testimony)[0].may_quote


def test_consents_given_go_with_the_words(platform, ines):
    answer_all(ines, quote_ok="yes", about_adult="yes")
    (text,) = rows(platform, Testimony)
    assert text.may_quote
    assert text.is_about_adult


def test_back_finds_what_was_typed(ines):
    page = ines.get(f"/consultations/{SLUG}/questions/5")
    page = ines.send(page, button="previous", answer=WORDS, quote_ok="yes", field="answer")
    assert page.url.endswith("/questions/4")
    page = ines.get(f"/consultations/{SLUG}/questions/5")
    assert typed_in(page) == WORDS
    assert page.soup.find("input", {"name": "quote_ok"}).has_attr("checked")


def test_the_first_previous_leads_to_the_situation(ines):
    page = ines.send(ines.get(f"/consultations/{SLUG}/questions/1"), button="previous", field="answer")
    assert page.url.endswith("/ma-situation")
    assert page.soup.find("input", {"name": "age_band", "value": "11_14"}).has_attr("checked")


def test_words_passed_over_are_kept_and_not_sent(platform, ines):
    page = ines.get(f"/consultations/{SLUG}/questions/1")
    page = ines.send(page, button="next", answer="4", field="answer")
    page = ines.send(ines.get(f"/consultations/{SLUG}/questions/5"), button="skip", answer=WORDS, field="answer")
    assert page.url.endswith("/merci")
    assert rows(platform, Testimony) == []
    assert WORDS in ines.get(f"/consultations/{SLUG}/questions/5").text


def test_all_passed_over_sends_nothing_and_says_so(platform, ines):
    page = ines.get(f"/consultations/{SLUG}/questions/1")
    for _ in range(5):
        page = ines.send(page, button="skip", field="submission_key")
    assert page.url.endswith("/merci")
    assert "Rien n’a été envoyé" in page.text
    assert rows(platform, AnswerSheet) == []


def test_a_text_too_long_is_refused_and_stays(platform, ines):
    long = "a" * 5001
    page = ines.send(ines.get(f"/consultations/{SLUG}/questions/5"), button="next", answer=long, field="answer")
    assert page.status == 400
    assert typed_in(page) == long
    assert "C’est trop long" in page.text
    assert long in ines.get(f"/consultations/{SLUG}/questions/5").text
    assert rows(platform, Testimony) == []


def test_a_text_too_long_left_behind_is_shown_before_anything_is_sent(platform, browser_of, cast, crip_key):
    with platform.database.transaction() as session:
        factories.consultation(session, cast.staff["cyril"], SLUG, questions=[QuestionKind.TEXT, QuestionKind.ONE])
    ines = browser_of(cast.ines)
    start(ines)
    page = ines.get(f"/consultations/{SLUG}/questions/1")
    ines.send(page, button="previous", answer="b" * 6000, field="answer")
    page = ines.send(ines.get(f"/consultations/{SLUG}/questions/2"), button="next", answer="1", field="answer")
    assert page.url.endswith("/questions/1")
    assert "C’est trop long" in page.text
    assert rows(platform, AnswerSheet) == []


@pytest.mark.parametrize(
    ("n", "fields"),
    [
        (1, {"answer": "9"}),
        (1, {"answer": ["1", "2"]}),
        (2, {"answer": "x"}),
        (3, {"answer": "-1"}),
        (2, {"answer": "٣"}),
    ],
)
def test_a_choice_that_is_not_offered_is_refused(platform, ines, n, fields):
    page = ines.send(ines.get(f"/consultations/{SLUG}/questions/{n}"), button="next", field="answer", **fields)
    assert page.status == 400
    assert "Choisis une réponse de la liste" in page.text


def test_two_choices_of_one_place_are_refused_and_stay(ines):
    page = ines.get(f"/consultations/{SLUG}/questions/4")
    page = ines.send(page, button="next", rank_1="1", rank_2="1", field="rank_1")
    assert page.status == 400
    assert "même place" in page.text
    chosen = [option["value"] for option in page.soup.find_all("option", selected=True)]
    assert chosen == ["1", "1"]


@pytest.mark.parametrize("n", ["0", "6", "-1", "99999999999999999999", "un"])
def test_a_question_out_of_range_does_not_exist(ines, n):
    assert ines.get(f"/consultations/{SLUG}/questions/{n}").status == 404


def test_without_the_contract_the_question_leads_to_it(browser_of, cast, consultation):
    browser = browser_of(cast.tom)
    assert browser.get(f"/consultations/{SLUG}/questions/2").url.endswith("/accord")
    assert browser.get(f"/consultations/{SLUG}/ma-situation").url.endswith("/accord")


def test_a_second_sending_replaces_the_first(platform, ines):
    answer_all(ines)
    page = ines.get(f"/consultations/{SLUG}")
    assert "Changer mes réponses" in page.text
    page = again(ines, age_band="15_17")
    assert page.url.endswith("/questions/1")
    assert page.soup.find("input", {"value": "2"}).has_attr("checked")
    answer_all(ines, words="Tous les dimanches.")
    (sheet,) = rows(platform, AnswerSheet)
    assert sheet.age_band == "15_17"
    (text,) = rows(platform, Testimony)
    assert (text.original, text.version, text.age_band) == ("Tous les dimanches.", 2, "15_17")


def test_words_being_read_stay_and_new_words_are_a_new_message(platform, cast, ines):
    answer_all(ines)
    with platform.database.transaction() as session:
        text = session.scalars(select(Testimony)).one()
        text.state, text.claimed_by = TestimonyState.CLAIMED, cast.staff["malik"].id
    again(ines)
    answer_all(ines)
    assert len(rows(platform, Testimony)) == 1
    again(ines)
    answer_all(ines, words="Autre chose.")
    assert sorted(text.original for text in rows(platform, Testimony)) == ["Autre chose.", WORDS]


def test_everything_can_be_taken_back_until_closing(platform, ines):
    answer_all(ines)
    page = ines.get(f"/consultations/{SLUG}/retirer")
    page = ines.send(page, f"/consultations/{SLUG}/retirer")
    assert "C’est retiré." in page.text
    assert rows(platform, AnswerSheet) == []
    assert [text.state for text in rows(platform, Testimony)] == [TestimonyState.WITHDRAWN]
    assert "Tu les vois assez souvent" not in ines.get("/messages/").text


def test_a_phrase_is_offered_after_sending_and_never_forced(ines):
    page = answer_all(ines)
    assert "Si tu pars sans phrase" in page.text
    assert page.soup.find("a", href="/ma-phrase")


def test_the_excluded_circles_and_ones_own_never_read(platform, cast, browser_of, consultation):
    browser = browser_of(cast.ines)
    page = browser.send(browser.get(f"/consultations/{SLUG}/accord"), f"/consultations/{SLUG}/accord", accept="yes")
    offered = [box["value"] for box in page.soup.find_all("input", {"name": "excluded_circle"})]
    assert cast.circles["north"].id.hex not in offered
    browser.send(page, button="next", field="alone", excluded_circle=[cast.circles["west"].id.hex])
    answer_all(browser)
    with platform.database.reading() as session:
        circles = {row.circle_id for row in session.scalars(select(Testimony)).one().circles}
    assert circles == {cast.circles["north"].id, cast.circles["west"].id}
    page = browser.get(f"/consultations/{SLUG}/ma-situation")
    assert page.soup.find("input", {"value": cast.circles["west"].id.hex}).has_attr("checked")


@pytest.fixture
def safety_topic(platform, consultation):
    with platform.database.transaction() as session:
        session.execute(update(Consultation).values(is_safety_topic=True))


@pytest.mark.usefixtures("safety_topic")
def test_s3_with_an_adult_beside_words_on_a_safety_topic_give_way_to_help(platform, browser_of, cast):
    browser = browser_of(cast.ines)
    start(browser, alone="no")
    page = browser.get(f"/consultations/{SLUG}/questions/5")
    assert not page.soup.find("textarea")
    assert page.soup.main.select(".numbers a")
    assert page.soup.main.find("a", href="/besoin-d-aide")
    assert "plus tard, quand tu seras seul(e)" in page.text
    assert browser.send(page, button="next").url.endswith("/merci")
    assert rows(platform, Testimony) == []


@pytest.mark.usefixtures("safety_topic")
def test_s3_what_was_written_alone_stays_when_somebody_comes(platform, browser_of, cast):
    browser = browser_of(cast.ines)
    start(browser, alone="yes")
    page = browser.get(f"/consultations/{SLUG}/questions/5")
    browser.send(page, button="previous", answer=WORDS)
    again(browser, alone="no")
    page = browser.get(f"/consultations/{SLUG}/questions/5")
    assert WORDS not in page.text
    assert "Ce que tu avais écrit est gardé." in page.text
    browser.send(page, button="previous")
    again(browser, alone="yes")
    assert typed_in(browser.get(f"/consultations/{SLUG}/questions/5")) == WORDS


@pytest.mark.parametrize("alone", ["yes", "unsure"])
@pytest.mark.usefixtures("safety_topic")
def test_alone_or_unsure_one_writes(browser_of, cast, alone):
    browser = browser_of(cast.ines)
    start(browser, alone=alone)
    assert browser.get(f"/consultations/{SLUG}/questions/5").soup.find("textarea")


def test_with_an_adult_beside_other_topics_take_words(browser_of, cast, consultation):
    browser = browser_of(cast.ines)
    start(browser, alone="no")
    assert browser.get(f"/consultations/{SLUG}/questions/5").soup.find("textarea")
