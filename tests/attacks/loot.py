"""What a burglar holds with one backup and every key of the server; and what they try. No phrase, no key of the CRIP.

Each attempt is a small function that returns what it found: the tests say that it is nothing.
"""

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from hcec import db, keys, tombstones
from hcec.backup import services
from hcec.backup.encoding import decode_row
from tests.restored import PRIVATE, take

OWNED = ("account", "card", "agreement", "draft", "answer_sheet", "testimony", "topic_support", "answer_seen")
WINDOW = 8
PURPOSES = ("message", "sheet", "draft", "agreement", "help", "support", "answer seen")
PLACES = ("account.wrapped_key", "account.origin_box", "card.origin_box")


@dataclass
class Loot:
    """The rows of the backup, its lines, the keys, and the file of tombstones."""

    lines: list[str]
    rows: dict[str, list[dict]]
    ring: keys.Keyring
    tombstones: set[str]


def steal(platform) -> Loot:
    """Open one backup, as whoever holds its private key does, beside the key file."""
    lines = services._opened(take(platform), PRIVATE)
    rows, table = defaultdict(list), None
    for line in lines[1:]:
        held = json.loads(line)
        if isinstance(held, dict):
            table = db.Base.metadata.tables[held["table"]]
        else:
            rows[table.name].append(decode_row(table, held))
    path = platform.settings.home / tombstones.FILE
    return Loot(lines, rows, platform.keyring, set(path.read_text().split()) if path.exists() else set())


def owned(loot):
    """Every row that a child's act made: (table, number, row)."""
    return [(table, number, row) for table in OWNED for number, row in enumerate(loot.rows[table])]


def context_of(table, row):
    """Rows of one child in one consultation may be known to be together when they are of one kind (D1)."""
    return (table, row.get("consultation_id"), row.get("kind"))


def joined_by_an_equal_value(loot, innocent):
    """Two rows of different contexts that hold the same value in columns that are not `innocent`."""
    seen = defaultdict(set)
    for table, number, row in owned(loot):
        for column, value in row.items():
            if value is not None and (table, column) not in innocent and not isinstance(value, bool | int):
                seen[bytes(value) if isinstance(value, bytes) else str(value)].add(
                    (table, number, context_of(table, row))
                )
    return [rows for rows in seen.values() if len({context for _, _, context in rows}) > 1]


def joined_by_a_piece_of_a_box(loot):
    """Boxes that share eight bytes anywhere: the same nonce, ephemeral key or text sealed twice alike."""
    seen = defaultdict(set)
    for table, number, row in owned(loot):
        for column, value in row.items():
            if isinstance(value, bytes) and (column.endswith("_box") or column in {"box", "wrapped_key", "salt"}):
                for start in range(4 if table == "testimony" else 0, len(value) - WINDOW):  # after the key's own name
                    seen[value[start : start + WINDOW]].add((table, number, column))
    return [rows for rows in seen.values() if len(rows) > 1]


def candidate_keys(loot):
    """Every 32 bytes at hand: the server's keys, what the backup holds, and simple derivations of both."""
    ring = loot.ring
    found = {*ring.data_keys, ring.pepper, ring.web_secret}
    for rows in loot.rows.values():
        for row in rows:
            for value in row.values():
                if isinstance(value, bytes) and len(value) >= 32:
                    found |= {value[:32], value[-32:]}
    salts = {row["salt"] + bytes(16) for row in loot.rows["account"]}
    for row in loot.rows["account"]:
        for purpose in ("account", "selector", "phrase", "key"):
            found.add(ring.keyed_hash(purpose, row["selector"]))
            found.add(keys.mac(ring.pepper, purpose, row["salt"]))
    return found | salts


def tags_from(key, loot):
    """Every tag that an account key would give over the consultations known."""
    consultations = [row["id"].bytes for row in (*loot.rows["consultation"], *loot.rows["testimony"])]
    years = [str(year).encode() for year in range(2024, 2029)]
    parts = [(), (b"ideas",), *((each,) for each in consultations), *((b"ideas", year) for year in years)]
    return {keys.mac(key, purpose, *part) for purpose, part in product(PURPOSES, parts)}


def tags_recomputed(loot, candidates):
    """Stored tags that some candidate key explains."""
    stored = {row["tag"] for table in OWNED for row in loot.rows[table] if "tag" in row}
    return [key for key in candidates if stored & tags_from(key, loot)]


def boxes_opened(loot, candidates):
    """What joins a phrase's row or a card to anything is sealed: boxes that open under a candidate."""
    opened = []
    targets = [
        *((row[column], place) for row in loot.rows["account"] for column, place in _columns("account")),
        *((row["origin_box"], "card.origin_box") for row in loot.rows["card"]),
        *((row["box"], f"draft.box.{row['tag'].hex()}") for row in loot.rows["draft"]),
    ]
    for (box, place), key in product(targets, candidates):
        try:
            opened.append(keys.unseal_under(key, box, place=place))
        except keys.Unreadable:
            continue
    return opened


def _columns(table):
    return [(place.partition(".")[2], place) for place in PLACES if place.startswith(f"{table}.")]


def envelopes(loot):
    """The envelopes as the CRIP would receive them: the layer at rest comes off with the server's keys."""
    return [
        loot.ring.unseal(row["envelope_box"], place=f"testimony.envelope_box.{row['id'].hex}")
        for row in loot.rows["testimony"]
    ]


def envelopes_opened(loot, candidates):
    """Envelopes that open under a candidate in the place of the CRIP's private key."""
    opened = []
    for envelope, key in product(envelopes(loot), candidates):
        try:
            opened.append(SealedBox(PrivateKey(key)).decrypt(envelope))
        except (CryptoError, ValueError):
            continue
    return opened


def sizes(loot, table, column):
    """The lengths of a column: more than one tells rows apart."""
    return Counter(len(row[column]) for row in loot.rows[table])


def lines_out_of_order(loot):
    """Tables that the backup does not give in the order of their keys."""
    return [
        table.name
        for table in db.Base.metadata.sorted_tables
        if (held := [_key(table, row) for row in loot.rows[table.name]]) != sorted(held)
    ]


def _key(table, row):
    return [
        value.hex if hasattr(value, "hex") and not isinstance(value, bytes) else value
        for value in (row[column.key] for column in table.primary_key)
    ]


def moments(loot):
    """Every date of the youth side: (table, column, value)."""
    return {
        (table, column, value)
        for table, _, row in owned(loot)
        for column, value in row.items()
        if isinstance(value, date | datetime)
    }


def hashes_of(loot, secrets_known):
    """Keyed hashes of what the burglar may know of a child (a card's number, a code), found anywhere."""
    stored = {
        value for rows in loot.rows.values() for row in rows for value in row.values() if isinstance(value, bytes)
    }
    purposes = ("card", "card number", "card origin", "selector", "tombstone", "submission")
    return [
        secret
        for secret, purpose in product(secrets_known, purposes)
        if loot.ring.keyed_hash(purpose, secret.encode()) in stored
    ]


def said_anywhere(loot, secrets_known):
    """Secrets that are in the backup as they are, in hexadecimal or in base 64."""
    whole = "\n".join(loot.lines)
    return [secret for secret in secrets_known if secret in whole]


def acts_of_children_in_the_journal(loot):
    """Lines of the journal about what only a child does."""
    about = re.compile(r"(account|draft|answer_sheet|agreement|card_use|web_session)[:\b]")
    return [row for row in loot.rows["journal_entry"] if about.search(row["subject"]) or row["role"] == "youth"]


def tombstones_that_name_a_row(loot):
    """Tombstones recomputed, with the pepper, over every row of the backup."""
    named = []
    for kind, table, column in (
        ("testimony", "testimony", "id"),
        ("answer_sheet", "answer_sheet", "id"),
        ("account", "account", "selector"),
        ("card", "card", "number_hash"),
    ):
        for row in loot.rows[table]:
            value = row[column] if isinstance(row[column], bytes) else row[column].bytes
            digest = loot.ring.keyed_hash("tombstone", kind.encode() + b":" + value)[: tombstones.HASH_BYTES]
            named += [(kind, value)] if digest.hex() in loot.tombstones else []
    return named


def candidates_left(loot, first, second):
    """For each message of a consultation, the messages of another that the stated limits leave possible."""
    circles = defaultdict(set)
    for row in loot.rows["testimony_circle"]:
        circles[row["testimony_id"]].add(row["circle_id"])

    def look(row):
        return (frozenset(circles[row["id"]]), row["age_band"], row["written_on"].replace(day=1))

    of = {each: [row for row in loot.rows["testimony"] if row["consultation_id"] == each] for each in (first, second)}
    return {row["id"]: {other["id"] for other in of[second] if look(other) == look(row)} for row in of[first]}
