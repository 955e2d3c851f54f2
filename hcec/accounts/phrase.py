"""The secret phrase: drawing six words, and reading them back however a child types them (A2). Pure.

Six distinct words out of 2,048, in order: log2(2048 * 2047 * ... * 2043), a little under 66 bits. With Argon2id and a
pepper outside the database behind them, nobody guesses one; and two readable words select the row without giving it.
"""

import re
import unicodedata
from hashlib import blake2b
from importlib import resources
from itertools import count
from secrets import SystemRandom

LENGTH = 6
SIGNIFICANT = 4
MAX_TYPED = 400

# Accents once taken apart, enclosing and invisible signs.
_DROPPED = {"Mn", "Me", "Cf"}
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
_JOINING = re.compile(r"[-'’‘ʼ‐‑‒–—]")
_TOKEN = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """Return the text in lower case, without accents, ligatures or invisible signs; other signs stay as they are."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_LIGATURES)
    return "".join(sign for sign in unicodedata.normalize("NFKD", plain) if unicodedata.category(sign) not in _DROPPED)


WORDS: tuple[str, ...] = tuple(
    resources.files("hcec.accounts").joinpath("words_fr.txt").read_text(encoding="utf-8").split()
)
_BY_START = {fold(word)[:SIGNIFICANT]: word for word in WORDS}


def draw_phrase() -> tuple[str, ...]:
    """Return six distinct words, drawn from the system's randomness."""
    return tuple(SystemRandom().sample(WORDS, LENGTH))


def phrase_from(seed: bytes) -> tuple[str, ...]:
    """Return the six distinct words that a secret seed of 32 bytes gives, the same each time."""
    digests = (blake2b(number.to_bytes(8, "big"), key=seed, digest_size=32).digest() for number in count())
    drawn = (WORDS[int.from_bytes(digest, "big") % len(WORDS)] for digest in digests)
    words: dict[str, None] = {}
    while len(words) < LENGTH:
        words[next(drawn)] = None
    return tuple(words)


def parse_phrase(text: str) -> tuple[str, ...] | None:
    """Return the six words as the list spells them, or None; never raises, whatever is typed (A2).

    Case, accents, separators and numbering don't matter. The first four letters decide: what follows may be missing
    or misspelt. Shorter scraps ("et", "l'") are passed over. A hyphen or an apostrophe may part two words or stand
    inside one, so both readings are tried.
    """
    if len(text) > MAX_TYPED:
        return None
    folded = fold(text)
    return _known(_TOKEN.findall(folded)) or _known(_TOKEN.findall(_JOINING.sub("", folded)))


def canonical(words: tuple[str, ...]) -> bytes:
    """Return the bytes that stand for these words of the list, whole phrase or part of it.

    Only what decides goes in, so that correcting the spelling of a word later locks nobody out.
    Raises ValueError, without quoting it, for a word that isn't in the list.
    """
    starts = [fold(word)[:SIGNIFICANT] for word in words]
    if any(_BY_START.get(start) != word for start, word in zip(starts, words, strict=True)):
        raise ValueError("not words of the list")
    return " ".join(starts).encode("ascii")


def is_word(typed: str, word: str) -> bool:
    """Return whether what was typed stands for this word of the list: its first four letters decide."""
    letters = "".join(_TOKEN.findall(fold(typed[:MAX_TYPED]))).strip("0123456789")
    return letters[:SIGNIFICANT] == fold(word)[:SIGNIFICANT]


def _known(tokens: list[str]) -> tuple[str, ...] | None:
    """Return the words that these tokens start like, or None unless they are six, all known."""
    typed = [letters for letters in (token.strip("0123456789") for token in tokens) if len(letters) >= SIGNIFICANT]
    words = tuple(_BY_START[letters[:SIGNIFICANT]] for letters in typed if letters[:SIGNIFICANT] in _BY_START)
    return words if len(typed) == len(words) == LENGTH else None
