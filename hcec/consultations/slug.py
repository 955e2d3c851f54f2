"""The address of a consultation, printed on posters: short, in plain letters, never changed."""

import re
from collections.abc import Container

from hcec.text.normalise import fold

LONGEST = 60
NAMELESS = "consultation"
RESERVED = frozenset({"nouvelle"})  # this address makes a new one


def slug_of(title: str) -> str:
    """Return the title in kebab-case ASCII, cut between two words; a title without letters gets a plain name."""
    letters = fold(title).replace("œ", "oe").replace("æ", "ae")
    whole = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    if len(whole) > LONGEST:
        whole = whole[: LONGEST + 1].rpartition("-")[0] or whole[:LONGEST]
    return whole or NAMELESS


def free_slug(title: str, taken: Container[str]) -> str:
    """Return the title's slug, or the first of its numbered forms that is neither taken nor reserved."""
    slug = slug_of(title)
    free, number = slug, 1
    while free in taken or free in RESERVED:
        number += 1
        free = f"{slug}-{number}"
    return free
