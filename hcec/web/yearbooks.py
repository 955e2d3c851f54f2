"""Sending the yearbook's files: made from frozen bytes, the same each time, so that they are made once."""

from functools import lru_cache

from flask import Response, abort

from hcec import db, i18n
from hcec.disclosure.values import Release
from hcec.disclosure.values import from_bytes as read_release
from hcec.web.access import one_or_404
from hcec.web.releases import attachment
from hcec.yearbook.queries import the_year
from hcec.yearbook.services import releasing, yearbooks
from hcec.yearbook.services.yearbooks import FORMATS

REMEMBERED = 24
"""How many files are kept in memory, a megabyte each or so: a PDF takes a second of a processor."""


def send(year: int, number: int, kind: str) -> Response:
    """Return one file of one version of a year, to be saved; 404 for what did not leave."""
    versions = one_or_404(db.session, the_year(year)).releases
    row = next((each for each in versions if each.number == number), None)
    if row is None:
        abort(404)
    earlier = tuple(releasing.earlier(db.session, row))
    made = _made(read_release(row.content), earlier, kind, i18n.current_locale().language)
    return attachment(made, FORMATS[kind].mime, f"annuaire-{year}-{number}.{kind}")


@lru_cache(maxsize=REMEMBERED)
def _made(release: Release, earlier: tuple[Release, ...], kind: str, language: str) -> bytes:
    """Return a file; the language is that of the words it is made with."""
    del language
    return yearbooks.made(release, earlier, kind)
