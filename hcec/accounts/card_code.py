"""The code and the number of an invitation card: drawing, reading back, writing out (A1). Pure.

A code is twelve signs of Crockford's base 32: eleven drawn (55 bits) and a check. The check is the value that makes
the twelve signs, read as a polynomial over the field of 32 elements, vanish at a generator of that field. Each place
then weighs differently, so every single wrong sign and every swap of two different signs, near or far, is caught; of
other mistakes one in 32 passes, and then meets a code that doesn't exist.
"""

import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
GROUP = 4
NUMBER_DIGITS = 8
MAX_TYPED = 60

_VALUE = {sign: value for value, sign in enumerate(ALPHABET)}
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_FIELD = 0b100101  # x^5 + x^2 + 1, primitive over two elements
# Separators and invisible signs; underscore and full stop because phones put them there.
_PASSED_OVER = {"Zs", "Zl", "Zp", "Cc", "Cf", "Pd", "Pc"}


def draw_code() -> str:
    """Return a new code, without its hyphens."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return drawn + ALPHABET[_shift(_remainder(drawn))]


def parse_code(text: str) -> str | None:
    """Return the twelve signs of the code that was typed, or None; never raises, whatever is typed.

    Case, spaces, hyphens and full-width signs don't matter; O is read as 0, I and L as 1.
    """
    if len(text) > MAX_TYPED:
        return None
    signs = unicodedata.normalize("NFKC", text).upper()
    code = "".join(sign for sign in signs if sign != "." and unicodedata.category(sign) not in _PASSED_OVER)
    code = code.translate(_LOOKALIKES)
    if len(code) != LENGTH or not _VALUE.keys() >= set(code):
        return None
    return code if _remainder(code) == 0 else None


def format_code(code: str) -> str:
    """Return the code as it is printed: XXXX-XXXX-XXXX."""
    return _grouped(code, "-")


def draw_number() -> str:
    """Return a card's number: eight digits without order or meaning. Not a secret; no zero first, for spreadsheets."""
    return str(10 ** (NUMBER_DIGITS - 1) + secrets.randbelow(9 * 10 ** (NUMBER_DIGITS - 1)))


def format_number(number: str) -> str:
    """Return the number as it is printed: 1234 5678, with a space that doesn't break."""
    return _grouped(number, "\N{NO-BREAK SPACE}")


def _grouped(signs: str, between: str) -> str:
    """Return the signs four by four."""
    return between.join(signs[start : start + GROUP] for start in range(0, len(signs), GROUP))


def _shift(value: int) -> int:
    """Return the value times the generator, in the field."""
    doubled = value << 1
    return doubled ^ _FIELD if doubled & 0b100000 else doubled


def _remainder(code: str) -> int:
    """Return the polynomial's value at the generator, by Horner's rule."""
    value = 0
    for sign in code:
        value = _shift(value) ^ _VALUE[sign]
    return value
