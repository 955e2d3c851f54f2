"""ATTACKS 28: with one backup and every key of the server, no phrase and no key of the CRIP, nothing joins a message to
an account or a card, nor two messages of one child across consultations, beyond the limits of docs/threat-model.md.
"""

import base64
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from types import SimpleNamespace
from uuid import uuid4

import pytest

from hcec import clock, db, tombstones, worker
from hcec.accounts.access import Youth
from hcec.accounts.models import Service
from hcec.accounts.services import cards
from hcec.accounts.services import youth as youth_services
from hcec.consultations.enums import QuestionKind
from hcec.consultations.models import Consultation
from hcec.department.services import load
from hcec.moderation.services import Verdict, claim, decide, note_reading
from hcec.safeguarding.services.help import call_for_help
from hcec.testimonies.models import Testimony
from hcec.testimonies.questionnaire import Answer, Questionnaire, Situation
from hcec.testimonies.services import (
    accept_contract,
    close_consultation,
    save_draft,
    send_answers,
    submit_idea,
    withdraw,
)
from tests import factories
from tests.attacks import loot as attempts
from tests.council.supported import support_each_other

EACH = 3  # young people of each of three circles; the real ones have twenty and more
BURGLARIES = {}
SAME = Situation("15_17", "childrens_home", True)
# Columns that are what the threat model says a row tells, or that name nobody.
KNOWN = {
    *(("testimony", column) for column in ("consultation_id", "question_id", "kind", "age_band", "state")),
    *(("testimony", column) for column in ("written_on", "read_on", "seen_on", "claimed_by", "claimed_until")),
    *(("testimony", column) for column in ("is_about_adult", "may_quote", "version", "agreed_version")),
    *(("testimony", column) for column in ("agreed_by_silence", "refusal_reason", "urgency", "objected_version")),
    *(("testimony", column) for column in ("is_topic", "is_paper")),
    *(("answer_sheet", column) for column in ("consultation_id", "age_band", "placement_type", "was_alone", "month")),
    *(("agreement", column) for column in ("contract_version", "accepted_on")),
    ("account", "last_quarter"),
    *(("draft", "expires_on"), ("topic_support", "testimony_id")),  # which topic many support is what is told
}
RANDOM_OR_SEALED = {
    *(("testimony", column) for column in ("id", "tag", "original_box", "envelope_box", "unfinished_box")),
    *(("testimony", column) for column in ("hints_box", "proposed_box", "objection_box", "objection_answer_box")),
    *(("account", column) for column in ("selector", "salt", "wrapped_key", "origin_box")),
    *(("card", column) for column in ("code_hash", "number_hash", "origin_box")),
    *(("answer_sheet", column) for column in ("id", "tag")),
    *(("agreement", "tag"), ("draft", "tag"), ("draft", "box"), ("topic_support", "tag")),
    ("answer_seen", "tag"),
}


@dataclass
class Child:
    """The truth, which only the test knows."""

    person: Youth
    phrase: tuple = ()
    codes: list = field(default_factory=list)
    messages: dict = field(default_factory=dict)


@pytest.fixture
def lived(platform, cast, crip_key):
    """Nine children who came by card, took a phrase, answered two consultations, wrote an idea; staff who read."""
    (platform.settings.home / tombstones.FILE).unlink(missing_ok=True)
    children = _join(platform, cast)
    with platform.database.transaction() as session:
        slugs = ("mes-freres-et-soeurs", "la-nuit")
        asked = [factories.consultation(session, cast.staff["cyril"], slug).id for slug in slugs]
    for number, consultation in enumerate(asked):
        for child in Random(number).sample(children, len(children)):
            _answer(platform, child, consultation)
    for child in children:
        _talk(platform, child, asked[1])
    support_each_other(platform, [child.person for child in children])
    _read(platform, cast, children[0].messages[asked[0]])
    _leave(platform, children, asked)
    worker.run_night(platform)
    return SimpleNamespace(children=children, asked=asked, crip_key=crip_key)


def _join(platform, cast):
    children = []
    for place in ("north", "south", "west") * EACH:
        with platform.database.transaction() as session:
            service = session.get(Service, cast.services[place].id)
            # One child of each circle entered two cards of it: an envelope and an origin longer than the others'.
            made = cards.make_cards(session, service=service, count=2, expires=date(2027, 3, 31))
            person = youth_services.start_account(cards.enter_card(session, code=made[0].code, today=clock.today()))
            if len(children) < EACH:
                person = person.with_card(cards.enter_card(session, code=made[1].code, today=clock.today()))
            words = youth_services.draw_phrase(session)
        wrapped = youth_services.wrap_account(person, words)
        with platform.database.transaction() as session:
            person = youth_services.store_account(session, youth=person, wrapped=wrapped, today=clock.today())
        children.append(Child(person, words, [card.code for card in made]))
    return children


def _answer(platform, child, consultation_id):
    with platform.database.transaction() as session:
        accept_contract(session, youth=child.person, consultation_id=consultation_id, today=clock.today())
        consultation = session.get(Consultation, consultation_id)
        answers = {
            question.id: Answer(text="J'aimerais." * 30) if question.kind == QuestionKind.TEXT else Answer((2,))
            for question in consultation.questions
            if question.kind in {QuestionKind.TEXT, QuestionKind.FACES, QuestionKind.ONE}
        }
        child.messages[consultation_id] = message = uuid4()
        send_answers(
            session,
            youth=child.person,
            consultation=consultation,
            questionnaire=Questionnaire(SAME, answers),
            today=clock.today(),
            department=load(session),
            row_id=lambda _: message,
        )


def _talk(platform, child, consultation_id):
    """An idea, a call for help, answers left half-way: each is a context of its own."""
    with platform.database.transaction() as session:
        department = load(session)
        accept_contract(session, youth=child.person, consultation_id=None, today=clock.today())
        submit_idea(
            session,
            youth=child.person,
            row_id=uuid4(),
            body="Une idée.",
            quote_ok=False,
            about_adult=False,
            excluded_circles=frozenset(),
            today=clock.today(),
            department=department,
        )
        call_for_help(session, youth=child.person, row_id=uuid4(), department=department, now=clock.now())
        half_way = Questionnaire(SAME, {})
        given = {"youth": child.person, "consultation_id": consultation_id, "questionnaire": half_way}
        save_draft(session, today=clock.today(), days=7, **given)


def _read(platform, cast, message):
    with platform.database.transaction() as session:
        reader, row = cast.staff["malik"], session.get(Testimony, message)
        note_reading(session, actor=reader, testimony=row, today=clock.today())
        held = claim(session, actor=reader, testimony=row, today=clock.today())
        decide(session, actor=reader, testimony=held, verdict=Verdict(kind="keep", version=1), today=clock.today())


def _leave(platform, children, asked):
    """The first consultation closes; a message is withdrawn, an account erased after its child had written."""
    with platform.database.transaction() as session:
        consultation = session.get(Consultation, asked[0])
        close_consultation(session, consultation=consultation, today=clock.today() + timedelta(days=30))
        last = children[-1]
        withdraw(session, youth=last.person, testimony=session.get(Testimony, last.messages[asked[1]]))
        youth_services.erase_account(session, youth=last.person)


@pytest.fixture
def burgled(platform, request):
    """One burglary a database: what it gives is values, and living through it takes seconds."""
    name = platform.settings.database_url
    if name not in BURGLARIES:
        population = request.getfixturevalue("lived")
        BURGLARIES[name] = attempts.steal(platform), population
    return BURGLARIES[name]


@pytest.fixture
def loot(burgled):
    return deepcopy(burgled[0])


@pytest.fixture
def population(burgled):
    return burgled[1]


def test_the_burglary_is_real(platform, loot, population):
    """What the tests below look for would be found if it were there: with one child's key, all of it is."""
    assert len(loot.rows["testimony"]) == 4 * len(population.children) - 1
    assert len(loot.rows["account"]) == len(population.children) - 1
    key = population.children[0].person.key
    assert attempts.tags_recomputed(loot, [key]) == [key]
    assert attempts.boxes_opened(loot, [key])
    assert len(attempts.envelopes_opened(loot, [population.crip_key])) == len(loot.rows["testimony"])
    some = loot.rows["testimony"][0]
    assert loot.ring.unseal(some["original_box"], place=f"testimony.original_box.{some['id'].hex}") is not None
    some["tag"] = loot.rows["account"][0]["selector"]
    assert attempts.joined_by_an_equal_value(loot, KNOWN)
    some["original_box"] = loot.rows["draft"][0]["box"]
    assert attempts.joined_by_a_piece_of_a_box(loot)


def test_one_backup_and_every_key_join_nothing(loot, population):
    keys_at_hand = attempts.candidate_keys(loot)
    assert attempts.joined_by_an_equal_value(loot, KNOWN) == []
    assert attempts.joined_by_a_piece_of_a_box(loot) == []
    assert attempts.tags_recomputed(loot, keys_at_hand) == []
    assert attempts.boxes_opened(loot, keys_at_hand) == []
    assert attempts.envelopes_opened(loot, keys_at_hand) == []
    assert attempts.acts_of_children_in_the_journal(loot) == []
    assert attempts.tombstones_that_name_a_row(loot) == []
    assert attempts.lines_out_of_order(loot) == []


def test_what_one_may_know_of_a_child_is_nowhere(loot, population):
    """The card's number and code, the first words of the phrase, the account's key, in any form."""
    known = []
    for child in population.children:
        known += [card.number for card in child.person.cards] + child.codes[: len(child.person.cards)]
    assert attempts.hashes_of(loot, known) == []
    for child in population.children:
        key = child.person.key
        known += [key.hex(), base64.b64encode(key).decode(), " ".join(child.phrase), "-".join(child.phrase)]
    assert attempts.said_anywhere(loot, known) == []


def test_no_size_tells_rows_apart(loot):
    for table, column in (
        *(("account", name) for name in ("salt", "wrapped_key", "origin_box")),
        *(("testimony", "envelope_box"), ("draft", "box"), ("card", "origin_box")),
    ):
        assert len(attempts.sizes(loot, table, column)) == 1, (table, column)
    assert len(attempts.sizes(loot, "testimony", "original_box")) == 2  # ideas and calls are short, the others long


def test_no_date_is_finer_than_the_threat_model_says(loot):
    """An account's quarter; months; the day of what is not decided; the day a draft expires."""
    assert {row["last_quarter"] for row in loot.rows["account"]} == {"2026-Q4"}
    fine = {(table, column) for table, column, value in attempts.moments(loot) if value.day != 1}
    assert fine <= {("testimony", "written_on"), ("testimony", "read_on"), ("draft", "expires_on")}
    decided = [row for row in loot.rows["testimony"] if row["state"] == "kept"]
    assert [row["written_on"].day for row in decided] == [1]


def test_what_the_limits_leave_is_everybody_of_the_circle(loot, population):
    """Across consultations, a message may be any of those with its circles, month and age band, and no fewer."""
    left = attempts.candidates_left(loot, *population.asked)
    gone = population.children[-1].messages[population.asked[1]]
    for child in population.children:
        circle = [each for each in population.children if each.person.circles == child.person.circles]
        expected = {each.messages[population.asked[1]] for each in circle} - {gone}
        assert left[child.messages[population.asked[0]]] == expected
        assert len(expected) >= EACH - 1


def test_a_closed_consultations_sheets_are_found_by_nobody(loot, population):
    """Not even with the child's own key: tags are random since the snapshot (D5)."""
    closed = {row["tag"] for row in loot.rows["answer_sheet"] if row["consultation_id"] == population.asked[0]}
    assert len(closed) == len(population.children)
    for child in population.children:
        assert not closed & attempts.tags_from(child.person.key, loot)


def test_every_column_of_the_youth_side_was_thought_of():
    """A new column joins what is known or what is random: whoever adds it says which, here and in the threat model."""
    columns = {(name, column.key) for name in attempts.OWNED for column in db.Base.metadata.tables[name].c}
    assert columns == KNOWN | RANDOM_OR_SEALED
    assert not KNOWN & RANDOM_OR_SEALED


def test_the_backup_holds_no_volatile_table(loot):
    assert not set(loot.rows) & set(db.VolatileBase.metadata.tables)
    assert not any(name in line for line in loot.lines for name in db.VolatileBase.metadata.tables)


def test_nothing_but_the_consultation_joins_sheets_to_messages():
    """The only tables that name a child's rows: circles of a message, choices of a sheet, and what staff did."""
    pointing = {
        (table.name, key.parent.name)
        for table in db.Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name in attempts.OWNED
    }
    assert pointing == {
        ("sheet_answer", "sheet_id"),
        ("testimony_circle", "testimony_id"),
        *(("decision", "testimony_id"), ("recusal", "testimony_id"), ("exchange", "testimony_id")),
        ("earlier_copies", "testimony_id"),
        *(("coding", "testimony_id"), ("council_topic", "testimony_id"), ("topic_support", "testimony_id")),
    }
