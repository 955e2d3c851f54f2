"""Paper sheets: entered by an adult from outside, once, before closing, counted as any other and found by nobody."""

import json
from uuid import uuid4

import pytest
from nacl.public import PrivateKey, SealedBox
from sqlalchemy import func, select

from hcec import keys
from hcec.accounts.card_code import draw_code, format_code
from hcec.accounts.models import Staff, StaffTie
from hcec.audit.models import JournalEntry
from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation
from hcec.department.services import Department
from hcec.permissions import Role
from hcec.testimonies.models import AnswerSheet, PaperBatch, SheetAnswer, SheetEntered, Testimony
from hcec.testimonies.services import (
    NotFromOutside,
    PaperSheet,
    close_consultation,
    enter_sheet,
    key_of,
    open_batch,
)
from hcec.testimonies.services.paper_codes import sheet_tag, words_tag
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


def test_a_sheet_is_taken_back_by_the_code_on_the_paper_and_entered_again(platform, browser_of, consultation):
    olga = browser_of("olga")
    page = start(olga)
    code = page.soup.find("input", {"name": "code"})["value"]
    assert format_code(code) in page.text
    wrong = olga.send(page, field="number", **ANSWERS | {"q1_answer": "1"})
    olga.send(wrong, field="number", **ANSWERS | {"number": "2"})
    back = f"{page.url.removeprefix('http://localhost')}/reprendre"
    for typed in ({"number": "2", "code": code}, {"number": "1", "code": draw_code()}, {"number": "1", "code": "x"}):
        refused = olga.send(olga.get(back), back, **typed)
        assert refused.status == 400
        assert len(kept(platform, AnswerSheet)) == 2
    again = olga.send(olga.get(back), back, number="1", code=format_code(code).lower())
    assert "La feuille 1 n’est plus comptée" in again.text
    assert len(kept(platform, AnswerSheet)) == len(kept(platform, SheetEntered)) == 1
    assert sorted(text.state for text in kept(platform, Testimony)) == ["submitted", "withdrawn"]
    assert olga.send(olga.get(back), back, number="1", code=code).status == 400
    assert "Feuille 1 du lot 1" in olga.send(again, field="number", **ANSWERS).text
    assert len(kept(platform, AnswerSheet)) == 2
    with platform.database.reading() as session:
        lines = select(JournalEntry.action).where(JournalEntry.action.startswith("paper:"))
        assert session.scalars(lines.order_by(JournalEntry.seq)).all() == ["paper:open", "paper:uncount"]


def test_with_every_key_and_no_paper_nothing_leads_from_a_number_to_its_answers(platform, browser_of, consultation):
    olga = browser_of("olga")
    page = start(olga)
    code = page.soup.find("input", {"name": "code"})["value"]
    olga.send(page, field="number", **ANSWERS)
    (sheet,), (text,), (entered,) = kept(platform, AnswerSheet), kept(platform, Testimony), kept(platform, SheetEntered)
    for kind in (AnswerSheet, Testimony, SheetEntered, JournalEntry, PaperBatch):
        columns = [str(getattr(row, column.key)) for row in kept(platform, kind) for column in kind.__table__.columns]
        assert code not in " ".join(columns)
    key = key_of(code, entered.batch_id)
    assert (sheet.tag, text.tag) == (sheet_tag(key, 1), words_tag(key, 1))
    other = key_of(draw_code(), entered.batch_id)
    assert sheet.tag not in {sheet_tag(other, 1), sheet_tag(key, 2), words_tag(key, 1)}


def test_who_left_or_came_near_meanwhile_enters_nothing(platform, cast, consultation):
    batch, actor = uuid4(), cast.member("olga")
    with platform.database.transaction() as session:
        asked = session.get_one(Consultation, consultation)
        days = {"today": factories.clock.today()}
        made = open_batch(session, actor=actor, consultation=asked, row_id=batch, circles=frozenset(), **days)
        session.add(StaffTie(staff_id=actor.id, circle_id=cast.circles["north"].id))
        session.flush()
        given = {"row_id": uuid4(), "sheet": PaperSheet(1, b"k" * 32), "department": Department(), **days}
        with pytest.raises(NotFromOutside):
            enter_sheet(session, actor=actor, batch=made, **given)


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
        close_consultation(session, consultation=session.get(Consultation, consultation), today=factories.clock.today())
    back = f"{page.url.removeprefix('http://localhost')}/reprendre"
    assert olga.send(olga.get(back), back, number="1", code=draw_code()).status == 409
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
    for address in (f"{HOME}lots/{'0' * 32}", f"{HOME}lots/{'0' * 32}/reprendre"):
        assert browser_of(role).get(address).status == (404 if expected == 200 else expected)


def test_what_is_not_open_has_no_batch(platform, cast, browser_of, crip_key):
    with platform.database.transaction() as session:
        on_call = session.get(Staff, cast.staff["cyril"].id)
        factories.consultation(session, on_call, "la-nuit", ConsultationStatus.DRAFT)
    olga = browser_of("olga")
    assert "Aucune consultation" in olga.get(HOME).text
    assert olga.send(olga.get(f"{HOME}la-nuit/nouveau-lot"), field="submission_key").status == 409
    assert olga.get(f"{HOME}rien/nouveau-lot").status == 404
