"""What the score is made of: words as they sound, their senses, and what each adds."""

import pytest

from hcec.text.danger import score_danger
from hcec.text.wording import VIEWS, Leaning, features, senses, sound


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("frapper", "frape"),
        ("frappent", "frape"),
        ("eau", "o"),
        ("quand", "kan"),
        ("pharmacie", "farmacy"),
    ],
)
def test_what_sounds_alike_is_alike(one, other):
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("mort", "mer"), ("seul", "sol"), ("rien", "rire")])
def test_what_sounds_otherwise_stays_apart(one, other):
    assert sound(one) != sound(other)


def test_a_word_takes_the_senses_of_its_beginnings():
    assert {"hit"} <= senses("frape")
    assert senses("zorbella") == frozenset()


def test_every_view_sees_something_in_words():
    assert set(features(" il me frape . ")) == set(VIEWS)
    assert all(features(" il me frape . ").values())


def test_each_word_has_its_share_and_plain_words_a_small_one():
    found = Leaning("on a mange des frites et mon oncle me frape avec la ceinture").shares()
    assert len(found) == 13
    assert max(found) == max(found[6:])


def test_a_text_without_a_word_leans_nowhere():
    assert Leaning("").total < 0
    assert score_danger("...").score == 0


def test_the_words_that_lean_most_are_shown_when_no_sign_says_why():
    text = "il est revenu cette nuit, il avait fermé le volet, je dis rien sinon il recommence"
    danger = score_danger(text)
    assert danger.is_alarm
    assert {signal.why for signal in danger.signals} >= {"wording"}
