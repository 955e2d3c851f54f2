"""Places and homes: streets, communes, quarters, schools, clubs, employers."""

from hcec.text.cues import CUES, common, public, towns
from hcec.text.finding import Findings
from hcec.text.naming import FUNCTION, commune_at, kind, looks_typed
from hcec.text.reading import Reading, listed
from hcec.text.spans import Label, Reason

ORGS, STARTS, STREETS, NEAR, TRIP = CUES["org"], CUES["orgstart"], CUES["street"], CUES["near"], CUES["trip"]
_LINKS = frozenset({"de", "du", "des", "la", "le", "les", "l", "d", "sur", "en", "a", "au", "aux", "sous", "lès", "et"})
_SAINTS = frozenset({"saint", "sainte", "st", "ste", "notre", "mont", "val", "clos", "bel", "beau"})


_OWN = frozenset({"maison", "villa", "centre", "residence", "relais", "club"})  # they belong to the name when capital
_SCHOOLS = frozenset({"lycee", "college", "colege", "ecole", "bahut", "licee"})
_HOUSES = frozenset({"cfa", "ime", "itep", "fjt", "mecs"})
_DEEP = frozenset(
    {"rue", "avenue", "boulevard", "impasse", "allee", "chemin", "arret", "hameau", "cite", "lotissement", "square"}
)
_NOT_HOMES = CUES["nothome"]


def find_places(findings: Findings) -> None:
    """Mark homes and streets by the word that announces them, then communes."""
    reading = findings.reading
    for index, word in enumerate(reading.words):
        if findings.taken[index]:
            continue
        if word in STREETS:
            _street(findings, index)
        elif _org_word(word):
            _home(findings, index)
    for index in range(len(reading.words)):
        if not findings.taken[index]:
            _commune(findings, index)


def _org_word(word: str) -> bool:
    return word in ORGS or (word[:1] in "ld" and word[1:] in ORGS and len(word) > 5)


def _street(findings: Findings, index: int) -> None:
    """Mark a street, quarter or stop: number, kind, name."""
    reading, words = findings.reading, findings.reading.words
    last = _named(findings, index + 1, deep=words[index] in _DEEP)
    if last is None:
        return
    first = index
    while (
        first
        and (words[first - 1].isdigit() or words[first - 1] in {"bis", "ter"})
        and reading.gap(first).strip(" ,") == ""
    ):
        first -= 1
    if (
        last + 1 < len(words)
        and words[last + 1].isdigit()
        and len(words[last + 1]) == 5
        and len(reading.gap(last + 1)) < 4
    ):
        last += 1
        if last + 1 < len(words) and commune_at(reading, last + 1) and reading.gap(last + 1) == " ":
            last += commune_at(reading, last + 1)
    findings.take(first, last, Label.PLACE)


def _home(findings: Findings, index: int) -> None:
    """Mark the distinguishing name of a home, school, club, hospital or employer."""
    last = _named(findings, index + 1, deep=False)
    if last is None:
        return
    first = index + 1
    words = findings.reading.words
    while first < last and words[first] in {"de", "du", "d", "a"}:
        first += 1
    if first < last and words[first] in ORGS and words[first] not in STARTS:
        first += 1
    shown = findings.reading.shown[findings.reading.starts[index] : findings.reading.ends[index]]
    if (shown.isupper() and len(shown) > 1) or (
        words[index] in _OWN and (shown[0].isupper() or words[index] == "villa")
    ):
        first = index
    findings.take(first, last, Label.ORG)


def _named(findings: Findings, start: int, *, deep: bool) -> int | None:
    """Return the last word of the proper name that begins here, past articles; None when it is a common noun."""
    reading, words = findings.reading, findings.reading.words
    at, articles = start, 0
    while at < len(words) and articles < 3 and words[at] in _LINKS and reading.gap(at) in (" ", "'", " «", ' "', " « "):
        if reading.is_capital(at) and at + 1 < len(words):
            break
        at, articles = at + 1, articles + 1
    if at < len(words) and words[at] in {"college", "lycee", "ecole", "foyer", "clinique"} and at == start:
        return None
    if at >= len(words) or findings.taken[at] or reading.gap(at).strip("«\"'“ -") or "\n" in reading.gap(at):
        return None
    if not _begins_name(reading, start, at, deep=deep):
        return None
    return _run(findings, at, deep=deep)


_PEOPLE = CUES["people"]


def _begins_name(reading: Reading, start: int, at: int, *, deep: bool) -> bool:
    """Tell whether a word after "foyer", "rue" or their article is a name rather than a noun."""
    word = reading.words[at]
    article = reading.words[at - 1] if at > start else ""
    quoted = any(sign in reading.gap(at) for sign in '«"“')
    if reading.is_capital(at):
        shouted = reading.shown[reading.starts[at] : reading.ends[at]].isupper() and len(word) > 1
        return (
            not (shouted and kind(word) <= 0)
            and (word not in public() or word in {"soleil", "lune"})
            and not (kind(word) == -1 and word not in _LINKS)
        )
    if kind(word) < 0 or word.isdigit() or word in public():
        return False
    if at == start and reading.words[start - 1] in _SCHOOLS and kind(word) in (1, 2) and word not in _PEOPLE:
        return True
    if article in {"des", "du", "les"} and reading.words[start - 1] in _HOUSES:
        return word not in _PEOPLE
    if deep or quoted or word in _SAINTS:
        return deep or quoted or at == start
    rare = word not in common() and word not in listed("words-web.txt")
    if kind(word) == 3:
        return True
    if kind(word) == 1:
        return not looks_typed(word) and len(word) > 3 and article not in {"d", "en"}
    if word in listed("home-names.txt") and article:
        return True
    return (
        rare
        and at == start + 1
        and article in {"les", "la", "le", "l", "des"}
        and not looks_typed(word)
        and word not in _PEOPLE
    )


def _run(findings: Findings, at: int, *, deep: bool) -> int:
    """Return the last word of a proper name: capitals, joined words, links before another capital."""
    reading, words, last = findings.reading, findings.reading.words, at
    lower = not reading.is_capital(at)
    for place in range(at + 1, min(at + 7, len(words))):
        gap = reading.gap(place)
        if gap not in (" ", "-", "'", ". ") or findings.taken[place] or (gap == ". " and len(words[place - 1]) > 2):
            break
        if gap == "-" or (reading.is_capital(place) and kind(words[place]) >= 0):
            last = place
        elif words[place] in _LINKS:
            if lower and not deep:
                break
        elif (
            lower
            and gap == " "
            and place == last + 1
            and (
                kind(words[place]) in (1, 3)
                or words[at] in _SAINTS
                or (kind(words[at]) == 3 and words[place] not in common())
            )
            and words[place] not in FUNCTION
            and not looks_typed(words[place])
        ) or (lower and deep and place - last < 4 and place > last + 1 and kind(words[place]) >= 0):
            last = place
        else:
            break
    return last


def _commune(findings: Findings, index: int) -> None:
    """Mark a commune or what stands where one would; a trip says nothing about where somebody lives."""
    reading, words = findings.reading, findings.reading.words
    before = words[index - 1] if index else ""
    gap = reading.gap(index)
    length = commune_at(reading, index)
    word = words[index]
    near = before in NEAR and gap in (" ", "'")
    article = before in {"le", "la", "les", "au", "aux"} and gap == " "
    if length and word not in FUNCTION and _is_commune_here(reading, index, length, near=near, article=article):
        if not TRIP.isdisjoint(words[max(0, index - 6) : index]) and not {"habite", "habitent", "foyer"} & set(
            words[max(0, index - 6) : index]
        ):
            return
        start = index - 1 if article and index > 1 and words[index - 2] in ("a", "de", "sur", "vers") else index
        findings.take(start, index + length - 1, Label.PLACE, Reason.TOWN)
        return
    _no_commune(findings, index, near=near, article=article)


def _no_commune(findings: Findings, index: int, *, near: bool, article: bool) -> None:
    """Mark what stands where a commune would, or bears a capital as a home or a club does."""
    reading, words = findings.reading, findings.reading.words
    before = words[index - 1] if index else ""
    word = words[index]
    if (
        near
        and reading.is_capital(index)
        and kind(word) == 1
        and word not in public()
        and before in {"a", "vers", "sur"}
    ):
        findings.take(index, _run(findings, index, deep=False), Label.PLACE, Reason.TOWN)
    elif (
        before == "a"
        and "à" in reading.shown[reading.starts[index - 1] : reading.ends[index - 1]]
        and kind(word) == 1
        and len(word) > 4
        and not looks_typed(word)
    ):
        findings.take(index, index, Label.PLACE, Reason.TOWN)
    elif (
        (article or before in ("des", "du"))
        and reading.is_capital(index)
        and index + 1 < len(words)
        and reading.gap(index + 1) == "-"
        and reading.is_capital(index + 1)
    ):
        findings.take(index, _run(findings, index, deep=False), Label.PLACE, Reason.TOWN)
    elif _home_alone(reading, index) or (
        word in STARTS
        and reading.is_capital(index)
        and index + 1 < len(words)
        and reading.is_capital(index + 1)
        and reading.gap(index + 1) == " "
        and not reading.opens(index)
    ):
        findings.take(index, _run(findings, index, deep=False), Label.ORG, Reason.NAME)


def _home_alone(reading: Reading, index: int) -> bool:
    """Tell whether a word that is no name bears a capital inside a sentence, or names a home after "à la"."""
    word, words = reading.words[index], reading.words
    if reading.is_capital(index):
        shown = reading.shown[reading.starts[index] : reading.ends[index]]
        if not CUES["pet"].isdisjoint(words[max(0, index - 6) : index]):
            return False
        if reading.opens(index) or len(word) < 3 or shown.isupper() or kind(word) != 0 or word in public():
            return False
        return (
            word not in _NOT_HOMES
            and word not in CUES["title"] | CUES["role"] | CUES["kin"]
            and word not in CUES["month"]
        )
    return (
        index > 1
        and word in listed("home-names.txt")
        and ((words[index - 1] == "la" and words[index - 2] in ("a", "de")) or words[index - 1] == "aux")
    )


def _is_commune_here(reading: Reading, index: int, length: int, *, near: bool, article: bool) -> bool:
    word, known = reading.words[index], kind(reading.words[index])
    if length > 1:
        return reading.is_capital(index) or near or length > 2 or "-" in reading.gap(index + 1)
    if word in public() or (not reading.is_capital(index) and word in listed("not-names.txt")):
        return False
    if reading.is_capital(index):
        if known == 1:
            return near or not reading.opens(index)
        return (
            near
            and reading.words[index - 1] != "d"
            and not reading.opens(index)
            and (known != 0 or word not in common())
        )
    if near and reading.words[index - 1] in {
        "a",
        "vers",
        "sur",
        "ville",
        "gare",
        "habite",
        "pres",
        "direction",
        "de",
        "arret",
        "depuis",
    }:
        return len(word) > 3 and known in (1, 3)
    if article and index > 1 and reading.words[index - 2] == "a":
        return known == 0 and len(word) > 3 and word not in common()
    return word in towns() and known == 1 and len(word) > 4
