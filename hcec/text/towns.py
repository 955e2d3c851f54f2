"""Communes, what stands where one would, and homes said by their name alone."""

from collections.abc import Iterator
from functools import lru_cache

from hcec.text.cues import CUES, common, known_towns, public, towns
from hcec.text.extent import run
from hcec.text.finding import Findings
from hcec.text.naming import FUNCTION, commune_at, follow, is_contracted, is_misspelt, kind, looks_typed
from hcec.text.reading import Reading, listed
from hcec.text.spans import Label, Reason

_LIVES = frozenset({"habite", "habitait", "habitais", "loge", "vit", "vivait"})
_BEFORE_TOWN = _LIVES | frozenset(
    {
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
        "d",
        "village",
        "pour",
        "commune",
        "bourg",
        "bled",
    }
)
STARTS, NEAR, TRIP = CUES["orgstart"], CUES["near"], CUES["trip"]
_NOT_HOMES = CUES["nothome"]
_NAMED_FOR = frozenset({"gymnase", "stade", "college", "lycee", "ecole", "piscine"})
_ANNOUNCES = _NAMED_FOR | {"a", "la", "l", "le", "les", "au", "aux", "du", "des"}  # a home named without a capital
_COMPOUNDS = CUES["kin"] | CUES["compound"]  # "Grand-Mère", "Week-End"
_LINES = frozenset({"direction", "terminus", "arret", "station"})
_HOUSED = CUES["facility"] | CUES["org"]
_MOVES = CUES["lives"] | {"aller", "vais", "allons", "vas", "ne", "nee"}
_CARS = frozenset({"bus", "car", "train", "ter", "tgv", "billet", "ligne"})
_STAYS, _ERRANDS = CUES["stay"], CUES["people"] | CUES["errand"]
_RARE_ACCENTS = frozenset("èêâîôûÈÊÂÎÔÛ")  # nobody misspells with them
_ADJECTIVE = ("aire", "el", "al", "if", "ant", "eux", "ais", "s", "e")
_TO = frozenset({"a", "de", "devant", "chez", "derriere", "vers", "depuis", "dans", "quitte", "quitter", "d"})


def may_be_towns(reading: Reading) -> Iterator[int]:
    """Tell quickly which words are worth a look: capitals, beginnings of communes, what stands after "à la"."""
    before, words, capitals = "", reading.words, reading.capitals
    for index, (word, after) in enumerate(zip(words, map(_small_follow, words), strict=True)):
        is_commune = after and ("" in after or not after.isdisjoint(words[index + 1 : index + 2]))
        is_shown = capitals[index] and (kind(word) >= 0 or word in STARTS or not reading.opens(index))
        if is_shown or is_commune or (before in _ANNOUNCES and _may_be_home(word)):
            yield index
        before = word


@lru_cache(8192)
def _small_follow(word: str) -> frozenset[str]:
    """Return what may follow a word without a capital to make a commune's name, "" if nothing need."""
    if kind(word) < 0:
        return frozenset()
    return follow(word) if kind(word) in (1, 3) or word not in common() else follow(word) - {""}


@lru_cache(8192)
def _may_be_home(word: str) -> bool:
    """Tell whether a word without a capital may name a home, or a place that no list knows."""
    return kind(word) >= 0 and (word not in common() or word in listed("home-names.txt"))


def mark_town(findings: Findings, index: int) -> None:
    """Mark a commune or what stands where one would; a trip says nothing about where somebody lives."""
    reading, words = findings.reading, findings.reading.words
    before = words[index - 1] if index else ""
    gap = reading.gap(index)
    length = commune_at(reading, index)
    word = words[index]
    bound = before == "pour" and not _CARS.isdisjoint(words[max(0, index - 4) : index - 1])
    near = (before in NEAR or bound) and gap in (" ", "'")
    article = before in {"le", "la", "les", "au", "aux"} and gap == " "
    if length and word not in FUNCTION and _is_commune_here(findings, index, length, near=near, article=article):
        if not TRIP.isdisjoint(words[max(0, index - 6) : index]) and not {"habite", "habitent", "foyer"} & set(
            words[max(0, index - 6) : index]
        ):
            findings.spare(index, index + length - 1)
            return
        start = index - 1 if article and index > 1 and words[index - 2] in ("a", "de", "sur", "vers") else index
        last = index + length - 1
        if last + 1 < len(words) and reading.gap(last + 1) == "-" and len(words[last + 1]) > 3:
            last += 1  # "bruxelles-midi"
        findings.take(start, last, Label.PLACE, Reason.TOWN)
        return
    _no_commune(findings, index, near=near, article=article)


def _no_commune(findings: Findings, index: int, *, near: bool, article: bool) -> None:
    """Mark what stands where a commune would, or bears a capital as a home or a club does."""
    reading, words = findings.reading, findings.reading.words
    before = words[index - 1] if index else ""
    word = words[index]
    if _is_bound_for(reading, index) or (
        near
        and reading.is_capital(index)
        and kind(word) == 1
        and word not in public()
        and before in {"a", "vers", "sur"}
    ):
        findings.take(index, run(findings, index, deep=False), Label.PLACE, Reason.TOWN)
    elif (
        before == "a"
        and "à" in reading.shown[reading.starts[index - 1] : reading.ends[index - 1]]
        and kind(word) == 1
        and len(word) > 4
        and not looks_typed(word)
        and not word.endswith(("er", "ir"))
    ):
        findings.take(index, index, Label.PLACE, Reason.TOWN)
    elif (
        reading.is_capital(index)
        and (article or before in ("des", "du") or (kind(word) in (0, 1) and word not in _COMPOUNDS))
        and index + 1 < len(words)
        and reading.gap(index + 1) == "-"
        and reading.is_capital(index + 1)
    ):
        findings.take(index, run(findings, index, deep=False), Label.PLACE, Reason.TOWN)
    elif (reading.is_capital(index) and (_is_two_words(reading, index) or _is_club(reading, index))) or (
        (reading.is_capital(index) or before in _ANNOUNCES)
        and (_home_alone(reading, index) or _is_sign(reading, index))
    ):
        findings.take(index, run(findings, index, deep=False), Label.ORG, Reason.NAME)


def _is_bound_for(reading: Reading, index: int) -> bool:
    """Tell whether a line goes there: "direction les chartreux", "terminus la plaine"."""
    words = reading.words
    if index < 2 or words[index - 1] not in {"le", "la", "les", "l"} or words[index - 2] not in _LINES:
        return False
    return kind(words[index]) >= 0 and (reading.is_capital(index) or words[index] not in common())


def _is_club(reading: Reading, index: int) -> bool:
    """Tell whether a club's or a shop's first word bears a capital inside a sentence, and the next one too."""
    after = index + 1
    if reading.words[index] not in STARTS or after >= len(reading.words) or reading.opens(index):
        return False
    return reading.is_capital(index) and reading.is_capital(after) and reading.gap(after) == " "


def _is_sign(reading: Reading, index: int) -> bool:
    """Tell whether a shop's sign or a club's name begins by a small word with a capital: "Chez Mémé", "Pas Chassés"."""
    after = index + 1
    if reading.opens(index) or after >= len(reading.words) or reading.words[index] not in CUES["sign"]:
        return False
    both = reading.is_capital(index) and reading.is_capital(after) and reading.gap(after) == " "
    shouted = reading.shown[reading.starts[after] : reading.ends[after]].isupper()
    return both and not shouted and kind(reading.words[after]) >= 0 and reading.words[after] not in public()


def _is_two_words(reading: Reading, index: int) -> bool:
    """Tell whether two words bear a capital inside a sentence: "Bon Accueil"."""
    after = index + 1
    if reading.words[index] not in {"bon", "bonne", "belle", "beau", "bel", "grand", "petit", "vieux", "val", "clos"}:
        return False
    both = after < len(reading.words) and reading.is_capital(index) and reading.is_capital(after)
    return both and reading.gap(after) in (" ", "-") and not reading.opens(index)


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
    if _is_lived_in(reading, index) or _is_school(words, index):
        return True
    if index < 2 or word not in listed("home-names.txt"):
        return False
    article = words[index - 1]
    if article == "des" and words[index - 2] in CUES["facility"]:
        return True
    if article == "du" and word not in common():
        return words[index - 2] in CUES["leaves"]
    return (
        article == "aux"
        or (article == "au" and word not in common())
        or (article in {"la", "les", "l", "le"} and words[index - 2] in _TO)
    )


def _is_lived_in(reading: Reading, index: int) -> bool:
    """Tell whether somebody stays in what no list knows: "on s'est tirés de la verdière", "à l'oustal"."""
    word, words = reading.words[index], reading.words
    if index < 2 or len(word) < 5 or words[index - 1] not in {"la", "l", "aux"} or words[index - 2] not in {"a", "de"}:
        return word in listed("home-names.txt") and index > 1 and _stays_before(words, index)
    if kind(word) not in (0, 1) or word in common() or word in public() or word in listed("not-names.txt"):
        return False
    accented = not _RARE_ACCENTS.isdisjoint(reading.shown[reading.starts[index] : reading.ends[index]])
    if kind(word) == 1 and (accented or not is_misspelt(word)) and not is_contracted(word):
        return True
    return kind(word) == 0 and word not in _ERRANDS and _stays_before(words, index)


def _is_school(words: list[str], index: int) -> bool:
    """Tell whether a rare word that is no adjective follows a school or a stadium: "gymnase coubertin"."""
    word = words[index]
    if not index or words[index - 1] not in _NAMED_FOR or len(word) < 5:
        return False
    if word in CUES["people"] or word in CUES["orgadjective"]:
        return False
    return kind(word) == 0 and word not in common() and not word.endswith(_ADJECTIVE) and not is_contracted(word)


def _stays_before(words: list[str], index: int) -> bool:
    """Tell whether "suis à la", "chambres à la" stand just before."""
    return (
        words[index - 1] in {"la", "l", "aux", "au", "les"}
        and words[index - 2] in {"a", "de", "aux"}
        and not (_STAYS.isdisjoint(words[max(0, index - 4) : index - 2]))
    )


def _is_commune_here(findings: Findings, index: int, length: int, *, near: bool, article: bool) -> bool:
    reading = findings.reading
    word, known = reading.words[index], kind(reading.words[index])
    if length > 1:
        again = index > 1 and reading.words[index - 1] in {"et", "ou"} and findings.is_found(index - 2)
        return reading.is_capital(index) or near or again or length > 2 or "-" in reading.gap(index + 1)
    if word in public() or (not reading.is_capital(index) and word in listed("not-names.txt")):
        return False
    if reading.is_capital(index):
        if known == 1:
            return near or word in findings.near or not reading.opens(index)
        return (
            near
            and reading.words[index - 1] != "d"
            and not reading.opens(index)
            and (known != 0 or word not in common())
        )
    if near and reading.words[index - 1] in _BEFORE_TOWN:
        said = (
            reading.words[index - 1] in _LIVES
            or (index > 1 and (reading.words[index - 2] in _HOUSED or findings.is_found(index - 2)))
            or "à" in reading.gap(index)
            or reading.shown_word(index - 1) == "à"
            or (reading.words[index - 1] == "a" and not _STAYS.isdisjoint(reading.words[max(0, index - 4) : index - 1]))
        )
        moves = reading.words[index - 1] == "a" and index > 1 and reading.words[index - 2] in _MOVES
        sure = said and word in known_towns() and (moves or word not in common())
        return len(word) > 3 and (known in (1, 3) or sure)
    if article and index > 1 and reading.words[index - 2] == "a":
        return known == 0 and len(word) > 3 and word not in common()
    return (word in towns() or word in findings.near) and known == 1 and len(word) > 4
