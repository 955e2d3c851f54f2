"""A4, A5, A6, D5: what is stored joins nobody to anything, and closing makes it final."""

import secrets
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import LargeBinary, Uuid, inspect, select

from hcec import clock, keys
from hcec.accounts.access import EnteredCard, Youth
from hcec.accounts.models import Account
from hcec.consultations.enums import ConsultationStatus
from hcec.department.services import Department
from hcec.testimonies.access import own_sheet, own_testimonies
from hcec.testimonies.models import Agreement, AnswerSheet, Draft, SheetAnswer, Testimony, TestimonyCircle
from hcec.testimonies.questionnaire import Questionnaire, Situation
from hcec.testimonies.services import (
    AnswerRefused,
    ConsultationClosed,
    NoEnvelope,
    NotAccepted,
    close_consultation,
    load_draft,
    save_draft,
    withdraw_answers,
)

YOUTH_SIDE = (Agreement, Draft, AnswerSheet, SheetAnswer, Testimony, TestimonyCircle)


def all_of(session, model):
    return session.scalars(select(model)).all()


def test_nothing_that_is_stored_names_an_account_or_a_card(session, cast, send):
    send(cast.ines)
    secret = [cast.ines.key, cast.ines.cards[0].number.encode(), cast.ines.cards[0].service_id.bytes]
    for model in YOUTH_SIDE:
        for row in all_of(session, model):
            held = [getattr(row, column.key) for column in inspect(model).columns]
            raw = [v if isinstance(v, bytes) else v.bytes if isinstance(v, UUID) else str(v).encode() for v in held]
            assert not [value for value in raw for hidden in secret if hidden in value]


def test_no_table_of_the_youth_side_points_to_an_account():
    tables = {key.column.table.name for model in YOUTH_SIDE for key in model.__table__.foreign_keys}
    assert tables.isdisjoint({Account.__tablename__, "card", "web_session"})


def test_a_sheet_and_the_messages_of_one_child_share_no_value_of_their_own(session, cast, consultation, send):
    """Only what many share: the consultation, its questions, the age band, the month."""
    send(cast.ines)
    (sheet,), (text,) = all_of(session, AnswerSheet), all_of(session, Testimony)
    own = {
        model: {
            getattr(row, column.key)
            for column in inspect(model).columns
            if isinstance(column.type, LargeBinary | Uuid) and getattr(row, column.key) is not None
        }
        for model, row in ((AnswerSheet, sheet), (Testimony, text))
    }
    assert own[AnswerSheet] & own[Testimony] == {consultation.id}


def test_a_sheet_keeps_the_month_a_message_the_day(session, cast, send):
    send(cast.ines)
    assert all_of(session, AnswerSheet)[0].month == date(2026, 11, 1)
    assert all_of(session, Testimony)[0].written_on == clock.today()


def test_a_message_keeps_the_age_band_and_never_the_place(session, cast, send):
    send(cast.ines)
    (text,) = all_of(session, Testimony)
    assert text.age_band == "11_14"
    assert not hasattr(text, "placement_type")


def test_tags_of_two_consultations_are_unlike(cast, consultation):
    tags = {
        cast.ines.tag(purpose, each.bytes) for purpose in ("sheet", "message") for each in (consultation.id, uuid4())
    }
    assert len(tags) == 4


def test_identifiers_are_random(session, cast, send):
    send(cast.ines)
    send(cast.tom)
    ids = [row.id for model in (AnswerSheet, Testimony) for row in all_of(session, model)]
    assert {identifier.version for identifier in ids} == {4}


def test_the_envelope_says_every_card_latest_first_and_only_to_the_crip(session, cast, crip_key, send):
    second = EnteredCard("9999-0000", cast.services["south"].id, cast.services["south"].circle_id)
    send(cast.ines.with_card(second))
    (text,) = all_of(session, Testimony)
    assert keys.open_envelope(crip_key, text.envelope) == {
        "cards": [
            {"number": "9999-0000", "service": "Maison Sud"},
            {"number": "1111-2222", "service": "Maison Nord"},
        ]
    }
    assert {row.circle_id for row in text.circles} == {cast.circles["north"].id, cast.circles["south"].id}


def test_two_envelopes_of_one_child_are_unlike_and_padded(session, cast, consultation, send):
    send(cast.ines)
    first = all_of(session, Testimony)[0].envelope
    send(cast.ines, send.filled(consultation, "Autre chose"))
    second = all_of(session, Testimony)[0].envelope
    assert first != second
    assert len(first) == len(second)


def test_boxes_at_rest_open_in_their_own_row_only(session, cast, send):
    send(cast.ines)
    send(cast.tom)
    one, other = all_of(session, Testimony)
    one.original_box, other.original_box = other.original_box, one.original_box
    with pytest.raises(keys.Unreadable):
        _ = one.original


def test_one_sheet_an_account_whatever_is_sent(session, cast, consultation, send):
    send(cast.ines)
    send(cast.ines, send.filled(consultation, situation=Situation("15_17")))
    (sheet,) = all_of(session, AnswerSheet)
    assert (sheet.age_band, sheet.placement_type) == ("15_17", None)
    assert len(sheet.answers) == 2


def test_the_same_sent_twice_changes_nothing(session, cast, send):
    send(cast.ines)
    before = [(row.id, row.version, row.written_on) for row in all_of(session, Testimony)]
    sheet = all_of(session, AnswerSheet)[0].id
    send(cast.ines)
    assert [(row.id, row.version, row.written_on) for row in all_of(session, Testimony)] == before
    assert [row.id for row in all_of(session, AnswerSheet)] == [sheet]


def test_without_the_contract_nothing_is_sent(session, cast, send):
    with pytest.raises(NotAccepted):
        send(cast.ines, accepting=False)
    assert all_of(session, Testimony) == all_of(session, AnswerSheet) == []


def test_a_text_too_long_sends_nothing_at_all(session, cast, consultation, send):
    with pytest.raises(AnswerRefused):
        send(cast.ines, send.filled(consultation, "a" * 5001))
    assert all_of(session, AnswerSheet) == []


def test_without_a_crip_key_no_message_is_taken(cast, send):
    with pytest.raises(NoEnvelope):
        send(cast.ines, department=Department())


@pytest.mark.parametrize("days", [-8, 22])
def test_one_day_early_or_late_is_closed(session, cast, send, days):
    with pytest.raises(ConsultationClosed):
        send(cast.ines, today=clock.today() + timedelta(days=days))


def test_closing_detaches_every_sheet(session, cast, consultation, send):
    send(cast.ines)
    send(cast.tom)
    tags = {sheet.tag for sheet in all_of(session, AnswerSheet)}
    close_consultation(session, consultation=consultation, today=clock.today())
    session.expire_all()
    assert consultation.status == ConsultationStatus.CLOSED
    assert consultation.closed_on == clock.today()
    assert len(all_of(session, AnswerSheet)) == 2
    assert tags.isdisjoint({sheet.tag for sheet in all_of(session, AnswerSheet)})
    assert session.scalars(own_sheet(cast.ines, consultation.id)).first() is None


def test_after_closing_no_sheet_is_sent_or_taken_back_and_messages_are_still_found(session, cast, consultation, send):
    send(cast.ines)
    close_consultation(session, consultation=consultation, today=clock.today())
    with pytest.raises(ConsultationClosed):
        send(cast.ines)
    with pytest.raises(ConsultationClosed):
        withdraw_answers(session, youth=cast.ines, consultation=consultation, today=clock.today())
    with pytest.raises(ConsultationClosed):
        close_consultation(session, consultation=consultation, today=clock.today())
    assert len(session.scalars(own_testimonies(cast.ines, [consultation.id], year=2026)).all()) == 1


def test_a_draft_is_read_with_its_own_key_only(session, cast, consultation, send):
    words = send.filled(consultation, "Personne ne doit lire ça")
    given = {"consultation_id": consultation.id, "today": clock.today(), "days": 7}
    save_draft(session, youth=cast.ines, questionnaire=words, **given)
    (draft,) = all_of(session, Draft)
    assert b"Personne" not in draft.box
    assert load_draft(session, youth=cast.ines, consultation_id=consultation.id) == words
    assert load_draft(session, youth=cast.tom, consultation_id=consultation.id) is None
    stranger = Youth(secrets.token_bytes(32), cast.ines.cards)
    with pytest.raises(keys.Unreadable):
        stranger.unseal(draft.box, place=f"draft.box.{draft.tag.hex()}")
    with pytest.raises(keys.Unreadable):
        keys.current().unseal(draft.box, place=f"draft.box.{draft.tag.hex()}")


def test_nothing_answered_makes_no_sheet_and_takes_the_former_one_back(session, cast, send):
    send(cast.ines)
    send(cast.ines, Questionnaire(Situation(), {}))
    session.expire_all()
    assert all_of(session, AnswerSheet) == []
    assert [text.state for text in all_of(session, Testimony)] == ["withdrawn"]


def test_the_idea_box_of_three_years_is_searched(cast):
    found = own_testimonies(cast.ines, [], year=2026).compile().params["tag_1"]
    assert set(found) >= {cast.ines.tag("message", b"ideas", str(year).encode()) for year in (2024, 2025, 2026)}
    assert cast.ines.tag("help") in found
