"""Paper sheets: entered by an adult from outside, once, before closing, counted as any other and found by nobody."""

import json

import pytest
from nacl.public import PrivateKey, SealedBox
from sqlalchemy import func, select

from hcec import keys
from hcec.accounts.models import Staff, StaffTie
from hcec.audit.models import JournalEntry
from hcec.consultations.enums import ConsultationStatus
from hcec.permissions import Role
from hcec.testimonies.models import AnswerSheet, PaperBatch, SheetAnswer, SheetEntered, Testimony
from tests import factories

HOME = "/moderation/papier/"
SLUG = "mes-freres-et-soeurs"
ANSWERS = {
    "number": "1",
    "q1_answer": "4",
    "q2_answer": "2",
    "q3_answer": ["1", "3"],
    "q4_rank_1": "2",
    "q4_rank_2": "1",
    "answer": "Ma sœur me manque.",
    "age_band": "11_14",
    "placement_type": "foster_family",
}


@pytest.fixture
def consultation(platform, cast, crip_key):
    with platform.database.transaction() as session:
        return factories.consultation(session, session.get(Staff, cast.staff["cyril"].id), SLUG).id


def start(browser, *circles):
    page = browser.send(browser.get(f"{HOME}{SLUG}/nouveau-lot"), field="submission_key", circles=list(circles))
    assert page.status == 200, page.text
    return page


def kept(platform, model):
    with platform.database.reading() as session:
        return session.scalars(select(model)).all()


def test_a_sheet_is_counted_with_its_choices_and_its_words_wait_to_be_read(platform, cast, browser_of, consultation):
    olga, south = browser_of("olga"), cast.circles["south"].id
    page = olga.send(start(olga, south.hex), field="number", **ANSWERS, q5_quote_ok="yes")
    assert "Feuille 1 du lot 1" in page.text
    (sheet,), (text,) = kept(platform, AnswerSheet), kept(platform, Testimony)
    assert (sheet.age_band, sheet.placement_type, sheet.month.day) == ("11_14", "foster_family", 1)
    assert {(row.choice, row.rank) for row in kept(platform, SheetAnswer)} >= {(4, None), (2, None), (1, 2), (2, 1)}
    assert (text.is_paper, text.may_quote, text.state, text.age_band) == (True, True, "submitted", "11_14")
    assert text.tag != sheet.tag
    assert {row.circle_id for row in text.circles} == {south}
    assert browser_of("karine").get(f"/moderation/{text.id.hex}").status == 200
    assert browser_of("malik").get(f"/moderation/{text.id.hex}").status == 404, "he works where the sheets come from"


def test_the_envelope_names_the_batch_and_the_card_and_nobody_else_does(
    platform, cast, browser_of, consultation, crip_key
):
    olga = browser_of("olga")
    olga.send(start(olga, cast.circles["south"].id.hex), field="number", **ANSWERS, card_number="4821 7730")
    (text,) = kept(platform, Testimony)
    sealed = keys.current().unseal(text.envelope_box, place=f"testimony.envelope_box.{text.id.hex}")
    opened = keys.unpad(SealedBox(PrivateKey(crip_key)).decrypt(sealed))
    (card,) = json.loads(opened)["cards"]
    assert card["number"] == "48217730"
    assert "lot 1" in card["service"]
    assert "Sud" in card["service"]


def test_the_same_form_twice_is_one_sheet_and_the_same_number_twice_is_seen(platform, browser_of, consultation):
    olga = browser_of("olga")
    page = start(olga)
    olga.send(page, field="number", **ANSWERS)
    olga.send(page, field="number", **ANSWERS)
    assert len(kept(platform, AnswerSheet)) == len(kept(platform, SheetEntered)) == 1
    again = olga.send(olga.get(page.url), field="number", **ANSWERS)
    assert again.status == 409
    assert "déjà entrée" in again.text
    assert "Ma sœur me manque." in again.text
    assert len(kept(platform, AnswerSheet)) == 1


def test_without_a_known_territory_nobody_of_any_reads_it(platform, cast, browser_of, consultation):
    olga = browser_of("olga")
    olga.send(start(olga), field="number", **ANSWERS)
    (text,) = kept(platform, Testimony)
    assert {row.circle_id for row in text.circles} == {circle.id for circle in cast.circles.values()}
    for name in ("karine", "malik", "naima"):
        assert browser_of(name).get(f"/moderation/{text.id.hex}").status == 404
    assert olga.get(f"/moderation/{text.id.hex}").status == 200


def test_whoever_works_there_opens_no_envelope_from_there(platform, cast, browser_of, consultation):
    olga = browser_of("olga")
    batch = start(olga, cast.circles["north"].id.hex)
    with platform.database.transaction() as session:
        session.add(StaffTie(staff_id=cast.staff["olga"].id, circle_id=cast.circles["north"].id))
    assert olga.get(batch.url).status == 404, "it became theirs"
    page = olga.get(f"{HOME}{SLUG}/nouveau-lot")
    assert "Nord" not in page.form(field="submission_key").text
    assert olga.send(page, field="submission_key").status == 403, "it may come from anywhere, so from theirs"


def test_nobody_enters_in_another_persons_batch(platform, cast, browser_of, consultation):
    with platform.database.transaction() as session:
        other = factories.staff(session, Role.OUTSIDE_READER, "Oscar Essai")
        session.add(batch := PaperBatch(consultation_id=consultation, number=7, staff_id=other.id))
        session.flush()
        ref = batch.id.hex
    assert browser_of("olga").get(f"{HOME}lots/{ref}").status == 404


def test_after_closing_nothing_enters(platform, browser_of, consultation):
    olga = browser_of("olga")
    page = start(olga)
    with platform.database.transaction() as session:
        from hcec.consultations.models import Consultation
        from hcec.testimonies.services import close_consultation

        close_consultation(session, consultation=session.get(Consultation, consultation), today=factories.clock.today())
    late = olga.send(page, field="number", **ANSWERS)
    assert late.status == 409
    assert "Ma sœur me manque." in late.text
    assert kept(platform, AnswerSheet) == []
    assert "close" in olga.get(page.url).text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"number": ""}, "Donnez un numéro"),
        ({"q4_rank_1": "1"}, "la même place"),
        ({"answer": "a" * 5001}, "trop long"),
        ({"q1_answer": "9"}, "pas dans la liste"),
        ({"card_number": "12"}, "huit chiffres"),
    ],
)
def test_what_cannot_be_counted_is_said_and_nothing_typed_is_lost(platform, browser_of, consultation, typed, told):
    olga = browser_of("olga")
    page = olga.send(start(olga), field="number", **(ANSWERS | typed))
    assert page.status == 400
    assert told in page.text
    assert page.soup.find("input", {"name": "q3_answer", "value": "3"}).has_attr("checked")
    assert page.soup.find("textarea", {"name": "answer"}).text.strip() == (ANSWERS | typed)["answer"]
    assert kept(platform, AnswerSheet) == []


def test_a_blank_sheet_does_not_count(platform, browser_of, consultation):
    olga = browser_of("olga")
    assert olga.send(start(olga), field="number", number="1", age_band="11_14").status == 400
    assert kept(platform, AnswerSheet) == kept(platform, SheetEntered) == []


def test_the_journal_says_who_opened_a_batch_and_never_how_many_sheets(platform, browser_of, consultation):
    olga = browser_of("olga")
    page = start(olga)
    for number in range(1, 4):
        page = olga.send(olga.get(page.url), field="number", **(ANSWERS | {"number": str(number)}))
    with platform.database.reading() as session:
        lines = session.scalar(select(func.count()).where(JournalEntry.action.startswith("paper:")))
    assert lines == 1


@pytest.mark.parametrize("role", [None, *Role])
def test_outside_readers_alone_enter_paper(browser_of, consultation, role):
    expected = {None: 401, Role.OUTSIDE_READER: 200}.get(role, 403)
    for address in (HOME, f"{HOME}{SLUG}/nouveau-lot"):
        assert browser_of(role).get(address).status == expected
    assert browser_of(role).get(f"{HOME}lots/{'0' * 32}").status == (404 if expected == 200 else expected)


def test_what_is_not_open_has_no_batch(platform, cast, browser_of, crip_key):
    with platform.database.transaction() as session:
        on_call = session.get(Staff, cast.staff["cyril"].id)
        factories.consultation(session, on_call, "la-nuit", ConsultationStatus.DRAFT)
    olga = browser_of("olga")
    assert "Aucune consultation" in olga.get(HOME).text
    assert olga.send(olga.get(f"{HOME}la-nuit/nouveau-lot"), field="submission_key").status == 409
    assert olga.get(f"{HOME}rien/nouveau-lot").status == 404
