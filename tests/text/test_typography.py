from hypothesis import given
from hypothesis import strategies as st

from hcec.text.typography import french_spaces


def test_a_sign_never_starts_a_line():
    assert french_spaces("Tu viens ? Oui ! Voilà : « bien » ; 9 h 30, 20 %.") == (
        "Tu viens\u202f? Oui\u202f! Voilà\u00a0: «\u00a0bien\u00a0»\u202f; 9\u00a0h\u00a030, 20\u00a0%."
    )


def test_addresses_and_placeholders_are_left_alone():
    for text in ("https://parole.example/?a=1", "%(num)s", "10:30", "a:b"):
        assert french_spaces(text) == text


@given(st.text())
def test_only_spaces_change_and_twice_is_once(text):
    once = french_spaces(text)
    assert french_spaces(once) == once
    assert [sign for sign in once if not sign.isspace()] == [sign for sign in text if not sign.isspace()]
