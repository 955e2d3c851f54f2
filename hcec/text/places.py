"""Places and homes: streets, communes, quarters, schools, clubs, employers."""

from hcec.text.cues import CUES, common, public
from hcec.text.extent import LINKS, PEOPLE, SAINTS, SCHOOLS, run
from hcec.text.finding import Findings
from hcec.text.houses import find_houses
from hcec.text.naming import commune_at, is_contracted, kind, looks_typed
from hcec.text.reading import Reading, listed
from hcec.text.spans import Label
from hcec.text.towns import mark_town, may_be_towns
from hcec.text.whereabouts import find_whereabouts

ORGS, STARTS, STREETS, NEAR, TRIP = CUES["org"], CUES["orgstart"], CUES["street"], CUES["near"], CUES["trip"]


_OWN = frozenset({"maison", "villa", "centre", "residence", "relais", "club"})  # they belong to the name when capital
_HOUSES = frozenset({"cfa", "ime", "itep", "fjt", "mecs", "lime", "litep", "limpro", "sessad", "ies", "pavillon"})
_DEEP = frozenset(
    {"rue", "avenue", "boulevard", "impasse", "allee", "chemin", "arret", "larret", "hameau", "cite", "lotissement"}
    | {"square", "quartier", "zac"}
)
_COUNTED = frozenset({"deux", "trois", "quatre", "cinq", "sept", "mille", "cent"})  # "les trois vallées"
_NO_STREET: tuple[list[str], ...] = (["maladie"], ["cardiaque"], ["et"], ["travail"], [])  # "arrêt maladie"
_GONE = (["suis"], ["jsuis"], ["est"], ["es"], ["etais"], ["etait"], ["ete"])  # "je suis allée"
_ADJECTIVES = CUES["orgadjective"]
_SPORTS = CUES["sport"]
_HOSTED = frozenset({"retraite", "repos", "quartier", "jour", "loisirs"})  # "maison de retraite Les Glycines"
_BRANDS = CUES["brand"]
_SITES = frozenset({"cite", "stade", "gymnase", "litep"})
_CLUBS = frozenset({"fc", "rc", "sc", "usc", "asptt"})
_NAMED_BARE = frozenset({"villa", "residence", "foyer", "maison", "college", "lycee", "ecole", "mecs", "cite", "hotel"})


_GROUPS = frozenset({"village", "groupe", "unite"})
_TOLD = STREETS | ORGS | _BRANDS | _GROUPS | {"point"} | {start + word for word in ORGS for start in "ld"}


def find_places(findings: Findings) -> None:
    """Mark homes and streets by the word that announces them, then communes."""
    reading = findings.reading
    for index, word in enumerate(reading.words):
        if word not in _TOLD or findings.taken[index]:
            continue
        if word in STREETS or (word == "point" and reading.words[index - 1 : index] == ["rond"]):
            _street(findings, index)
        elif word in _BRANDS:
            _shop(findings, index)
        elif (_org_word(word) and not _are_men(reading, index)) or _is_group(reading, index):
            _home(findings, index)
    find_whereabouts(findings)
    find_houses(findings)
    for index in may_be_towns(reading):
        if not findings.taken[index]:
            mark_town(findings, index)


def _shop(findings: Findings, index: int) -> None:
    """Mark where a shop of a chain stands: "le lidl des poteries", "carrefour de la route de Vichy"."""
    reading, words, at = findings.reading, findings.reading.words, index + 1
    if words[at : at + 2] == ["de", "la"]:
        at += 1
    if at + 1 >= len(words) or words[at] not in {"des", "du", "la"} or (words[at] == "la" and at == index + 1):
        return
    named = reading.is_capital(at + 1) or words[at + 1] not in common()
    if named and kind(words[at + 1]) >= 0 and words[at + 1] not in PEOPLE:
        findings.take(at + 1, run(findings, at + 1, deep=True), Label.PLACE)


def _are_men(reading: Reading, index: int) -> bool:
    """Tell whether "mecs" are men rather than a home."""
    before = reading.words[index - 1] if index else ""
    return reading.words[index] == "mecs" and (
        before in {"les", "des", "ces", "deux", "trois", "d"} or before.isdigit()
    )


def _is_group(reading: Reading, index: int) -> bool:
    """Tell whether a village of children, a group or a unit bears a name: "au village Les Coteaux"."""
    after = index + 1
    if reading.words[index] not in _GROUPS or after + 1 >= len(reading.words):
        return False
    return reading.words[after] in {"les", "le", "la"} and reading.is_capital(after) and reading.is_capital(after + 1)


def _org_word(word: str) -> bool:
    return word in ORGS or (word[:1] in "ld" and word[1:] in ORGS and len(word) > 5)


def _street(findings: Findings, index: int) -> None:
    """Mark a street, quarter or stop: number, kind, name."""
    reading, words = findings.reading, findings.reading.words
    start = index + 1
    if words[start : start + 1] == ["de"] and words[start + 1 : start + 2] in (["bus"], ["car"], ["tram"]):
        start += 2
    gone = words[index].startswith("all") and words[max(0, index - 1) : index] in _GONE
    if gone or words[start : start + 1] in _NO_STREET:
        return
    last = _named(findings, start, deep=words[index] in _DEEP or words[index] == "point")
    if last is None or (last == start and is_contracted(words[start]) and kind(words[start]) == 1):
        return
    first = index - (words[index] == "point")  # "rond-point"
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
    words = findings.reading.words
    last = _named(findings, _past_kind(words, index), deep=False)
    if last is None:
        return
    first = index + 1
    while first < last and words[first] in {"de", "du", "d", "a"}:
        first += 1
    if first < last and words[first] in ORGS and words[first] not in STARTS:
        first += 1
    shown = findings.reading.shown[findings.reading.starts[index] : findings.reading.ends[index]]
    inside = shown[0].isupper() and not findings.reading.opens(index) and findings.reading.has_case
    if (
        inside
        or (shown.isupper() and len(shown) > 1)
        or (words[index] in _OWN and (shown[0].isupper() or words[index] == "villa"))
    ):
        first = index
    if words[index] in STARTS and first == index + 1:
        first = index
    findings.take(first, last, Label.ORG)


def _past_kind(words: list[str], index: int) -> int:
    """Return the word after what kind of home or club it is: "lycée pro", "club de gym", "foyer c'est"."""
    at = index + 1
    while at + 1 < len(words) and at < index + 4:
        if words[at] in _ADJECTIVES or (words[at] in {"cest", "c"} and at == index + 1):
            at += 1 + (words[at] == "c" and words[at + 1] == "est")
        elif words[at] == "de" and words[at + 1] in _SPORTS | _HOSTED:
            at += 2
        else:
            break
    return at


def _named(findings: Findings, start: int, *, deep: bool) -> int | None:
    """Return the last word of the proper name that begins here, past articles; None when it is a common noun."""
    reading, words = findings.reading, findings.reading.words
    at, articles = start, 0
    while at < len(words) and articles < 3 and words[at] in LINKS and reading.gap(at) in (" ", "'", " «", ' "', " « "):
        if reading.is_capital(at) and at + 1 < len(words):
            break
        at, articles = at + 1, articles + 1
    if at < len(words) and words[at] in {"college", "lycee", "ecole", "foyer", "clinique"} and at == start:
        return None
    if at >= len(words) or findings.taken[at] or reading.gap(at).strip("«\"'“ -") or "\n" in reading.gap(at):
        return None
    if words[at] in _COUNTED and articles and at + 1 < len(words) and kind(words[at + 1]) >= 0:
        return at + 1 if words[at - 1] in {"des", "les"} else None
    if not _begins_name(reading, start, at, deep=deep):
        return None
    return run(findings, at, deep=deep)


def _begins_name(reading: Reading, start: int, at: int, *, deep: bool) -> bool:
    """Tell whether a word after "foyer", "rue" or their article is a name rather than a noun."""
    word = reading.words[at]
    article = reading.words[at - 1] if at > start else ""
    quoted = any(sign in reading.gap(at) for sign in '«"“')
    if reading.is_capital(at):
        shouted = reading.shown[reading.starts[at] : reading.ends[at]].isupper() and len(word) > 1
        return (
            not (shouted and kind(word) <= 0)
            and (word not in public() or word in {"soleil", "lune"} or _is_home_before(reading, at))
            and not (kind(word) == -1 and word not in LINKS)
        )
    is_whole = kind(word) > 1 and at + 1 < len(reading.words) and kind(reading.words[at + 1]) == 0
    if kind(word) < 0 or word.isdigit():
        return False
    if word in public() and not deep and not (is_whole and reading.gap(at + 1) == " "):
        return False
    if deep or quoted or word in SAINTS:
        return deep or quoted or at == start
    known = _is_named_by_kind(reading.words, start, at)
    if known is not None:
        return known
    if at == start and reading.gap(at + 1 if at + 1 < len(reading.words) else at) == "-" and len(word) > 2:
        return True
    return _is_rare_here(word, article, near=at == start + 1)


def _is_home_before(reading: Reading, at: int) -> bool:
    """Tell whether a brand stands right after "foyer", "mecs": "le foyer Carrefour"."""
    is_shouted = reading.shown[reading.starts[at] : reading.ends[at]].isupper()
    return at > 0 and reading.words[at - 1] in _HOUSES | {"foyer", "internat"} and not is_shouted


def _is_named_by_kind(words: list[str], start: int, at: int) -> bool | None:
    """Tell whether a word names a home for what stands before it: a school, a club; None if that says nothing."""
    word, before, article = words[at], words[start - 1], words[at - 1] if at > start else ""
    if not article:
        if before in SCHOOLS and kind(word) in (1, 2) and word not in PEOPLE:
            return True
        if (word in listed("home-names.txt") and before in _NAMED_BARE) or (before in _CLUBS and kind(word) >= 0):
            return True
        if kind(word) == 2 and before in _HOUSES | _NAMED_BARE | _ADJECTIVES | _SITES and at + 1 < len(words):
            return word not in PEOPLE and (kind(words[at + 1]) > 0 or words[at + 1] not in common())
        return None
    if article in {"des", "du", "les"} and before in _HOUSES:
        return word not in PEOPLE
    if article in {"des", "du", "la"} and before in SCHOOLS and word not in common() and word not in PEOPLE:
        return len(word) > 3 and not looks_typed(word)
    if article in {"la", "les", "le", "l"} and at == start + 1 and before in _HOUSES | _SPORTS | _ADJECTIVES:
        return word not in PEOPLE and len(word) > 3
    return None


def _is_rare_here(word: str, article: str, *, near: bool) -> bool:
    """Tell whether a word is too rare after its article to be a noun like another."""
    if kind(word) == 3:
        return True
    if kind(word) == 1:
        is_plural = article == "les" and word.endswith("s") and near
        return (is_plural or not looks_typed(word)) and len(word) > 3 and article not in {"d", "en"}
    if word in listed("home-names.txt") and article:
        return True
    rare = word not in common() and word not in listed("words-web.txt") and word not in PEOPLE
    return rare and near and article in {"les", "la", "le", "l", "des"} and not looks_typed(word)
