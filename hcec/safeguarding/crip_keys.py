"""The CRIP's key pair and its envelopes, on the CRIP's own computer: no network, no database (A6, trust model). Pure.

The private key is kept in a small file, sealed under a passphrase (Argon2id, 256 MiB: it is opened by hand, rarely).
"""

import base64
import json
import secrets
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from nacl.public import PrivateKey

from hcec import keys

FORMAT = "hcec crip key 1"
PLACE = "crip key"
SALT_BYTES = 16
SHORTEST_PASSPHRASE = 12
ARGON2 = {"time_cost": 3, "memory_cost": 256 * 1024, "parallelism": 1, "hash_len": keys.KEY_BYTES, "type": Type.ID}


class PassphraseTooShort(Exception):
    """Under 12 signs."""


class WrongPassphrase(Exception):
    """The file does not open: another passphrase, another file, or a damaged one."""


def draw_key(passphrase: str) -> tuple[str, bytes]:
    """Return (public key in hexadecimal, content of the key file). Raises PassphraseTooShort."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise PassphraseTooShort
    private = PrivateKey.generate()
    public, salt = bytes(private.public_key).hex(), secrets.token_bytes(SALT_BYTES)
    box = keys.seal_under(_wrapping(passphrase, salt), bytes(private), place=PLACE)
    held = {"format": FORMAT, "public": public, "salt": _text(salt), "box": _text(box)}
    return public, json.dumps(held, indent=1).encode()


def open_key(content: bytes, passphrase: str) -> bytes:
    """Return the private key that a key file holds. Raises WrongPassphrase."""
    try:
        held = json.loads(content)
        salt, box = base64.b64decode(held["salt"]), base64.b64decode(held["box"])
        return keys.unseal_under(_wrapping(passphrase, salt), box, place=PLACE)
    except (ValueError, KeyError, TypeError, keys.Unreadable) as refusal:
        raise WrongPassphrase from refusal


def open_envelope(content: bytes, private_key: bytes) -> list[dict[str, Any]]:
    """Return the cards that an envelope names, the latest entered first: number and service. Raises keys.Unreadable."""
    return list(keys.open_envelope(private_key, content)["cards"])


def _wrapping(passphrase: str, salt: bytes) -> bytes:
    return hash_secret_raw(passphrase.encode(), salt, **ARGON2)  # type: ignore[arg-type]


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
