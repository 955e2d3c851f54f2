"""What a word may be: a name, a place, a word like another; asked by the finders of persons, places and homes."""

import re
from functools import lru_cache

from hcec.text.cues import CUES, PLAIN_WORDS, common, communes, first_names, is_word, public, usual_names
from hcec.text.reading import Reading, listed

_MESSAGE_SHAPE = re.compile(
    r"(?!(?:n[dgz]|mb|sch|tch)[aeiouyw])[jktcdlmnsqp][bcdfgjkmnpqstvwxz]|[^aeiouy]+$|.*\d|j(?:ai|av|et|en|es|y|au|ap|ar|at|ad|ha|ec|ou|im|ut|in|us)|"
    r".*(?:(.)\1\1)|(?:.*(?:ation|ement|oire|ique|euse|ier|aient|eur|ais|ait|able|iste|ites|age|ance|ence|tte|ess)s?$)|"
    r"(?:qu|kel|kil|kan|koi|pask|psk|pcq|prk|pour|aujour|kelk|quelk|touj|mintn)"
)
_TWICE = re.compile(r"(?!([a-z])\1)([a-z]{2,3})\2")  # zouzou, momo: nobody's word, everybody's nickname
_BABBLE = CUES["babble"]
FUNCTION = CUES["function"]
_WHOLE = {"st": "saint", "ste": "sainte"}


@lru_cache(8192)
def kind(word: str) -> int:
    """Tell how much a folded word looks like a name.

    Out: 3 a first name and nothing else, 2 a first name and a word, 1 unknown, 0 a word, -1 a word that links others.
    """
    if word in FUNCTION or len(word) == 1 or (word in listed("foreign.txt") and word not in first_names()):
        return -1
    if _TWICE.fullmatch(word) and word not in _BABBLE:
        return 3
    if word in first_names():
        if word in common() or word in listed("words-rare.txt"):
            return 2
        return 3 if word in usual_names() or not any(_respelt(word)) else 1
    return 0 if is_word(word) or word.isdigit() else 1


@lru_cache(8192)
def looks_typed(word: str) -> bool:
    """Tell whether an unknown word looks like a message's spelling rather than like a name."""
    if word[0] > "\u024f":
        return False  # not our letters
    if _MESSAGE_SHAPE.match(word):
        return True
    return any(
        word.startswith(start) and len(word) > len(start) + 2 and is_word(word[len(start) :])
        for start in (
            "l",
            "d",
            "j",
            "m",
            "t",
            "s",
            "n",
            "c",
            "qu",
            "k",
            "je",
            "la",
            "le",
            "de",
            "ya",
            "ta",
            "ma",
            "sa",
            "en",
            "re",
        )
    ) or any(_respelt(word))


@lru_cache(8192)
def is_contracted(word: str) -> bool:
    """Tell whether an unknown word begins like a contraction: "jpeux", "kelle"."""
    return bool(_MESSAGE_SHAPE.match(word))


@lru_cache(8192)
def is_misspelt(word: str) -> bool:
    """Tell whether an unknown word is a usual misspelling of a known one, or begins like a contraction."""
    return is_contracted(word) or any(_respelt(word))


def _respelt(word: str) -> list[bool]:
    """Try the usual misspellings: an ending heard, a letter doubled or lost."""
    tries = [word + end for end in ("e", "s", "t", "es", "nt", "r", "x", "z", "d")]
    tries += [word[:-1], word[:-2], word.replace("k", "qu"), word.replace("k", "c"), word.replace("z", "s")]
    tries += [
        word.replace("f", "ph"),
        word.replace("s", "ss", 1),
        word.replace("l", "ll", 1),
        word.replace("n", "nn", 1),
    ]
    tries += [
        word.replace("t", "tt", 1),
        word.replace("m", "mm", 1),
        word.replace("r", "rr", 1),
        re.sub(r"e$", "er", word),
    ]
    tries += [
        re.sub(r"i$", "is", word),
        re.sub("an", "en", word),
        re.sub("en", "an", word),
        re.sub("o", "au", word, count=1),
    ]
    tries += [re.sub("n(?=[bp])", "m", word)]
    tries += [re.sub(r"(.)\1", r"\1", word), word.replace("ss", "c"), word.replace("s", "c", 1), "h" + word]
    return [len(word) > 3 and len(found) > 3 and found != word and is_word(found) for found in tries]


def name_strength(reading: Reading, index: int) -> int:
    """Tell how sure one may be, without any cue, that a word is a person's name: 0 no, 1 if a cue helps, 2 sure."""
    word = reading.words[index]
    found = kind(word)
    if found < 0 or word in public():
        return 0
    if found and not {"ï", "ë", "Ï", "Ë"}.isdisjoint(reading.shown[reading.starts[index] : reading.ends[index]]):
        return 2  # "loïs" is no law
    if not reading.is_capital(index):
        if found == 2 and _is_compound(reading, index):
            return 2
        if word in listed("not-names.txt"):
            return 0
        return {
            3: 2 if len(word) > 3 else 1,
            2: 0 if word in PLAIN_WORDS or len(word) < 4 else 1,
            1: 0 if looks_typed(word) or len(word) < 3 else 1,
        }.get(found, 0)
    if len(word) > 1 and reading.shown[reading.starts[index] : reading.ends[index]].isupper() and found < 3:
        return 0  # an acronym, or shouting
    if found == 3:
        return 2
    if found == 2 and _is_compound(reading, index):
        return 2
    if reading.opens(index):
        return {2: 1, 1: 0 if looks_typed(word) or word[0] > "\u024f" else 1}.get(found, 0)
    return 2 if found else 0


def _is_compound(reading: Reading, index: int) -> bool:
    """Tell whether a hyphen joins two first names: "Jean-Baptiste"."""
    after = index + 1
    if after >= len(reading.words) or reading.gap(after) != "-":
        return False
    return kind(reading.words[after]) >= 2 or (reading.is_capital(index) and reading.is_capital(after))


@lru_cache(8192)
def follow(word: str) -> frozenset[str]:
    """Return what may follow a word to make a commune's name, "" if nothing need."""
    names = communes().get(_WHOLE.get(word, word), ())
    return frozenset(name[1] if len(name) > 1 else "" for name in names)


def commune_at(reading: Reading, index: int) -> int:
    """Return how many words from here on make the name of a commune, 0 if none; hyphens and spaces are the same."""
    words = reading.words
    after = follow(words[index])
    if after.isdisjoint(words[index + 1 : index + 2]):
        return 1 if "" in after else 0
    for name in communes()[_WHOLE.get(words[index], words[index])]:
        length = len(name)
        if length == 1:
            return 1
        if tuple(words[index + 1 : index + length]) == name[1:] and all(
            reading.gap(place) in " -'" for place in range(index + 1, index + length)
        ):
            return length
    return 0
