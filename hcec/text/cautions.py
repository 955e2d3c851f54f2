"""What names nobody and yet is true of few: being the only one, a multiple birth, an event that everybody heard of."""

import re
from collections.abc import Iterator

from hcec.text.reading import Reading
from hcec.text.spans import Caution

_I_AM = r"(?:je suis|jsuis|j'suis|chui|c'?est moi|moi)"
_ONLY = rf"\b{_I_AM}\s*,?\s*(?:le|la)\s+(?:seule?|sel|unique|premiere?)\b[^.,;:!?\n]{{6,90}}"
_MULTIPLE = r"\b(?:triple(?:t|e)?e?s|quadruple(?:t|e)?e?s|siamois(?:es)?)\b"
_RARE = (
    r"\b(?:gagn\w{1,6} (?:au|le|a la) (?:gros )?(?:loto|loterie|jackpot)"
    r"|(?:vice.?)?champion\w{0,3} (?:de|du|d')\s?(?:france|monde|europe|departement|region)[^.,;:!?\n]{0,50}"
    r"|medaille\w{0,2} (?:d'or|d'argent|de bronze) (?:aux|au|de)[^.,;:!?\n]{3,40}"
    r"|(?:vue?s?|passee?s?|parle|photo|histoire|article) (?:de \w{2,8} )?"
    r"(?:dans le journal|a la tele|aux infos|au jt)"
    r"|(?:mere|pere|maman|papa|mamie|papi|oncle|tante) (?:est|c'?est|etait) (?:la|le|l') ?"
    r"(?:maire|deputee?|prefete?|curee?|pasteure?|imam|notaire|gendarme)\b[^.,;:!?\n]{0,30}"
    rf"|{_I_AM} (?:le|la|l'|celui|celle) ?(?:mec|meuf|gars|garcon|fille|enfant|jeune|petite?)? ?"
    r"(?:qui|ki) [^.,;:!?\n]{8,70}"
    r"|(?:le|la) (?:garcon|fille|jeune|gamine?) (?:qui|ki) a "
    r"(?:sauve|tue|trouve|survecu|disparu)[^.,;:!?\n]{3,60})"
)
_TOLD_BY = ("loto", "champion", "journal", "tele", "infos", "maire", "medaille", "qui ", "ki ", "imam", "notaire")
_KINDS = {
    "only_one": (("seul", "sel ", "unique", "premier"), _ONLY),
    "multiple_birth": (("triple", "quadruple", "siamois"), _MULTIPLE),
    "rare_event": (_TOLD_BY, _RARE),
}
_PATTERNS = tuple((kind, frozenset(words), re.compile(pattern)) for kind, (words, pattern) in _KINDS.items())

_HINTS = tuple(frozenset().union(*(words for _, words, _ in _PATTERNS)))


def cautions_in(reading: Reading) -> tuple[Caution, ...]:
    """Return, in order, the stretches of a text already read that are true of few people."""
    found = sorted(_found(reading.folded))
    return tuple(Caution(*reading.original(start, end), kind) for start, end, kind in found)


def _found(folded: str) -> Iterator[tuple[int, int, str]]:
    told = [word for word in _HINTS if word in folded]
    for kind, words, pattern in _PATTERNS if told else ():
        if not words.isdisjoint(told):
            yield from ((*match.span(), kind) for match in pattern.finditer(folded))
