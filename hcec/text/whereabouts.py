"""Where somebody stays or works, said without any word that announces a name: "je suis au phare", "à saint ex".

What comes before says that a name follows: somebody stays there or works there, or no article where one would be.
"""

from hcec.text.cues import CUES, common, public
from hcec.text.extent import run
from hcec.text.finding import Findings
from hcec.text.naming import commune_at, is_contracted, kind
from hcec.text.reading import Reading, listed
from hcec.text.spans import Label

_SAINTS = frozenset({"saint", "st", "sainte", "ste"})
_TO_SAINTS = CUES["near"] | {"devant", "derriere", "jusqua", "jusque", "gare", "bus", "chez", "au", "aux"}
_ARTICLES = frozenset({"au", "aux", "la", "l"})
_STAYS, _SMALL_STEPS = CUES["lives"], CUES["smallstep"]
_BARE = frozenset(
    {"rue", "place", "quai", "avenue", "impasse", "boulevard", "bd", "square", "esplanade", "bloc", "tour"}
)
_NAMED_STREETS = _BARE - {"place", "tour"}
_BLOCKS = frozenset({"bloc", "bat", "batiment", "tour", "immeuble", "escalier"})
_DETERMINERS = CUES["beforenoun"] | {"les", "mes", "tes", "nos", "notre", "votre", "leur", "chaque", "aucune"}
_WORKS, _PLAYS = CUES["works"], CUES["plays"]
_NO_NAME = frozenset().union(
    *(CUES[group] for group in ("people", "errand", "facility", "ofkind", "org", "shop", "role"))
)
_SQUARES = CUES["street"] | {"rond"}
_OF_TOWN = ("ois", "oise", "ais", "aise", "ien", "ienne", "ain", "aine", "iste")
_TRIGGERS = _SAINTS | _ARTICLES | _SQUARES | _BARE | {"a"} | _BLOCKS | {"chez"}


def find_whereabouts(findings: Findings) -> None:
    """Mark what is called after a saint, homes where somebody stays, bare streets, employers after "chez"."""
    for index, word in enumerate(findings.reading.words):
        if word not in _TRIGGERS or findings.taken[index]:
            continue
        if word in _SAINTS:
            _saint(findings, index)
        elif word in _ARTICLES:
            _home(findings, index)
        elif word == "a":
            _bare_home(findings, index)
        elif word == "chez":
            _employer(findings, index)
        elif not _block(findings, index) and not _square(findings, index) and word in _BARE:
            _bare_street(findings, index)


def _saint(findings: Findings, index: int) -> None:
    """Mark a saint's name where somebody is, whatever bears it: a town, a school, a hospital."""
    reading, words, after = findings.reading, findings.reading.words, index + 1
    if after >= len(words) or reading.gap(after) not in (" ", "-", ". "):
        return
    if words[after] in CUES["feast"]:
        findings.spare(index, after)
        return
    before = words[index - 1] if index else ""
    shown = reading.is_capital(index) and reading.is_capital(after)
    if kind(words[after]) < 0 or len(words[after]) < 2 or not (shown or before in _TO_SAINTS) or before == "la":
        return
    last = max(after, run(findings, index, deep=False), index + commune_at(reading, index) - 1)
    findings.take(index, last, Label.PLACE)


def _home(findings: Findings, index: int) -> None:
    """Mark the home of "je suis au phare", the club of "je fais du judo à l'étoile"."""
    reading, words, head = findings.reading, findings.reading.words, index + 1
    start = index - (words[index] in {"la", "l"})
    if head >= len(words) or start < 1 or (start < index and words[start] not in {"a", "contre", "avec", "de"}):
        return
    word = words[head]
    if findings.taken[head] or reading.gap(head) not in (" ", "'") or kind(word) < 0 or word in _NO_NAME:
        return
    agrees = head + 1 < len(words) and reading.gap(head + 1) == " " and words[head + 1] in CUES["epithet"]
    is_name = word in listed("home-names.txt") or (agrees and len(word) > 2)
    if (is_name and _stays(words, start)) or (_plays(words, start) and (is_name or _is_rare(word))):
        if head + 1 < len(words) and words[head + 1] in {"de", "du", "d"} and word in common():
            return
        last = max(head + agrees, run(findings, head, deep=False))
        if last == head and head + 1 < len(words) and reading.gap(head + 1) == " " and _is_of_town(words[head + 1]):
            last += 1  # "au ring stéphanois"
        findings.take(head, last, Label.ORG)


def _is_of_town(word: str) -> bool:
    return word.endswith(_OF_TOWN) and len(word) > 5 and word not in common()


def _bare_home(findings: Findings, index: int) -> None:
    """Mark the home of "je suis à horizon", a noun where an article would stand."""
    reading, words, head = findings.reading, findings.reading.words, index + 1
    if head >= len(words) or findings.taken[head] or reading.gap(head) != " " or not _stays(words, index):
        return
    follows = words[head + 1] if head + 1 < len(words) else ""
    if words[head] in listed("home-names.txt") and follows not in {"de", "du", "d", "et"} and len(words[head]) > 4:
        findings.take(head, run(findings, head, deep=False), Label.ORG)


def _square(findings: Findings, index: int) -> bool:
    """Mark "pont de la libération": what streets are called after everywhere."""
    words, at = findings.reading.words, index + 1
    while at < min(len(words), index + 3) and words[at] in {"de", "la", "des", "du", "l", "d", "point"}:
        at += 1
    if at >= len(words) or words[at] not in CUES["streetnoun"] or findings.reading.gap(at) not in (" ", "'"):
        return False
    findings.take(index, run(findings, at, deep=False), Label.PLACE)
    return True


def _stays(words: list[str], start: int) -> bool:
    """Tell whether somebody stays, just before, small words apart: "jsuis tjrs"."""
    at = start - 1
    while at > max(0, start - 4) and words[at] in _SMALL_STEPS:
        at -= 1
    return words[at] in _STAYS and CUES["trip"].isdisjoint(words[max(0, start - 6) : start])


def _plays(words: list[str], start: int) -> bool:
    return not _PLAYS.isdisjoint(words[max(0, start - 4) : start])


def _is_rare(word: str) -> bool:
    return len(word) > 3 and word not in common() and word not in public() and not is_contracted(word)


def _employer(findings: Findings, index: int) -> None:
    """Mark the firm of "je bosse chez fleurs et feuilles"."""
    reading, words, head = findings.reading, findings.reading.words, index + 1
    if head >= len(words) or findings.taken[head] or reading.gap(head) != " ":
        return
    if _WORKS.isdisjoint(words[max(0, index - 5) : index]) or kind(words[head]) < 0:
        return
    if words[head] in public() or words[head] in CUES["people"] | CUES["role"] | CUES["kin"] | CUES["title"]:
        return
    last = run(findings, head, deep=False)
    while last + 1 < len(words) and last < head + 3 and reading.gap(last + 1) in (" ", " & ", "-", "'"):
        joined = "&" in reading.gap(last + 1) or words[last + 1] == "et"
        after = last + 1 + (words[last + 1] == "et")
        if not joined or after >= len(words) or kind(words[after]) < 0:
            break
        last = after
    if last + 1 < len(words) and reading.gap(last + 1) == " " and _is_rare(words[last + 1]):
        last += 1
    findings.take(head, last, Label.ORG)


def _block(findings: Findings, index: int) -> bool:
    """Mark "bloc 12 des Provinces", "tour B de la Plaine"."""
    reading, words, after = findings.reading, findings.reading.words, index + 2
    if after + 1 >= len(words) or not (words[index + 1].isdigit() or len(words[index + 1]) == 1):
        return False
    at = after + 1 + (words[after + 1] in {"la", "l"})
    if words[after] not in {"de", "des", "du", "d"} or at >= len(words) or kind(words[at]) < 0:
        return False
    if words[at] in common() and not reading.is_capital(at):
        return False
    findings.take(index, run(findings, at, deep=False), Label.PLACE)
    return True


def _bare_street(findings: Findings, index: int) -> None:
    """Mark "place ducale", without any article, and "le quai keller"."""
    reading, words, after = findings.reading, findings.reading.words, index + 1
    if after >= len(words) or reading.gap(after) != " " or findings.taken[after]:
        return
    if index and words[index - 1] in _DETERMINERS and words[index] not in _NAMED_STREETS:
        return
    if kind(words[after]) < 0 or not _may_name_street(reading, after):
        return
    findings.take(index, max(after, run(findings, after, deep=False)), Label.PLACE)


def _may_name_street(reading: Reading, at: int) -> bool:
    word = reading.words[at]
    is_rare = len(word) > 3 and word not in common() and word not in public()
    return (is_rare or kind(word) == 3) and not word.endswith(("er", "ez", "ee", "ees", "es"))
