"""References in addresses: the random identifier of a row, as 32 hexadecimal digits."""

import re
from uuid import UUID

from flask import abort

_REFERENCE = re.compile(r"[0-9a-f]{32}")


def as_id(reference: str) -> UUID:
    """Return the identifier that an address names. Whatever has another shape is the 404 of what does not exist."""
    if not _REFERENCE.fullmatch(reference):
        abort(404)
    return UUID(hex=reference)
