"""Homes, schools, clubs and shops named by words like others: "itep le bel air", "école de la croix blanche".

What announces them tells that a name follows; few nouns follow it without being one (`ofkind` in `data/cues.txt`).
"""

from functools import cache

from hcec.text.cues import CUES, public
from hcec.text.finding import Findings
from hcec.text.naming import is_contracted, kind, looks_typed
from hcec.text.reading import Reading, lines, listed
from hcec.text.spans import Label

SHOPS = CUES["shop"]
_PERSONS = CUES["people"] | CUES["role"] | CUES["kin"] | CUES["title"] | CUES["verb"] | {"avait", "avais", "etait"}
_NO_NAME = _PERSONS.union(*map(CUES.__getitem__, ("ofkind", "errand", "sport", "month", "org", "shop", "orgadjective")))
_NO_NAME |= CUES["facility"]
_IS = frozenset({"est", "cest", "etait", "cetait"})
_VAGUE = frozenset({"maison", "centre", "salle", "cabinet"})  # only with what kind: "maison d'enfants du coteau"
_MEMBERS = CUES["role"] | {"gars", "gens", "filles", "jeunes", "eleves", "anciens", "anciennes"}
_SORTS = CUES["sport"] | {
    "enfants",
    "loisirs",
    "loisir",
    "vacances",
    "formation",
    "retraite",
    "sport",
    "sports",
    "soins",
}
_HINTS = CUES["leaves"] | _IS | {"aux", "city"}
_ARTICLES = frozenset({"le", "la", "les", "l"})
_LINKS = frozenset({"de", "du", "des", "d", "aux", "en", "au"})
_FIRM = frozenset({"fils", "freres", "associes", "filles", "cie"})  # "garage Peyrou et fils"
_BEGINS = frozenset(
    {"bel", "beau", "belle", "bon", "bonne", "grand", "grands", "petit", "petits", "vieux", "haut", "trois"}
) | {
    "quatre",
    "deux",
    "cinq",
    "sept",
    "mille",
    "saint",
    "sainte",
    "st",
    "ste",
    "notre",
    "grande",
    "ptit",
    "ptits",
    "vieille",
    "jolie",
    "joli",
}
_TEAMS = frozenset({"as", "us", "es", "jsf", "usc", "aso"})
_AFTER = {"ferme": "la"} | dict.fromkeys(_TEAMS, "l")  # words like others without the article that stands before


def find_houses(findings: Findings) -> None:
    """Mark the names that follow what announces a home, a school, a club or a shop, and the names that schools bear."""
    words = findings.reading.words
    announcing, named_after = _announcing(), namesakes()
    for index, word in enumerate(words):
        if word in announcing:
            if word not in _AFTER or words[index - 1 : index] == [_AFTER[word]]:
                _after(findings, index)
        elif word in _HINTS:
            _hinted(findings, index)
        if word in named_after:
            _namesake(findings, index)


def _hinted(findings: Findings, index: int) -> None:
    """Look around a word that hints at a name without announcing one."""
    reading, word = findings.reading, findings.reading.words[index]
    if word in CUES["leaves"]:
        _after_people(findings, index)
    elif word in _IS:
        _said(findings, index)
    elif word == "aux":
        _lieu(findings, index)
    elif reading.is_capital(index) and index and reading.is_capital(index - 1):
        findings.take(index - 1, index, Label.PLACE)  # "Benin City"


@cache
def _announcing() -> frozenset[str]:
    """Return what announces a name, its article stuck to it or not: "itep", "litep"."""
    known = CUES["named"] | CUES["shop"]
    return known | _TEAMS | _VAGUE | {f"l{word}" for word in known if len(word) > 3}


def _namesake(findings: Findings, index: int) -> None:
    """Mark the whole name of whom a school is called after, where no first name alone would tell."""
    words = findings.reading.words
    for name in namesakes()[words[index]]:
        end = index + len(name)
        if tuple(words[index:end]) == name and all(_goes_on(findings.reading, at) for at in range(index + 1, end)):
            findings.take(index, end - 1, Label.ORG)
            return


@cache
def namesakes() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return by their first word the names that schools bear, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for line in lines("namesakes.txt"):
        for name in line.split(" / "):
            words = tuple(name.split())
            found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(names, key=len, reverse=True)) for first, names in found.items()}


def _after_people(findings: Findings, index: int) -> None:
    """Mark the home of "les educs du moulin vert": two words at least, one is a noun like another."""
    reading, words = findings.reading, findings.reading.words
    first, head, way = _head(words, index + 1)
    if way == "direct" and words[first : first + 1] == ["de"]:
        first, head, way = first + 1, head + 1, "of"
    if way != "of" or head >= len(reading.words) or not all(_goes_on(reading, at) for at in range(index + 1, head + 1)):
        return
    last = _last(reading, head)
    if words[index] in _MEMBERS and words[index + 1] == "de" and _is_unknown(words[head]):
        findings.take(head, last, Label.ORG)  # "mes potes de schweitzer"
    elif last > head and _may_name(reading, head, whole=True) and words[last] in CUES["epithet"]:
        findings.take(first, last, Label.ORG)
    elif words[index] in _MEMBERS and words[head] in listed("home-names.txt"):
        findings.take(head, last, Label.ORG)  # "les éducs des cyprès"


def _is_unknown(word: str) -> bool:
    return kind(word) == 1 and len(word) > 5 and not is_contracted(word)


def _said(findings: Findings, index: int) -> None:
    """Mark what a home is said to be: "mon foyer c'est la clairière", "avant c'était le prieuré"."""
    reading, words, head = findings.reading, findings.reading.words, index + 2
    if head >= len(words) or words[index + 1] not in _ARTICLES or words[head] not in listed("home-names.txt"):
        return
    told = words[max(0, index - 8) : index]
    if ("avant" in told or not CUES["named"].isdisjoint(told)) and _ends(reading, _last(reading, head)):
        findings.take(index + 1, _last(reading, head), Label.ORG)


def _lieu(findings: Findings, index: int) -> None:
    """Mark a place called as fields are, where somebody would be: "à la combe aux ânes"."""
    reading, words = findings.reading, findings.reading.words
    if index < 3 or index + 1 >= len(words) or words[index - 2] not in {"la", "l", "le"}:
        return
    near = words[index - 3] in {"a", "de", "devant", "derriere", "vers"} or words[index - 3] in CUES["named"]
    both = _may_name(reading, index - 1) and _may_name(reading, index + 1) and words[index + 1].endswith(("s", "x"))
    if near and both and all(_goes_on(reading, at) for at in range(index - 1, index + 2)):
        findings.take(index - 1, index + 1, Label.PLACE)


def _after(findings: Findings, index: int) -> None:
    reading, words = findings.reading, findings.reading.words
    at = _past_kind(words, index + 1)
    if words[index] in _VAGUE and at == index + 1:
        return
    first, head, way = _head(words, at)
    if head >= len(words) or any(reading.gap(place) not in (" ", "'") for place in range(index + 1, head + 1)):
        return
    last = _last(reading, head)
    if findings.taken[head] == 2 or not _may_name(reading, head, whole=words[last] in CUES["epithet"]):
        return
    if words[head] in _BEGINS and last == head:
        return
    if way == "apposed" and words[head] not in _BEGINS and not _ends(reading, last):
        return
    if way == "sign" and (words[index] not in SHOPS or last == head):
        return
    if way == "direct" and not _is_direct(reading, head, last):
        return
    findings.take(first, last, Label.ORG)


def _past_kind(words: list[str], at: int) -> int:
    """Return the word after what kind of house it is: "centre équestre", "maison d'enfants"."""
    first = at
    while at < len(words) and at < first + 3:
        if words[at] in CUES["orgadjective"]:
            at += 1
        elif words[at] in {"d", "de"} and words[at + 1 : at + 2] and words[at + 1] in _SORTS:
            at += 2
        else:
            break
    return at


def _head(words: list[str], at: int) -> tuple[int, int, str]:
    """Return where the name begins, where its first noun is, and how it follows."""
    word, after = words[at] if at < len(words) else "", words[at + 1] if at + 1 < len(words) else ""
    if word in _ARTICLES:
        return at, at + 1, "apposed"
    if word in {"du", "des"}:
        return at + 1, at + 1, "of"
    if word == "de" and after in {"la", "l"}:
        return at + 2, at + 2, "of"
    if word in {"au", "aux"}:
        return at, at + 1, "sign"
    if word == "a" and after in {"la", "l"}:
        return at, at + 2, "sign"
    return at, at, "direct"


def _may_name(reading: Reading, at: int, *, whole: bool = False) -> bool:
    """Tell whether a noun may name; `whole`: it stands in a name of several words, which says more than itself."""
    word = reading.words[at]
    if word in _BEGINS:
        return True
    if kind(word) < 0 or len(word) < 3 or word.isdigit() or word in (_PERSONS if whole else _NO_NAME):
        return False
    if word in public() and not whole:
        return False
    return not (kind(word) == 1 and is_contracted(word))


def _last(reading: Reading, head: int) -> int:
    """Return the last word of the name: what agrees with its noun, and one complement: "métiers du bois"."""
    words, last = reading.words, head
    if words[head] in _BEGINS and _goes_on(reading, head + 1) and _may_name(reading, head + 1, whole=True):
        last = head + 1
    while last + 1 < len(words) and (
        reading.gap(last + 1) == "-" or (reading.gap(last + 1) == " " and words[last + 1] in CUES["epithet"])
    ):
        last += 1
    at = last + 1
    if at + 1 < len(words) and words[at] in _LINKS and _goes_on(reading, at):
        at += 1 + (words[at + 1] in {"la", "l"})
        if at < len(words) and _goes_on(reading, at) and (_may_name(reading, at, whole=True) or words[at] == "or"):
            last = at
    elif at < len(words) and reading.gap(at) in (" ", " & ") and (words[at] == "et" or "&" in reading.gap(at)):
        firm = at + (words[at] == "et")
        if firm < len(words) and words[firm] in _FIRM:
            last = firm
    return last


def _goes_on(reading: Reading, at: int) -> bool:
    return at < len(reading.words) and reading.gap(at) in (" ", "'", "-")


def _ends(reading: Reading, last: int) -> bool:
    """Tell whether nothing follows that the noun would be the subject of."""
    if last + 1 >= len(reading.words):
        return True
    gap = reading.gap(last + 1)
    return gap.strip() != "" or "\n" in gap or reading.words[last + 1] in CUES["apposedend"]


def _is_direct(reading: Reading, head: int, last: int) -> bool:
    """Tell whether a word right after "tabac", "club" is its name: a town, a saint, what no list knows."""
    word = reading.words[head]
    if last > head and reading.gap(head + 1) == "-":
        return True  # "unité arc-en-ciel"
    if last > head + 1 and reading.gap(last) == "'" and reading.words[head + 1] == "d":
        return True  # "crèche pomme d'api"
    if last > head and (word in _BEGINS or word in CUES["site"] or reading.words[last] in _FIRM):
        return True
    return (kind(word) == 1 and not looks_typed(word)) and len(word) > 3
