"""Names of persons: after a title, a kin word or a role; known first names; initials; what was found once."""

from hcec.text.alone import mark_alone, may_stand_alone
from hcec.text.cues import CUES, PLAIN_WORDS
from hcec.text.extent import CLOSE, PEOPLE, extent, is_initial, last_of_initials, run
from hcec.text.finding import Findings
from hcec.text.naming import is_contracted, kind, looks_typed
from hcec.text.reading import Reading
from hcec.text.spans import Label

TITLES, KIN, ROLES, SMALL = CUES["title"], CUES["kin"], CUES["role"], CUES["small"]
CALLED, CALLS, PETS, VERBS, BEFORE = CUES["called"], CUES["calls"], CUES["pet"], CUES["verb"], CUES["before"]
_SUBJECTS = frozenset({"il", "elle", "ell", "el", "iel", "m", "qui", "ki", "a", "est"})
_NAMED_THINGS = CUES["thing"] | {f"l{thing}" for thing in CUES["thing"]}
_SIGNED = frozenset({"signe", "signee", "signature", "bisous", "bises", "bisou", "cordialement", "salutations"})
_LEADS = frozenset(":,\n")
_AFTER_BYNAME = frozenset({"au", "a", "dans", "parce", "pcq", "psk", "car", "depuis", "mais", "et", "ici", "tout"})
_CALLING = frozenset({"m", "me", "l", "nous", "surnom"})
_NICKS = CUES["nick"]
_NICKNAMES = frozenset({"mamie", "mami", "mamy", "papy", "papi", "pepe", "meme"})  # said as part of the name
_ACTS = frozenset({"la", "le", "l", "ma", "mon", "il", "elle", "qui", "ki", "a", "m", "me", "dit", "nous", "ns"})


_TOLD = TITLES | ROLES | KIN | CALLED | CALLS | {"moi"}


def find_persons(findings: Findings) -> None:
    """Mark the names of persons, those announced by a cue first."""
    reading = findings.reading
    for index, word in enumerate(reading.words):
        if word not in _TOLD or findings.taken[index]:
            continue
        if word in TITLES:
            _after_title(findings, index)
        elif word in ROLES or word in KIN:
            _after_role(findings, index)
        elif word in CALLED or word in CALLS:
            _after_called(findings, index)
        elif word == "moi" and index + 1 < len(reading.words):
            _after_me(findings, index)
    for index in may_stand_alone(reading):
        if not findings.taken[index]:
            mark_alone(findings, index)
    if not _SIGNED.isdisjoint(reading.words):
        _signed(findings)


def _signed(findings: Findings) -> None:
    """Mark what a text is signed with: "Signé : Bout d'Chou, 17 ans"."""
    reading, words = findings.reading, findings.reading.words
    for index, word in enumerate(words[:-1]):
        first = last = index + 1
        if word not in _SIGNED or not _LEADS.intersection(reading.gap(first)) or not reading.is_capital(first):
            continue
        while last + 1 < len(words) and last < first + 3 and reading.gap(last + 1) in (" ", "-", "'"):
            last += 1
        if kind(words[first]) >= 0 and (last + 1 == len(words) or reading.gap(last + 1).strip()):
            findings.take(first, last, Label.PERSON)


def _after_title(findings: Findings, index: int) -> None:
    reading, at = findings.reading, index + 1
    if at >= len(reading.words) or findings.taken[at]:
        return
    gap, word = reading.gap(at), reading.words[index]
    if gap.strip(" .") or "\n" in gap or (word == "m" and not _is_mister(reading, at)):
        return
    if _parted(reading, at):
        findings.take(at, extent(findings, at + 1), Label.PERSON)
        return
    if word in ("monsieur", "madame") and reading.words[at] in ("le", "la", "l"):
        return
    if word in {"docteur", "docteure", "dr"} and gap.strip():
        return
    if is_initial(reading, at):
        findings.take(at, last_of_initials(reading, at), Label.PERSON)
        return
    if _is_small_name(reading, index, at):
        findings.take(at, at + 1, Label.PERSON)
        return
    found = kind(reading.words[at])
    if (
        (reading.words[at] in {"le", "la", "de", "el", "ben", "van", *CUES["month"]} and reading.is_capital(at))
        or (found > 0 and not (found == 1 and looks_typed(reading.words[at]) and len(reading.words[at]) < 4))
        or (
            found == 0
            and (
                reading.is_capital(at)
                or word in ("mme", "mr", "mlle")
                or _rarely_a_word(reading.words[at])
                or _is_plain_surname(reading, index, at)
            )
        )
    ):
        findings.take(at, extent(findings, at), Label.PERSON)


def _parted(reading: Reading, at: int) -> bool:
    """Tell whether a surname of two words begins here: "madame le guen", "mme n'guessan"."""
    word, after = reading.words[at], at + 1
    if after >= len(reading.words) or kind(reading.words[after]) != 1 or is_contracted(reading.words[after]):
        return False
    return (len(word) == 1 and reading.gap(after) == "'") or (word in CUES["particle"] and reading.gap(after) == " ")


def _is_small_name(reading: Reading, index: int, at: int) -> bool:
    """Tell whether a nickname follows: "monsieur ptit lu"."""
    if reading.words[at] not in _NICKS or at + 1 >= len(reading.words) or reading.gap(at + 1) != " ":
        return False
    before = reading.words[index - 1] if index else ""
    return before not in {"un", "une", "le", "la", "ce", "cette", "des"} and kind(reading.words[at + 1]) >= 0


def _is_mister(reading: Reading, at: int) -> bool:
    """Tell whether the "m" before this word is "monsieur" rather than "me"."""
    if reading.gap(at) == ". ":
        return kind(reading.words[at]) >= 0
    word = reading.words[at]
    return reading.gap(at) == " " and (reading.is_capital(at) or (kind(word) == 1 and not looks_typed(word)))


def _is_plain_surname(reading: Reading, index: int, at: int) -> bool:
    """Tell whether a common word after "madame" is a name: what follows explains or makes it act."""
    words = reading.words
    if index and words[index - 1] in {"un", "une", "la", "le", "ce", "cette", "des", "les", "vieux", "vieille"}:
        return False
    return at + 1 == len(words) or words[at + 1] in _ACTS


def _rarely_a_word(word: str) -> bool:
    from hcec.text.cues import common

    return word not in common() and not word.isdigit() and len(word) > 3


def _after_role(findings: Findings, index: int) -> None:
    """Mark the name after "mon éduc", past an adjective or what the role is of ("prof de hand")."""
    reading, words, at = findings.reading, findings.reading.words, index + 1
    steps = 0
    while (
        at < len(words)
        and steps < 3
        and (words[at] in SMALL or words[at] in ROLES or words[at] in TITLES or words[at] == "cest")
    ):
        if reading.gap(at).strip(" -,'()") or words[at] in TITLES:
            return
        at, steps = at + 1, steps + 1
    if (
        at + 2 < len(words)
        and words[at] in ("de", "d", "du")
        and kind(words[at + 1]) <= 0
        and not reading.is_capital(at + 1)
    ) or (at + 1 < len(words) and words[at] == "c" and words[at + 1] == "est"):
        at += 2
    if at >= len(words) or findings.taken[at] or reading.gap(at) not in CLOSE:
        return
    if is_initial(reading, at):
        if words[at] != "m":
            findings.take(at, last_of_initials(reading, at), Label.PERSON)
    elif _fits_after_role(reading, at, near=at == index + 1):
        first = index if words[index] in _NICKNAMES and at == index + 1 else at
        findings.take(first, extent(findings, at), Label.PERSON)


def _fits_after_role(reading: Reading, at: int, *, near: bool) -> bool:
    word, found = reading.words[at], kind(reading.words[at])
    if reading.gap(at).strip() in ".":
        found = found if not reading.gap(at).strip() else -1
    if found < 0:
        return False
    if reading.is_capital(at):
        return found > 0 or (
            near
            and not reading.shown[reading.starts[at] : reading.ends[at]].isupper()
            and found == 0
            and _rarely_a_word(word)
        )
    if found == 3:
        return True
    if found == 2:
        follower = reading.words[at + 1] if at + 1 < len(reading.words) else "il"
        return (word not in PLAIN_WORDS or (near and follower in VERBS)) and len(word) > 2 and word not in ROLES
    if found != 1 or not near or len(word) < 3 or reading.gap(at).strip():
        return False
    follower = reading.words[at + 1] if at + 1 < len(reading.words) else ""
    return not looks_typed(word) or (follower in _SUBJECTS and len(word) > 3 and not is_contracted(word))


def _after_called(findings: Findings, index: int) -> None:
    """Mark the name after "je m'appelle", unless a pet bears it."""
    reading, at = findings.reading, index + 1
    before = reading.words[max(0, index - 7) : index]
    is_nickname = reading.words[index].startswith("surn") or "surnom" in before[-3:]
    if not PETS.isdisjoint(before):
        if index + 1 < len(reading.words):
            findings.spare(at, at)
        return
    is_called = reading.words[index].startswith("sap") or before[-1:] in (["s"], ["se"])
    if is_called and not _NAMED_THINGS.isdisjoint(before[-4:]) and _takes_thing(findings, at):
        return
    if reading.words[index] in CALLS and not ({"m", "s", "se", "me", "t", "qu", "nous", "on"} & set(before[-2:])):
        return
    while at < len(reading.words) and reading.words[at] in {
        "c",
        "est",
        "cest",
        "moi",
        "plus",
        "toujours",
        "tous",
        "aussi",
    }:
        at += 1
    if at < len(reading.words) and not findings.taken[at] and len(reading.gap(at)) < 4:
        found = kind(reading.words[at])
        if _is_byname(reading, index, at):
            findings.take(at, at + 1, Label.PERSON)
        elif (
            (found > 0 and (found > 1 or not looks_typed(reading.words[at])))
            or (found == 0 and reading.is_capital(at) and reading.words[at] not in TITLES | KIN)
            or (found == 0 and (_is_nickname(reading, at) or (is_nickname and at > index + 1)))
        ):
            findings.take(at, extent(findings, at), Label.PERSON)


def _is_byname(reading: Reading, index: int, at: int) -> bool:
    """Tell whether a nickname of two words follows: "on m'appelle la crevette au foyer"."""
    words, after = reading.words, at + 1
    if after >= len(words) or words[at] not in {"la", "le"} or kind(words[after]) < 0 or reading.gap(after) != " ":
        return False
    if (
        not {"m", "me", "l", "nous", "surnom"} & set(words[max(0, index - 2) : index])
        or words[after] in ROLES | CUES["errand"]
    ):
        return False
    follows = words[after + 1] if after + 1 < len(words) else ""
    return not follows or reading.gap(after + 1) != " " or follows in _AFTER_BYNAME


def _takes_thing(findings: Findings, at: int) -> bool:
    """Mark what a home, a club or a village is called, with its article: "le foyer s'appelle l'envolée"."""
    words, first = findings.reading.words, at
    while at < len(words) and words[at] in {"l", "la", "le", "les", "aux", "des", "du"} and at < first + 2:
        at += 1
    if at >= len(words) or kind(words[at]) < 0 or findings.taken[at] or words[at] in PEOPLE | CUES["verb"]:
        return False
    findings.take(first, run(findings, at, deep=False), Label.ORG)
    return True


def _is_nickname(reading: Reading, at: int) -> bool:
    """Tell whether a plain word after "on m'appelle" is a nickname: nothing follows but a reason or the end."""
    word, words = reading.words[at], reading.words
    if len(word) < 4 or word in TITLES | KIN | ROLES or word.endswith("ment") or not words[at - 1].endswith("e"):
        return False
    after = reading.folded[reading.ends[at] : reading.ends[at] + 2].strip()
    return after[:1] in {"", ",", "."} or (
        at + 1 < len(words) and words[at + 1] in {"parce", "pcq", "psk", "car", "pck"}
    )


def _after_me(findings: Findings, index: int) -> None:
    """Mark the name after "moi c'est", "moi c"."""
    reading, at = findings.reading, index + 1
    while at < len(reading.words) and reading.words[at] in {"c", "est", "cest", "s", "je", "suis", "jsuis"}:
        at += 1
    if at > index + 1 and at < len(reading.words) and not findings.taken[at] and len(reading.gap(at)) < 3:
        found, word = kind(reading.words[at]), reading.words[at]
        if found == 3 or (found in (1, 2) and (reading.is_capital(at) or (found == 1 and not looks_typed(word)))):
            findings.take(at, extent(findings, at), Label.PERSON)
