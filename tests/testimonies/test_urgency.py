"""S5: what the aids suspect puts a message first; it is stored with the words and goes with them."""

import pytest
from sqlalchemy import select

from hcec.moderation.enums import HardTheme
from hcec.moderation.services.forgetting import erase_words
from hcec.testimonies.models import Testimony
from hcec.testimonies.services import put_words
from hcec.testimonies.services.messages import hide
from hcec.testimonies.urgency import BITS, UNKNOWN_LANGUAGE, WORRYING, kinds_in, urgency_of
from hcec.text.danger import KINDS
from tests import factories

BLOWS = "mon educ me frappe tous les soirs, j'ai des bleus"


def test_the_bits_kept_in_the_database_never_change_their_meaning():
    assert BITS == {
        "suicide_selfharm": 4,
        "sexual_violence": 8,
        "physical_violence": 16,
        "neglect": 32,
        "prostitution_exploitation": 64,
        "runaway": 128,
        "bullying_cyber": 256,
        "drugs": 512,
        "threat_to_others": 1024,
        "forced_marriage_trafficking": 2048,
    }
    assert max(BITS.values()) * 2 <= 2**15, "a small integer"
    assert set(HardTheme) == set(KINDS) == set(BITS)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("On mange bien ici.", 0),
        ("", 0),
        (BLOWS, WORRYING | BITS["physical_violence"]),
    ],
)
def test_danger_is_urgent_and_the_rest_is_not(words, expected):
    assert urgency_of(words) == expected


def test_a_language_that_the_aids_do_not_know_is_urgent_whatever_else_they_think():
    assert urgency_of("My foster parents are nice but I would like to see my brother more often") & UNKNOWN_LANGUAGE


def test_kinds_are_found_again():
    assert kinds_in(WORRYING | BITS["drugs"] | BITS["neglect"]) == ("neglect", "drugs")


def test_it_is_stored_with_the_words_and_goes_with_them(session, cast):
    made = factories.message(session, cast.ines, words=BLOWS)
    assert kinds_in(made.urgency) == ("physical_violence",)
    put_words(made, "Finalement ça va mieux, merci.")
    assert made.urgency == 0
    put_words(made, BLOWS)
    session.flush()
    erase_words(session, made.id)
    assert made.urgency == 0
    other = factories.message(session, cast.ines, words=BLOWS)
    hide(session, testimony=other)
    assert session.scalar(select(Testimony.urgency).where(Testimony.id == other.id)) == 0
