"""A child's words are kept whole; only what cannot be stored or printed is replaced."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcec.text.normalise import fold, plain, printable

anything = st.text(alphabet=st.characters(), max_size=200)


@given(anything)
def test_any_words_can_be_stored_and_are_whole(text):
    kept = plain(text)
    assert "\0" not in kept
    kept.encode()
    assert len(text.rstrip()) - text.count("\r\n") - 1 <= len(kept) <= len(text)
    assert plain(kept) == kept


def test_nothing_that_was_written_is_lost():
    assert plain("  j'ai <3 ans\r\net & toi ?\rfin\0 \ud800  \n") == "  j'ai <3 ans\net & toi ?\nfin\ufffd \ufffd"
    assert plain("\u202eabc\u200d 👩‍👧 é é") == "\u202eabc\u200d 👩‍👧 é é"


@given(anything)
def test_what_is_printed_can_be_in_any_file(text):
    assert all(sign >= " " or sign in "\t\n" for sign in printable(text))
    printable(text).encode()


@pytest.mark.parametrize(
    ("one", "other"),
    [("Chloé", "CHLOE\u0301"), ("ﬁn", "FIN"), ("Ａｂ１", "ab1"), ("Straße", "STRASSE"), ("Œuvre", "œuvre")],
)
def test_twins_are_one_when_compared(one, other):
    assert fold(one) == fold(other)
