"""Names that nothing announces: sure ones, and those that what stands around makes so."""

from collections.abc import Iterator

from hcec.text.cues import CUES, PLAIN_WORDS, common, public
from hcec.text.extent import extent, is_initial, last_of_initials
from hcec.text.finding import Findings
from hcec.text.naming import is_contracted, is_misspelt, kind, name_strength
from hcec.text.reading import Reading, listed
from hcec.text.spans import Label, Reason

TITLES, KIN, ROLES = CUES["title"], CUES["kin"], CUES["role"]
PETS, VERBS, BEFORE = CUES["pet"], CUES["verb"], CUES["before"]
_SUBJECTS = frozenset({"il", "elle", "ell", "el", "iel", "m", "qui", "ki", "a", "est"})
_BEFORE_NOUNS = CUES["beforenoun"]
_ACTS = frozenset({"la", "le", "l", "ma", "mon", "il", "elle", "qui", "ki", "a", "m", "me", "dit", "nous", "ns"})
_WITH = frozenset({"avec", "avc", "ac", "chez", "che", "cher"})


_FOSTERS = frozenset({"famille", "fa", "assfam"})
_THEIRS = frozenset({"la", "le", "mon", "ma", "notre", "l"})


def _is_explained(reading: Reading, index: int) -> bool:
    """Tell whether what follows says who bears a capital: "Marine, mon éducatrice", "Loulou aussi elle"."""
    words, after = reading.words, index + 1
    if len(words[index]) < 3 or after + 1 >= len(words):
        return False
    if not reading.is_capital(index):
        if words[after] not in _THEIRS or words[after + 1] not in ROLES:
            return False
        typed = is_contracted if words[after] in {"la", "le"} else is_misspelt
        unsure = kind(words[index]) != 3 and (kind(words[index]) != 1 or typed(words[index]))
        return not unsure and reading.gap(after) in (" ", ", ") and words[index] not in listed("not-names.txt")
    if words[index] in TITLES | KIN | ROLES or kind(words[index]) < 0:
        return False
    if reading.gap(after) in (" ", ", ") and words[after] in {
        "mon",
        "ma",
        "mes",
        "notre",
        "le",
        "la",
        "un",
        "une",
        "son",
        "sa",
    }:
        return words[after + 1] in ROLES and kind(words[index]) != 0
    after += words[after] in {"aussi", "lui", "elle"} and after + 2 < len(words)
    return (
        words[index] in CUES["babble"]
        and words[index] not in public()
        and words[after] in {"il", "elle", "et", "a", "est", "dit"}
    )


def may_stand_alone(reading: Reading) -> Iterator[int]:
    """Tell quickly which words are worth a look: most are words like others, without a capital."""
    before, end, starts, folded, words = "", 0, reading.starts, reading.folded, reading.words
    for index, (word, found, capital) in enumerate(zip(words, map(kind, words), reading.capitals, strict=True)):
        listed = before == "les" or (starts[index] - end == 2 and folded[end] == "," and folded[end + 1] == " ")
        if found > 0 or capital or (found == 0 and listed):
            yield index
        before, end = word, reading.ends[index]


def mark_alone(findings: Findings, index: int) -> None:
    """Mark a name that nothing announces, if it is sure, or if what stands around makes it so."""
    reading, words = findings.reading, findings.reading.words
    strength = 2 if _is_explained(reading, index) else name_strength(reading, index)
    if not strength:
        if is_initial(reading, index) and reading.is_capital(index) and last_of_initials(reading, index) > index:
            findings.take(index, last_of_initials(reading, index), Label.PERSON, Reason.NAME)
        elif (
            _is_initial_alone(reading, index)
            or _is_household(reading, index)
            or (kind(words[index]) >= 0 and _is_subject(findings, index))
        ):
            findings.take(index, index, Label.PERSON, Reason.NAME)
        elif index and words[index - 1] in _WITH and kind(words[index]) == 3 and reading.gap(index) == " ":
            findings.take(index, index, Label.PERSON)
        return
    if index and words[index - 1] in PETS and "," not in reading.gap(index):
        return
    if strength == 1 and not _supported(findings, index):
        return
    findings.take(index, extent(findings, index), Label.PERSON, Reason.NAME)


def _is_initial_alone(reading: Reading, index: int) -> bool:
    """Tell whether a letter that begins a sentence stands for somebody who acts: "K. m'a frappé"."""
    words, end = reading.words, reading.ends[index]
    dotted = len(words[index]) == 1 and reading.shown[end : end + 2] == ". " and reading.is_capital(index)
    return dotted and reading.opens(index) and index + 1 < len(words) and words[index + 1] in _ACTS | {"est", "et", "s"}


def _is_subject(findings: Findings, index: int) -> bool:
    """Tell whether a name that may be a misspelt word acts, or stands beside a name: "emma et lou", "lou elle"."""
    reading, words = findings.reading, findings.reading.words
    if index > 1 and words[index - 1] == "et" and findings.is_found(index - 2) and kind(words[index]) == 3:
        return True
    if index and reading.gap(index) == ", " and findings.is_found(index - 1) and words[index + 1 : index + 2] == ["et"]:
        return words[index] not in common() and len(words[index]) > 2
    acts = index + 1 < len(words) and words[index + 1] in {"elle", "ell", "il"}
    return acts and reading.opens(index) and kind(words[index]) == 3


def _is_household(reading: Reading, index: int) -> bool:
    """Tell whether a word after "chez les" is a family's name."""
    if index < 2 or reading.words[index - 1] != "les" or reading.words[index - 2] not in {"chez", "est", "cest", "c"}:
        return False
    if reading.words[index - 2] != "chez" and _FOSTERS.isdisjoint(reading.words):
        return False
    word = reading.words[index]
    is_surname = kind(word) == 0 and word in listed("words-web.txt") and len(word) > 4
    if not _FOSTERS.isdisjoint(reading.words) and word not in common() and not word.endswith(("s", "x", "z")):
        return kind(word) >= 0 and len(word) > 3
    return kind(word) > 0 or is_surname or (reading.is_capital(index) and kind(word) == 0)


def _supported(findings: Findings, index: int) -> bool:
    reading, words = findings.reading, findings.reading.words
    word, found = words[index], kind(words[index])
    before = words[index - 1] if index else ""
    after = words[index + 1] if index + 1 < len(words) else ""
    close = len(reading.gap(index)) < 3
    if _is_told_of(reading, index):
        return True
    if reading.is_capital(index):
        if found == 2:
            return (after in VERBS and not (word in PLAIN_WORDS and after in ("a", "ma", "mon", "c", "qui"))) or (
                after == "et" and index + 2 < len(words) and reading.is_capital(index + 2)
            )
        return after in VERBS or after == "et" or not word.endswith("s")
    if before in BEFORE and close:
        return found != 1 or (len(word) > 3 and after not in ("de", "d", "du"))
    if before in ("et", "ou", "ac") and close and index > 1 and findings.is_found(index - 2):
        return True
    listed_here = found == 1 or (found == 2 and word not in PLAIN_WORDS and word not in common())
    if listed_here and reading.gap(index) == ", " and findings.is_found(index - 1) and len(word) > 3:
        return after in ("et", "") or reading.gap(index + 1) == ", "
    if found == 1 and reading.opens(index) and after in ("dit", "di", "veut", "rigole") and len(word) > 3:
        return True
    if found == 1 and after == "i" and reading.opens(index) and words[index + 2 : index + 3] != ["y"]:
        return not _ACTS.isdisjoint(words[index + 2 : index + 3])
    if before in ("a", "de", "d") and found >= 2 and word not in PLAIN_WORDS:
        return before != "a" or words[index - 2 : index - 1] not in (["m"], ["t"], ["l"], ["nous"], ["on"], ["ma"])
    if found == 3:
        return True
    if before in ("c", "cest") and found == 2 and close and word not in PLAIN_WORDS and word not in common():
        return True
    if before in ("est", "c", "cest") and after in ("qui", "ki", "il", "elle") and close:
        return found != 2 or word not in PLAIN_WORDS
    if found == 1 and after in _SUBJECTS and after != "est" and len(word) > 3 and not _is_noun_here(before):
        return True
    if found == 2 and after == "et" and index + 2 < len(words) and kind(words[index + 2]) == 3:
        return True
    return found == 2 and word not in PLAIN_WORDS and after in VERBS and not _is_noun_here(before)


def _is_told_of(reading: Reading, index: int) -> bool:
    """Tell whether a household is spoken of, or somebody as a clause ends: "écrit sur valou", "c'est brandon"."""
    word, words = reading.words[index], reading.words
    before = words[index - 1] if index else ""
    if before == "les" and _is_household(reading, index):
        return True
    if reading.is_capital(index) or len(word) < 4 or not _stops(reading, index):
        return False
    if before in ("sur", "pour", "par"):
        return kind(word) == 1
    says_who = before == "est" and words[index - 2 : index - 1] == ["c"]
    return says_who and kind(word) == 2 and word not in PLAIN_WORDS and word not in common()


def _stops(reading: Reading, index: int) -> bool:
    """Tell whether a sentence or a clause stops after a word."""
    return reading.folded[reading.ends[index] : reading.ends[index] + 1] in {"", ".", ",", "!", "?", ";", "\n"}


def _is_noun_here(before: str) -> bool:
    """Tell whether a noun is expected after this word."""
    return before in _BEFORE_NOUNS
