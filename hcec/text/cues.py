"""The words that announce a name, and the lists that tell a name from a word."""

from functools import cache, lru_cache

from hcec.text.reading import lines, listed


def _groups() -> dict[str, frozenset[str]]:
    parted = (line.partition(":") for line in lines("cues.txt"))
    return {group: frozenset(words.split()) for group, _, words in parted}


CUES = _groups()
SOCIAL = "|".join(sorted(CUES["social"]))
MONTHS = "|".join(sorted(CUES["month"], key=len, reverse=True))
NUMBERS = "|".join(sorted(CUES["number"], key=len, reverse=True))
# Common words that are also first names: without a capital they are words, unless a cue stands just before.
PLAIN_WORDS = CUES["plain"]


@cache
def first_names() -> frozenset[str]:
    """Return the first names known."""
    return frozenset(line.lstrip("*") for line in lines("first-names.txt"))


@cache
def usual_names() -> frozenset[str]:
    """Return the first names given most."""
    return frozenset(line[1:] for line in lines("first-names.txt") if line[0] == "*")


_BETWEEN = frozenset({"sur", "les", "en", "le", "la", "sous", "d", "de", "du", "des"})


@cache
def communes() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return for the first word of each commune or town abroad the names that begin so, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for line in (*lines("communes.txt"), *listed("cities-abroad.txt")):
        words = tuple(line.lstrip("*").partition("\t")[0].replace("_", " ").split())
        found.setdefault(words[0], []).append(words)
    for line in lines("communes.txt"):
        first, _, rest = line.lstrip("*").partition("\t")[0].partition(" ")
        if first in {"saint", "sainte"} and rest.count(" ") > 1:
            found[first].append((first, rest.partition(" ")[0]))
        is_short = rest.partition(" ")[0] in _BETWEEN and first not in common()  # "Bellerive" for Bellerive-sur-Allier
        if len(first) > 4 and (is_short or first in _shortened()):
            found.setdefault(first, []).append((first,))
        elif rest.endswith(" ville"):
            found[first].append((first, *rest.split()[:-1]))  # "Château-Chinon (Ville)"
    return {first: tuple(sorted(names, key=len, reverse=True)) for first, names in found.items()}


@cache
def _shortened() -> frozenset[str]:
    """Return the first words of towns of two words that are no words themselves: "Charleville"."""
    parts = (line[1:].partition("\t")[0].split(" ") for line in lines("communes.txt") if line[0] == "*")
    firsts = {words[0] for words in parts if len(words) == 2 and len(words[0]) > 4}
    return frozenset(firsts - first_names() - common() - listed("words-rare.txt") - listed("words-web.txt"))


@cache
def towns() -> frozenset[str]:
    """Return the names of one word that are known without a preposition before them."""
    known = (line[1:].partition("\t")[0] for line in lines("communes.txt") if line[0] == "*")
    return frozenset(known) | listed("cities-abroad.txt") | {name for name in _shortened() if len(name) > 7}


@cache
def known_towns() -> frozenset[str]:
    """Return those and the first words of "Mantes-la-Jolie", known where somebody stays."""
    parts = (line[1:].partition("\t")[0].split(" ") for line in lines("communes.txt") if line[0] == "*")
    return towns() | {words[0] for words in parts if len(words) > 2 and words[1] in _BETWEEN}


@lru_cache(8)
def near_towns(department: str) -> frozenset[str]:
    """Return the communes of one word of a département and of those that touch it; none when there is no such code."""
    parted = (line.partition(": ") for line in lines("neighbours.txt"))
    around = {code: frozenset((code, *codes.split())) for code, _, codes in parted}.get(department, frozenset())
    if not around:
        return frozenset()
    placed = (line.lstrip("*").partition("\t") for line in lines("communes.txt"))
    return frozenset(name for name, _, codes in placed if " " not in name and not around.isdisjoint(codes.split()))


def is_word(word: str) -> bool:
    """Tell whether a folded word belongs to the language, to that of messages, or is nobody's name."""
    return word in common() or word in listed("words-rare.txt") or word in listed("words-web.txt") or word in public()


@cache
def common() -> frozenset[str]:
    """Return the most frequent words."""
    return listed("words-common.txt")


@cache
def public() -> frozenset[str]:
    """Return names of countries, brands, offices: nobody's."""
    return listed("public.txt")
