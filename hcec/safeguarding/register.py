"""The register of a mailing: which card went with which line of the list, for the CRIP alone (A6).

Pure. The platform seals it to the CRIP's key as it seals an envelope, writes it to one file, keeps nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Line = Mapping[str, str]


class NotARegister(Exception):
    """What was opened is something else, an envelope perhaps."""


def register_of(sent: Sequence[tuple[str, Line]]) -> dict[str, Any]:
    """Return what a register holds, to be sealed at once, of (card number, line of the list)."""
    return {"register": [{"number": number, "line": dict(line)} for number, line in sent]}


def lines_by_number(opened: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Return the line that each card number went with, from an opened register. Raises NotARegister."""
    try:
        return {str(entry["number"]): dict(entry["line"]) for entry in opened["register"]}
    except (KeyError, TypeError, ValueError) as refusal:
        raise NotARegister from refusal
