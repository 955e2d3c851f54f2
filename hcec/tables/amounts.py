"""Numbers as people write them in French, kept as whole hundredths so that sums stay exact."""

import re

LARGEST = 10**13
"""A hundred billion: beyond it, somebody typed wrong."""
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_NUMBER = re.compile(r"(-?)([0-9]{1,12})(?:[,.]([0-9]{1,2}))?")


class NotAnAmount(ValueError):
    """These words are no number that is kept."""


def read_amount(words: str) -> int:
    """Return the hundredths of "1 234,5", "12 %" or "300 €". Raises NotAnAmount."""
    found = _NUMBER.fullmatch(_SPACES.sub("", words).rstrip("%€"))
    if not found:
        raise NotAnAmount
    sign, whole, part = found.groups()
    amount = int(whole) * 100 + int((part or "").ljust(2, "0"))
    if amount > LARGEST:
        raise NotAnAmount
    return -amount if sign else amount


def plain_amount(amount: int) -> str:
    """Return hundredths as a file holds them: no space, a comma, no useless zero."""
    sign, (whole, part) = "-" if amount < 0 else "", divmod(abs(amount), 100)
    return f"{sign}{whole}" + (f",{part:02}".rstrip("0") if part else "")


def told_amount(amount: int, unit: str = "") -> str:
    """Return hundredths as French writes them: thousands apart, two figures after the comma or none."""
    sign, (whole, part) = "-" if amount < 0 else "", divmod(abs(amount), 100)
    number = f"{sign}{whole:,}".replace(",", "\N{NARROW NO-BREAK SPACE}") + (f",{part:02}" if part else "")
    return f"{number}\N{NO-BREAK SPACE}{unit}" if unit else number
