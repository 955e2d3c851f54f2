"""Every format a release can be had in. A release that was not attacked in vain is made into nothing (D7)."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from hcec.disclosure.values import Level, Release
from hcec.documents.delimited import render_csv
from hcec.documents.note import render_note_odt, render_note_pdf
from hcec.documents.odf import SPREADSHEET, TEXT
from hcec.documents.ods import render_ods
from hcec.documents.odt import render_odt
from hcec.documents.package import render_zip
from hcec.documents.pdf import render_pdf
from hcec.documents.words import FRENCH, DocumentWords
from hcec.documents.xlsx import render_xlsx
from hcec.documents.young import render_young_pdf


class UnknownFormat(Exception):
    """No file of a release is made in this format."""


class ReleaseNotSafe(Exception):
    """The release was never attacked, or its attack found something."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file ready to be sent: the same release and words always make the same bytes."""

    content: bytes
    mime: str
    filename: str


@dataclass(frozen=True, slots=True)
class Format:
    """How one format is made, what a browser is told of it, and how its file's name ends."""

    make: Callable[[Release, DocumentWords], bytes]
    mime: str
    ending: str
    is_public_only: bool = False
    is_for_plenary: bool = False
    """Kept until its day by whoever made it: not among the open data."""


FORMATS = {
    "csv": Format(render_csv, "text/csv; charset=utf-8", ".csv"),
    "xlsx": Format(render_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    "ods": Format(render_ods, SPREADSHEET, ".ods"),
    "odt": Format(render_odt, TEXT, ".odt"),
    "pdf": Format(render_pdf, "application/pdf", ".pdf"),
    "jeunes": Format(render_young_pdf, "application/pdf", "-jeunes.pdf", is_public_only=True),
    "note-pdf": Format(render_note_pdf, "application/pdf", "-note.pdf", is_for_plenary=True),
    "note-odt": Format(render_note_odt, TEXT, "-note.odt", is_for_plenary=True),
    "zip": Format(render_zip, "application/zip", ".zip"),
}


def formats_of(release: Release) -> list[str]:
    """Return the formats that this release can be had in: some are for the public alone."""
    return [fmt for fmt, known in FORMATS.items() if release.level is Level.PUBLIC or not known.is_public_only]


def render(release: Release, fmt: str, words: DocumentWords = FRENCH) -> Rendered:
    """Return the file of a release. Raises UnknownFormat, and ReleaseNotSafe before anything is made."""
    if fmt not in formats_of(release):
        raise UnknownFormat
    if not release.is_safe:
        raise ReleaseNotSafe
    stem = re.sub(r"[^a-z0-9-]+", "-", f"{release.slug}-{release.level}-{release.reference}".lower()).strip("-")
    chosen = FORMATS[fmt]
    return Rendered(chosen.make(release, words), chosen.mime, f"{stem}{chosen.ending}")
