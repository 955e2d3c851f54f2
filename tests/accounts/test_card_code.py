"""Card codes survive fingers, and mistakes are caught (A1)."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcec.accounts.card_code import (
    ALPHABET,
    LENGTH,
    draw_code,
    draw_number,
    format_code,
    format_number,
    parse_code,
)

codes = st.builds(draw_code)


def changed(code, place, sign):
    return code[:place] + sign + code[place + 1 :]


@given(codes)
def test_a_code_is_twelve_signs_that_read_back(code):
    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)
    assert parse_code(code) == code


def test_codes_don_t_repeat():
    assert len({draw_code() for _ in range(5000)}) == 5000


def test_every_sign_comes_up_at_every_place():
    drawn = [draw_code() for _ in range(3000)]
    assert all({code[place] for code in drawn} == set(ALPHABET) for place in range(LENGTH))


@given(codes)
def test_every_single_wrong_sign_is_caught(code):
    wrong = [changed(code, place, sign) for place in range(LENGTH) for sign in ALPHABET if sign != code[place]]
    assert not [one for one in wrong if parse_code(one)]


@given(codes)
def test_every_swap_of_two_different_signs_is_caught(code):
    for one, other in combinations(range(LENGTH), 2):
        swapped = changed(changed(code, one, code[other]), other, code[one])
        assert (parse_code(swapped) is None) == (code[one] != code[other])


@given(codes)
def test_of_two_wrong_signs_one_pair_in_31_passes(code):
    pairs = [changed(changed(code, 0, one), 7, other) for one in ALPHABET for other in ALPHABET]
    assert sum(parse_code(pair) is not None for pair in pairs if pair != code) == 31


@given(
    codes,
    st.sampled_from(["", " ", "-", " - ", "–", "\u00a0", ".", "_", "\u200b", "\n"]),
    st.booleans(),
    st.booleans(),
)
def test_case_and_separators_don_t_matter(code, between, lower, wide):
    typed = between.join((code[:4], code[4:8], code[8:]))
    typed = typed.lower() if lower else typed
    typed = "".join(chr(ord(sign) + 0xFEE0) if wide and "!" <= sign <= "~" else sign for sign in typed)
    assert parse_code(f" {typed} ") == code


@given(codes, st.sampled_from("oO"), st.sampled_from("iIlL"))
def test_letters_that_look_like_digits_are_read_as_digits(code, zero, one):
    assert parse_code(code.replace("0", zero).replace("1", one)) == code


@pytest.mark.parametrize(
    "typed", ["", "ABC", "0" * 11, "0" * 13, "U" * 12, "é" * 12, "\0" * 12, "\ud800" * 12, "0" * 100_000, "🙂" * 12]
)
def test_what_is_no_code_is_refused(typed):
    assert parse_code(typed) is None


@given(st.text(st.characters(), max_size=80))
def test_any_text_is_answered_without_an_error(text):
    assert parse_code(text) is None or parse_code(text) == parse_code(parse_code(text))


def test_the_check_never_changes():
    assert parse_code("7K3QM9XW2HT4") is None
    assert [last for last in ALPHABET if parse_code("7K3QM9XW2HT" + last)] == ["A"]


def test_a_code_is_printed_by_four():
    assert format_code("7K3QM9XW2HT4") == "7K3Q-M9XW-2HT4"


@given(st.builds(draw_number))
def test_a_number_is_eight_digits_without_a_zero_first(number):
    assert len(number) == 8
    assert number.isdecimal()
    assert number[0] != "0"


def test_a_number_is_printed_by_four():
    assert format_number("48210937") == "4821\u00a00937"
