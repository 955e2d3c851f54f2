"""A mailing list for letters: the CSV that an office makes, one line a recipient. Pure; nothing of it is kept."""

import csv
import io
from dataclasses import dataclass

from hcec.text.normalise import fold

MOST, LONGEST = 2_000, 120
REQUIRED = ("nom", "adresse", "code_postal", "ville")
OPTIONAL = ("prenom", "complement")
DELIMITERS = ";,\t"


class BadList(Exception):
    """The list cannot be used; the message says which line and why, and quotes none of it."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where a letter goes, and the whole line, which the register gives back."""

    address: tuple[str, ...]
    line: dict[str, str]


def read_list(content: bytes) -> list[Recipient]:
    """Return the recipients, in the order of the file. Raises BadList.

    UTF-8 or Windows-1252; semicolons, commas or tabs; a first line with at least nom, adresse, code_postal and ville.
    Other columns go to the register only.
    """
    rows = _rows(content)
    if not rows:
        raise BadList("le fichier est vide")
    heads = [fold(head).strip().replace(" ", "_").replace("-", "_") for head in rows[0][1]]
    missing = [name for name in REQUIRED if name not in heads]
    if missing:
        raise BadList(f"il manque la colonne {', '.join(missing)} à la première ligne")
    if len(set(heads)) < len(heads) or "" in heads:
        raise BadList("deux colonnes ont le même nom, ou une n'en a pas")
    recipients = [_recipient(number, heads, row) for number, row in rows[1:]]
    if not recipients:
        raise BadList("il n'y a personne sous la première ligne")
    if len(recipients) > MOST:
        raise BadList(f"plus de {MOST} lignes : faites plusieurs listes")
    lines = [tuple(each.line.values()) for each in recipients]
    if len(set(lines)) < len(lines):
        raise BadList("la même ligne est là deux fois")
    return recipients


def _rows(content: bytes) -> list[tuple[int, list[str]]]:
    """Return the lines that hold something, each with its number."""
    if b"\0" in content:
        raise BadList("ce n'est pas un fichier CSV")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=first.count), strict=True)
    try:
        rows = [(reader.line_num, [" ".join(cell.split()) for cell in row]) for row in reader]
    except csv.Error as refusal:
        raise BadList(
            f"ligne {reader.line_num} : un guillemet n'est pas fermé, ou une cellule est mal écrite"
        ) from refusal
    return [(number, row) for number, row in rows if any(row)]


def _recipient(number: int, heads: list[str], row: list[str]) -> Recipient:
    if len(row) != len(heads):
        raise BadList(f"ligne {number} : {len(row)} cellules au lieu de {len(heads)}")
    if any(len(cell) > LONGEST or not cell.isprintable() for cell in row):
        raise BadList(f"ligne {number} : une cellule est trop longue, ou porte un signe qui ne s'imprime pas")
    line = dict(zip(heads, row, strict=True))
    if not all(line[name] for name in REQUIRED):
        raise BadList(f"ligne {number} : il manque le nom, l'adresse, le code postal ou la ville")
    prenom, complement = (line.get(name, "") for name in OPTIONAL)
    written = (f"{prenom} {line['nom']}", complement, line["adresse"], f"{line['code_postal']} {line['ville']}")
    return Recipient(address=tuple(text for each in written if (text := each.strip())), line=line)
