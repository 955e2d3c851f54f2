"""The extra `nlp`: its hints are tied to the words they were read from, add to the rules and touch nothing of them."""

import sys
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from hcec import worker
from hcec.moderation import hints, queries, services
from hcec.moderation.services.forgetting import erase_words
from hcec.moderation.sweeps import add_hints
from hcec.testimonies.models import Testimony
from hcec.testimonies.services import put_words
from hcec.testimonies.services.messages import hide
from hcec.text import aids
from hcec.text.spans import Label, Reason, Suggestion
from tests import factories
from tests.platform import settings_for

WORDS = "On va à la pelouse avec Karim."


def find(text):
    """Stand in for the model: it knows one word."""
    at = text.find("pelouse")
    return [Suggestion(at, at + 7, Label.PLACE, Reason.MODEL)] if at >= 0 else []


@pytest.fixture
def written(platform, cast):
    with platform.database.transaction() as session:
        return factories.message(session, cast.ines, words=WORDS).id


def sweep(platform, with_find=find):
    return worker.run_sweep(platform, "add_hints", partial(add_hints, lambda: with_find))


def change(platform, written, act):
    with platform.database.transaction() as session:
        act(session, session.get_one(Testimony, written))


def kept(platform):
    with platform.database.reading() as session:
        return [each.hints for each in session.scalars(select(Testimony))]


def test_what_waits_is_looked_at_once_and_only_places_are_kept(platform, written):
    assert sweep(platform) == 1
    assert kept(platform) == ['[[11, 18, "PLACE"]]']
    assert sweep(platform, with_find=None) == 0, "nothing waits: the model is not even called"


def test_a_text_on_which_the_model_fails_is_left_to_the_rules_and_the_others_get_their_hints(
    platform, written, cast, caplog
):
    with platform.database.transaction() as session:
        factories.message(session, cast.ines, words="Des mots à taire.")

    def fragile(text):
        return find(text) if text == WORDS else 1 / len("")

    assert sweep(platform, fragile) == 2
    assert set(kept(platform)) == {"[]", '[[11, 18, "PLACE"]]'}
    assert "ZeroDivisionError" in caplog.text
    assert "taire" not in caplog.text
    assert sweep(platform, with_find=None) == 0, "it is not tried again each minute"


def test_a_model_that_does_not_load_is_tried_again(platform, written):
    assert worker.run_sweep(platform, "add_hints", partial(add_hints, lambda: 1 / 0)) == 0
    assert kept(platform) == [None]


def test_the_model_is_not_loaded_for_nothing(platform):
    assert worker.run_sweep(platform, "add_hints", partial(add_hints, lambda: 1 / 0)) == 0


def test_hints_are_sealed_and_no_longer_for_two_names_than_for_none(platform, written, cast):
    with platform.database.transaction() as session:
        factories.message(session, cast.ines, words="Rien.")
    assert sweep(platform) == 2
    with platform.database.reading() as session:
        boxes = [each.hints_box for each in session.scalars(select(Testimony))]
    assert len({len(box) for box in boxes}) == 1
    assert not any(b"PLACE" in box for box in boxes)


@pytest.mark.parametrize(
    "act",
    [
        lambda session, row: put_words(row, "Autre chose."),
        lambda session, row: erase_words(session, row.id),
        lambda session, row: hide(session, testimony=row),
    ],
)
def test_words_rewritten_erased_or_withdrawn_take_their_hints_along(platform, written, act):
    sweep(platform)
    change(platform, written, act)
    assert kept(platform) == [None]


def test_words_rewritten_while_the_model_reads_get_no_hints_of_the_former(platform, written):
    def slow(text):
        change(platform, written, lambda session, row: put_words(row, "Autre chose."))
        return find(text)

    sweep(platform, with_find=slow)
    assert kept(platform) == [None]
    assert sweep(platform) == 1
    assert kept(platform) == ["[]"]


def test_what_was_decided_is_not_looked_at(desk):
    desk.claim(desk.malik)
    desk.decide(desk.malik, "keep")
    assert desk.session.scalars(queries.without_hints()).all() == []


def test_hints_move_neither_the_danger_nor_what_the_rules_counted(desk):
    desk.message.may_quote = True
    put_words(desk.message, WORDS)
    before = services.read_aids(desk.session, WORDS), desk.message.urgency
    desk.message.hints = hints.packed(find(WORDS))
    assert (services.read_aids(desk.session, WORDS), desk.message.urgency) == before
    desk.propose(text="On va à la [lieu] avec [nom].")
    decision = desk.session.scalars(queries.decisions_on(desk.message.id)).one()
    assert decision.suggested == len(before[0].suggestions) == 1


def test_hints_are_asked_of_the_worker_where_the_extra_is_here_and_wanted(platform, tmp_path, monkeypatch):
    assert settings_for(tmp_path, HCEC_NLP="on").uses_model
    assert not settings_for(tmp_path).uses_model
    assert not {"spacy", hints.MODEL} & set(sys.modules)
    monkeypatch.setattr(hints, "find_spec", lambda name: None)
    assert not hints.is_installed()


spans = st.builds(
    Suggestion,
    st.integers(-5, 60),
    st.integers(-5, 60),
    st.sampled_from([Label.PERSON, Label.PLACE, Label.ORG]),
    st.just(Reason.MODEL),
)


@given(st.text("aK r.é\n👍‍ŒİZ", max_size=50), st.lists(spans, max_size=8))
def test_merged_is_in_order_inside_the_words_apart_and_keeps_the_rules(words, found):
    rules = aids.read(words).suggestions
    both = hints.merged(words, rules, hints.unpacked(hints.packed(found)))
    assert [each for each in both if each.reason != Reason.MODEL] == list(rules)
    assert all(0 <= each.start < each.end <= len(words) for each in both)
    assert all(one.end <= other.start for one, other in pairwise(both))
    added = [words[each.start : each.end] for each in both if each.reason == Reason.MODEL]
    assert all(each[0].isalnum() and each[-1].isalnum() for each in added)


def test_a_hint_never_says_again_what_the_rules_say(platform):
    words = "Karim est là. KARIM aussi, « Zorbella » aussi."
    rules = (Suggestion(0, 5, Label.PERSON, Reason.NAME),)
    found = [(14, 19), (0, 12), (27, 39), (28, 37)]
    both = hints.merged(words, rules, [Suggestion(*each, Label.PLACE, Reason.MODEL) for each in found])
    assert [words[each.start : each.end] for each in both] == ["Karim", "Zorbella"]
