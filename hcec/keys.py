"""The keyring: sealing at rest, wrapping under a phrase, tags, keyed hashes, envelopes (trust model, ARCHITECTURE).

Everything secret passes here. Nothing in this file knows what it seals.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from argon2.low_level import Type, hash_secret_raw
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import Aead

KEY_BYTES = 32
KEY_ID_BYTES = 4
ARGON2 = {"time_cost": 2, "memory_cost": 19 * 1024, "parallelism": 1, "hash_len": KEY_BYTES, "type": Type.ID}
PADDING = (256, 512, 1024, 2048, 4096, 8192, 16384)


class UnsafeKeys(Exception):
    """The key file is missing, weak, or readable by others; the message says what to do."""


class Unreadable(Exception):
    """A box does not open with the keys or in the place given: tampered with, moved, or of another ring."""


@dataclass(frozen=True, slots=True, repr=False)
class Keyring:
    """Secrets of one département. `data_keys[0]` seals; the others still open what they sealed.

    `retired` says since when nothing here needs a former key any more, by its identifier; `source` is the key file.
    """

    data_keys: tuple[bytes, ...]
    pepper: bytes
    web_secret: bytes
    retired: Mapping[bytes, date] = field(default_factory=dict)
    source: Path | None = None

    @classmethod
    def draw(cls) -> "Keyring":
        """Return a fresh ring of random secrets."""
        return cls((secrets.token_bytes(KEY_BYTES),), secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES))

    @property
    def key_id(self) -> bytes:
        """What every box sealed now begins with."""
        return _key_id(self.data_keys[0])

    @property
    def is_rotating(self) -> bool:
        """Whether a new key was drawn and boxes may still wait under a former one."""
        return any(_key_id(key) not in self.retired for key in self.data_keys[1:])

    def with_new_key(self) -> "Keyring":
        """Return the ring with a fresh key that seals from now on."""
        return replace(self, data_keys=(secrets.token_bytes(KEY_BYTES), *self.data_keys))

    def with_former_retired(self, today: date) -> "Keyring":
        """Return the ring knowing that nothing in the database needs its former keys since today, or before."""
        since = {_key_id(key): today for key in self.data_keys[1:]}
        return replace(self, retired=since | dict(self.retired))

    def without_retired(self, before: date) -> "Keyring":
        """Return the ring without the former keys that nothing has needed since before this day."""
        old = {key_id for key_id, since in self.retired.items() if since < before}
        kept = (self.data_keys[0], *(key for key in self.data_keys[1:] if _key_id(key) not in old))
        return replace(
            self, data_keys=kept, retired={key: since for key, since in self.retired.items() if key not in old}
        )

    def seal(self, plain: bytes, *, place: str) -> bytes:
        """Seal bytes at rest under the current data key, padded, bound to `place` (table, column and row)."""
        key = self.data_keys[0]
        return _key_id(key) + seal_under(key, pad(plain), place=place)

    def unseal(self, box: bytes, *, place: str) -> bytes:
        """Open what `seal` closed. Raises Unreadable when the place, the key or a single bit differs."""
        key = self._key_of(box) or self._key_drawn_since(box)
        if key is None:
            raise Unreadable("sealed under a key that is not on the ring")
        return unpad(unseal_under(key, box[KEY_ID_BYTES:], place=place))

    def keyed_hash(self, purpose: str, value: bytes) -> bytes:
        """Return 32 bytes that only the holder of the pepper can compute (card codes, selectors, tombstones)."""
        return mac(self.pepper, purpose, value)

    def derive_key(self, secret: bytes, *, salt: bytes) -> bytes:
        """Return the 32-byte key of a phrase: Argon2id over HMAC(pepper, words). Slow: never inside a transaction."""
        return hash_secret_raw(mac(self.pepper, "phrase", secret), salt, **ARGON2)  # type: ignore[arg-type]

    def row_id(self, submission_key: str) -> UUID:
        """Return the identifier of what this one-time form creates: sent twice, it names the same row."""
        return UUID(bytes=mac(self.web_secret, "submission", submission_key.encode())[:16], version=4)

    def _key_of(self, box: bytes) -> bytes | None:
        found = (key for key in self.data_keys if hmac.compare_digest(_key_id(key), box[:KEY_ID_BYTES]))
        return next(found, None)

    def _key_drawn_since(self, box: bytes) -> bytes | None:
        """A rotation that began after this ring was read seals anew what the present request is about to open."""
        try:
            return load_keyring(self.source)._key_of(box) if self.source else None
        except UnsafeKeys:
            return None


def load_keyring(path: Path) -> Keyring:
    """Read the key file. Raises UnsafeKeys when it is missing, readable by others, short or repeated."""
    try:
        mode = path.stat().st_mode
        held = json.loads(path.read_text())
        data = tuple(base64.b64decode(text) for text in held["data_keys"])
        retired = {bytes.fromhex(key): date.fromisoformat(since) for key, since in held.get("retired", {}).items()}
        ring = Keyring(data, base64.b64decode(held["pepper"]), base64.b64decode(held["web_secret"]), retired, path)
    except FileNotFoundError as missing:
        raise UnsafeKeys(f"Il n'y a pas de fichier de clés ({path.name}). Lancez : hcec init") from missing
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as broken:
        raise UnsafeKeys(f"Le fichier de clés {path.name} est illisible. Reprenez-le d'une sauvegarde.") from broken
    if mode & 0o077:
        raise UnsafeKeys(f"Le fichier de clés {path.name} est lisible par d'autres. Lancez : chmod 600 {path.name}")
    every = [*ring.data_keys, ring.pepper, ring.web_secret]
    if not data or any(len(key) != KEY_BYTES or len(set(key)) < 8 for key in every) or len(set(every)) < len(every):
        raise UnsafeKeys(f"Le fichier de clés {path.name} contient une clé trop courte, répétée ou par défaut.")
    return ring


def save_keyring(ring: Keyring, path: Path) -> None:
    """Write a new key file, readable by its owner only. Raises FileExistsError rather than overwrite one."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    _write(ring, descriptor)


def replace_keyring(ring: Keyring, path: Path) -> None:
    """Put a ring in the place of another, whole or not at all, whatever is killed meanwhile."""
    new = path.with_suffix(".new")
    _write(ring, os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    os.replace(new, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _write(ring: Keyring, descriptor: int) -> None:
    held = {
        "data_keys": [base64.b64encode(key).decode() for key in ring.data_keys],
        "pepper": base64.b64encode(ring.pepper).decode(),
        "web_secret": base64.b64encode(ring.web_secret).decode(),
        "retired": {key.hex(): since.isoformat() for key, since in ring.retired.items()},
    }
    with os.fdopen(descriptor, "w") as file:
        json.dump(held, file)
        file.flush()
        os.fsync(file.fileno())


def mac(key: bytes, purpose: str, *parts: bytes) -> bytes:
    """HMAC-SHA256 over the purpose and length-prefixed parts: no two lists of parts give the same input."""
    digest = hmac.new(key, digestmod=hashlib.sha256)
    for part in (purpose.encode(), *parts):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()


def seal_under(key: bytes, plain: bytes, *, place: str) -> bytes:
    """Seal bytes under a given 32-byte key (XChaCha20-Poly1305, random 24-byte nonce), bound to `place`."""
    return bytes(Aead(key).encrypt(plain, place.encode()))


def unseal_under(key: bytes, box: bytes, *, place: str) -> bytes:
    """Open what `seal_under` closed. Raises Unreadable."""
    try:
        return Aead(key).decrypt(box, place.encode())
    except (CryptoError, ValueError, TypeError) as refusal:
        raise Unreadable("the box does not open here") from refusal


def pad(plain: bytes) -> bytes:
    """Add 0x80 then zeros up to the next size of PADDING (then by 16 KiB), so that length says little."""
    wanted = len(plain) + 1
    size = next((size for size in PADDING if size >= wanted), -(-wanted // PADDING[-1]) * PADDING[-1])
    return plain + b"\x80" + b"\x00" * (size - wanted)


def unpad(padded: bytes) -> bytes:
    """Undo `pad`. Raises Unreadable when there is no mark."""
    body, mark, _ = padded.rpartition(b"\x80")
    if not mark:
        raise Unreadable("no padding mark")
    return body


def seal_envelope(public_key: bytes, content: dict[str, Any]) -> bytes:
    """Close an envelope that only the holder of the private key opens (X25519 sealed box); padded, fresh each time."""
    return bytes(SealedBox(PublicKey(public_key)).encrypt(pad(json.dumps(content, sort_keys=True).encode())))


def open_envelope(private_key: bytes, envelope: bytes) -> dict[str, Any]:
    """Open an envelope, on the CRIP's own computer. Raises Unreadable."""
    try:
        opened = json.loads(unpad(SealedBox(PrivateKey(private_key)).decrypt(envelope)))
    except (CryptoError, ValueError, TypeError) as refusal:
        raise Unreadable("the envelope does not open with this key") from refusal
    return dict(opened)


def place_of(table: str, column: str, row_id: UUID) -> str:
    """Return the place that a box of a row is bound to: moved elsewhere, it does not open."""
    return f"{table}.{column}.{row_id.hex}"


def _key_id(key: bytes) -> bytes:
    return mac(key, "key id")[:KEY_ID_BYTES]


_current: ContextVar[Keyring] = ContextVar("keyring")


def use(ring: Keyring) -> None:
    """Make this the ring of the present context (set by the application at each request or command)."""
    _current.set(ring)


def current() -> Keyring:
    """Return the ring in use. Raises LookupError outside a request or a command."""
    return _current.get()


class SealedBytes:
    """Bytes kept sealed in the column named: opened only when read, bound to their row.

    The row needs its `id` before they are set.
    """

    def __init__(self, column: str) -> None:
        self.column = column

    def __get__(self, row: Any, owner: type[Any]) -> bytes | None:
        """Return what was sealed, or None when the column is empty."""
        box = None if row is None else getattr(row, self.column)  # on the class itself: a constructor's keyword
        return None if box is None else current().unseal(box, place=self._place(row))

    def __set__(self, row: Any, plain: bytes | None) -> None:
        setattr(row, self.column, None if plain is None else current().seal(plain, place=self._place(row)))

    def _place(self, row: Any) -> str:
        return place_of(row.__tablename__, self.column, row.id)


class Sealed:
    """A text kept as `SealedBytes` keeps bytes."""

    def __init__(self, column: str) -> None:
        self.column = column
        self._bytes = SealedBytes(column)

    def __get__(self, row: Any, owner: type[Any]) -> str | None:
        """Return the words, or None when the column is empty."""
        plain = self._bytes.__get__(row, owner)
        return None if plain is None else plain.decode()

    def __set__(self, row: Any, text: str | None) -> None:
        self._bytes.__set__(row, None if text is None else text.encode())
