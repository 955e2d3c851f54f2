"""PRODUCT §4: what helps a writer be understood by a child. Hints, never refusals."""

import pytest

from hcec.text.readability import Difficulty, count_words, hints
from tests.text.test_identifying import work


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


@pytest.mark.parametrize("piece", ["a", "A.", "a-", "!?", "Tu dors bien ? "])
def test_ten_times_the_text_takes_the_hints_some_ten_times_the_work(piece):
    """Never a hundred times: no pattern goes back over what it read. Seconds are measured in bench/."""
    assert work(hints, piece, 100_000) < 40 * max(work(hints, piece, 10_000), 0.002)
