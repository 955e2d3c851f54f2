"""What a page showed, for rows that keep no version of their own: sent back with the form, compared once held."""

import hashlib
from types import SimpleNamespace
from typing import Any

from hcec import db
from hcec.council.services.revising import ChangedMeanwhile
from hcec.web.staff_forms import VersionForm

SIGNS = 4


class Held(SimpleNamespace):
    """The values of a form as they are stored, and a number that changes with any of them."""

    def __init__(self, **values: Any) -> None:
        text = repr(sorted(values.items())).encode()
        super().__init__(**values, version=int.from_bytes(hashlib.sha256(text).digest()[:SIGNS], "big"))


def hold() -> None:
    """Let one administrator at a time read what is stored, then write."""
    db.lock(db.session, "administration")


def check_unchanged(form: VersionForm, held: Held) -> None:
    """Raise ChangedMeanwhile when what the page showed is not what is stored."""
    if form.version.data != held.version:
        raise ChangedMeanwhile
