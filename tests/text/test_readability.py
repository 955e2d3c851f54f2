"""PRODUCT §4: what helps a writer be understood by a child. Hints, never refusals."""

import time

import pytest

from hcec.text.readability import Difficulty, count_words, hints


@pytest.mark.parametrize(
    ("text", "difficulties"),
    [
        ("Tu dors bien ?", []),
        ("L'ami d'à côté, c'est qui ? Et toi, qui t'aide le soir ?", []),
        ("Un deux trois quatre cinq six sept huit neuf dix onze douze.", []),
        ("Un deux trois quatre cinq six sept huit neuf dix onze douze treize.", [Difficulty.LONG_SENTENCE]),
        ("Que fait l'ASE pour toi ?", [Difficulty.ACRONYM]),
        ("Aimez-vous votre chambre ?", [Difficulty.FORMAL, Difficulty.FORMAL]),
        ("Ton rendez-vous est quand ?", []),
        ("Ton message est anonyme.", [Difficulty.ANONYMOUS]),
        ("Ton témoignage compte.", [Difficulty.NOT_MESSAGE]),
    ],
)
def test_a_hint_names_what_could_be_simpler(text, difficulties):
    assert [hint.difficulty for hint in hints(text)] == difficulties


def test_an_elision_is_one_word():
    assert count_words("Aujourd'hui l’ami vient-il ?") == 3


@pytest.mark.parametrize("text", ["a" * 100_000, "A." * 50_000, "a-" * 50_000, "!?" * 50_000])
def test_no_text_slows_the_hints_down(text):
    start = time.perf_counter()
    hints(text)
    assert time.perf_counter() - start < 1
