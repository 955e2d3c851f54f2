"""How far a name goes: the last word of a person's name, of a place's or a home's."""

from hcec.text.cues import CUES, common
from hcec.text.finding import Findings
from hcec.text.naming import FUNCTION, is_contracted, kind, looks_typed
from hcec.text.reading import Reading

LINKS = frozenset({"de", "du", "des", "la", "le", "les", "l", "d", "sur", "en", "a", "au", "aux", "sous", "lès", "et"})
SAINTS = frozenset({"saint", "sainte", "st", "ste", "notre", "mont", "val", "clos", "bel", "beau"})
SCHOOLS = frozenset({"lycee", "college", "colege", "ecole", "bahut", "licee"})
PEOPLE = CUES["people"]
CLOSE = frozenset(" \t'-.,:\"«»(’") | {", ", ": ", " (", " «", "« ", ' "', ". ", "", " : ", "  ", " « ", ":", " - "}


def extent(findings: Findings, first: int) -> int:
    """Return the last word of a name: what a hyphen joins, capitals that follow, an initial, a second known name."""
    reading, words, last = findings.reading, findings.reading.words, first
    for at in range(first + 1, min(first + 5, len(words))):
        gap = reading.gap(at)
        if findings.taken[at] or gap not in (" ", "-", "'", ". "):
            break
        joined = gap == "-" and len(words[at]) > 1 and words[at] not in {"la", "je", "il", "elle", "t", "moi"}
        named = kind(words[at]) >= 0 or (words[at] in CUES["particle"] and at + 1 < len(words))
        proper = gap == " " and reading.is_capital(at) and named
        small = gap == " " and not reading.is_capital(at) and _small_surname(findings, at)
        particle = (
            words[at] in {"de", "da", "el", "ben", "le", "d", "n", "o", "m", "dos", "van"}
            and at + 1 < len(words)
            and reading.is_capital(at + 1)
            and (reading.is_capital(at) or gap == "'")
        )
        shortened = gap == " " and words[first] in {"jean", "marie"} and words[at] in CUES["shortname"]
        apostrophe = gap == "'" and len(words[at - 1]) == 1 and reading.is_capital(at)
        if (
            words[at] in {"le", "la", "el", "ben", "da", "de"}
            and gap == " "
            and not reading.is_capital(first)
            and _surname_after(findings, at)
        ):
            last = at + 1
            break
        if not (joined or proper or small or particle or apostrophe or shortened):
            if gap == " " and is_initial(reading, at):
                last = at
            break
        last = at
    return last


def _surname_after(findings: Findings, at: int) -> bool:
    """Tell whether "le" begins a surname without capitals: "jordan le floch"."""
    words = findings.reading.words
    return (
        at + 1 < len(words) and kind(words[at + 1]) == 1 and not looks_typed(words[at + 1]) and len(words[at + 1]) > 3
    )


def _small_surname(findings: Findings, at: int) -> bool:
    reading, word = findings.reading, findings.reading.words[at]
    found = kind(word)
    if found == 3:
        return len(word) > 2 and not reading.is_capital(at - 1)
    if found in (0, 2) and kind(reading.words[at - 1]) >= 2 and word not in common() and len(word) > 3:
        return at + 1 < len(reading.words) and reading.words[at + 1] in {"il", "elle", "qui", "ki", "nous", "me", "m"}
    is_place = at > 1 and reading.words[at - 2] in _LEADING and not is_contracted(word)  # "à marcel callo"
    return found == 1 and not reading.is_capital(at - 1) and len(word) > 3 and (is_place or not looks_typed(word))


def is_initial(reading: Reading, at: int) -> bool:
    """Tell whether a lone letter stands for a name: "K." or "nadia b."."""
    if len(reading.words[at]) != 1 or not reading.words[at].isalpha():
        return False
    end = reading.ends[at]
    dotted = reading.folded[end : end + 1] == "." and reading.folded[end : end + 3] != "..."
    return (dotted and reading.gap(at) in {" ", ". ", "", "."} | CLOSE) or (
        reading.is_capital(at) and reading.words[at] not in FUNCTION and reading.gap(at) == " "
    )


def last_of_initials(reading: Reading, at: int) -> int:
    """Return the last of the initials that begin here: "L. D."."""
    while (
        at + 1 < len(reading.words)
        and len(reading.words[at + 1]) == 1
        and reading.gap(at + 1) in (". ", ".", "-")
        and is_initial(reading, at + 1)
    ):
        at += 1
    follows = at + 1 < len(reading.words) and reading.gap(at + 1) in (". ", " ") and len(reading.words[at]) == 1
    if follows and reading.is_capital(at) and reading.is_capital(at + 1) and kind(reading.words[at + 1]) > 0:
        return at + 1
    return at


_LEADING = frozenset({"a", "de", "au"}) | CUES["org"]
_COMPLETES = CUES["epithet"] | CUES["streetnoun"]


def run(findings: Findings, at: int, *, deep: bool) -> int:
    """Return the last word of a proper name: capitals, joined words, links before another capital."""
    reading, words, last = findings.reading, findings.reading.words, at
    lower = not reading.is_capital(at)
    for place in range(at + 1, min(at + 7, len(words))):
        gap = reading.gap(place)
        if gap not in (" ", "-", "'", ". ") or findings.taken[place] or (gap == ". " and len(words[place - 1]) > 2):
            break
        agrees = gap == " " and (words[place - 1] in CUES["rank"] or words[place] in _COMPLETES) and place == last + 1
        if gap == "-" or agrees or (reading.is_capital(place) and kind(words[place]) >= 0):
            last = place
        elif words[place] in LINKS:
            if lower and not deep:
                break
        elif (
            (lower and place == at + 1 and _is_full_name(words, at))
            or (
                lower
                and gap == " "
                and place == last + 1
                and (
                    kind(words[place]) in (1, 3)
                    or words[at] in SAINTS
                    or (kind(words[at]) == 3 and words[place] not in common())
                )
                and words[place] not in FUNCTION
                and not looks_typed(words[place])
            )
            or (lower and deep and place - last < 4 and place > last + 1 and kind(words[place]) >= 0)
        ):
            last = place
        else:
            break
    return last


def _is_full_name(words: list[str], at: int) -> bool:
    """Tell whether a school bears a whole name without capitals: "collège jean moulin"."""
    first, last = words[at], words[at + 1]
    is_school = at > 0 and words[at - 1] in SCHOOLS | CUES["orgadjective"] | CUES["house"]
    return is_school and kind(first) >= 2 and kind(last) >= 0 and len(last) > 3 and last not in PEOPLE
