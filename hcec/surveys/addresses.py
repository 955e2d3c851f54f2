"""Addresses that somebody pasted: one a line, or between commas, as mail programs write them."""

import re
from dataclasses import dataclass

MOST, LONGEST = 1_000, 254
_BETWEEN = re.compile(r"[\s,;]+")
_NAMED = re.compile(r"[^,;<>\n]*<([^<>]*)>")
_ADDRESS = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was understood, each address once, and what was not."""

    addresses: tuple[str, ...]
    refused: tuple[str, ...]


def read_addresses(text: str) -> Pasted:
    """Return the addresses of a text in their order, in small letters: "Nom <adresse>" gives the address."""
    bare = _NAMED.sub(r" \1 ", text)
    found = list(dict.fromkeys(each.casefold() for each in _BETWEEN.split(bare) if each))
    good = [each for each in found if len(each) <= LONGEST and _ADDRESS.fullmatch(each)]
    return Pasted(tuple(good), tuple(each for each in found if each not in good))
