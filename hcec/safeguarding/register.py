"""The register of a mailing: which card went with which line of the list, for the CRIP alone (A6).

Pure. The platform closes it for the CRIP's key as it closes an envelope, writes it to one file, keeps nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from hcec import keys

Line = Mapping[str, str]


class NotARegister(Exception):
    """What was opened is something else, an envelope perhaps."""


def close_register(public_key: str, sent: Sequence[tuple[str, Line]]) -> bytes:
    """Return the register of (card number, line of the list), sealed to this public key and padded."""
    entries = [{"number": number, "line": dict(line)} for number, line in sent]
    return keys.seal_envelope(bytes.fromhex(public_key), {"register": entries})


def lines_by_number(opened: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Return the line that each card number went with, from an opened register. Raises NotARegister."""
    try:
        return {str(entry["number"]): dict(entry["line"]) for entry in opened["register"]}
    except (KeyError, TypeError, ValueError) as refusal:
        raise NotARegister from refusal
