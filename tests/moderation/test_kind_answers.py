"""The kind answers of the house: simple, tu, twelve words a sentence; one for each reason of a refusal."""

import pytest

from hcec.moderation.kind_answers import HOUSE
from hcec.text.readability import hints


@pytest.mark.parametrize("words", HOUSE, ids=lambda words: words.code)
def test_the_words_are_plain(words):
    assert hints(words.body) == []
    assert len(words.body) < 300


def test_every_code_is_of_one():
    codes = [words.code for words in HOUSE]
    assert len(codes) == len(set(codes)) >= 14
