"""The CRIP's key pair: the private half lives in one file at the CRIP, closed by a passphrase (trust model).

Pure: used on the CRIP's own computer, with no platform and no database.
"""

import base64
import json
import secrets

from argon2.low_level import Type, hash_secret_raw
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey
from nacl.secret import Aead

FORMAT = "hcec-crip-key-1"
SHORTEST_PASSPHRASE = 16
SALT_BYTES = 16
# 64 MiB: a browser without WebAssembly opens the file too (docs/decisions/0009).
ARGON2 = {"time_cost": 3, "memory_cost": 64 * 1024, "parallelism": 1, "hash_len": 32, "type": Type.ID}


class PassphraseTooShort(Exception):
    """Under 16 signs: whoever finds the file could try them all."""


class KeyFileRefused(Exception):
    """Another passphrase, or not a key file."""


class NotAPublicKey(Exception):
    """A public key is 64 hexadecimal digits."""


def draw_key(passphrase: str) -> tuple[str, bytes]:
    """Return a fresh public key and the content of its key file. Raises PassphraseTooShort. Slow."""
    private_key = bytes(PrivateKey.generate())
    return public_key_of(private_key), close_key(private_key, passphrase)


def public_key_of(private_key: bytes) -> str:
    """Return the public half, as the département's setting wants it: 64 hexadecimal digits."""
    return bytes(PrivateKey(private_key).public_key).hex()


def checked_public_key(text: str) -> str:
    """Return a public key in its canonical form. Raises NotAPublicKey."""
    try:
        return bytes(PublicKey(bytes.fromhex(text.strip()))).hex()
    except (ValueError, TypeError, CryptoError) as refusal:
        raise NotAPublicKey from refusal


def close_key(private_key: bytes, passphrase: str) -> bytes:
    """Return the key file's content: the private key under Argon2id and an AEAD. Raises PassphraseTooShort. Slow."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise PassphraseTooShort
    salt = secrets.token_bytes(SALT_BYTES)
    box = bytes(Aead(_derived(passphrase, salt)).encrypt(private_key, FORMAT.encode()))
    held = {
        "format": FORMAT,
        "public_key": public_key_of(private_key),
        "salt": base64.b64encode(salt).decode(),
        "box": base64.b64encode(box).decode(),
    }
    return json.dumps(held, indent=1).encode() + b"\n"


def open_key(content: bytes, passphrase: str) -> bytes:
    """Return the private key that a key file holds. Raises KeyFileRefused. Slow."""
    try:
        held = json.loads(content)
        if held["format"] != FORMAT:
            raise KeyFileRefused
        salt, box = base64.b64decode(held["salt"]), base64.b64decode(held["box"])
        return Aead(_derived(passphrase, salt)).decrypt(box, FORMAT.encode())
    except (CryptoError, ValueError, KeyError, TypeError) as refusal:
        raise KeyFileRefused from refusal


def _derived(passphrase: str, salt: bytes) -> bytes:
    return hash_secret_raw(passphrase.encode(), salt, **ARGON2)  # type: ignore[arg-type]
