"""Published releases for whoever wants to count again: stable addresses, frozen files, a catalogue for programs."""

from collections import defaultdict
from uuid import UUID

from flask import Blueprint, abort, jsonify, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hcec import clock, db
from hcec.disclosure.values import from_bytes
from hcec.documents.licences import licence_of
from hcec.documents.package import part_of
from hcec.documents.registry import FORMATS
from hcec.syntheses import queries
from hcec.web import releases
from hcec.web.access import one_or_404, public
from hcec.web.application import platform
from hcec.web.public.catalogue import File, catalogue
from hcec.web.references import as_id
from hcec.yearbook.services.releasing import latest
from hcec.yearbook.services.yearbooks import FORMATS as YEARBOOK_FORMATS

bp = Blueprint("data", __name__, url_prefix="/donnees")


@bp.get("/")
@public
def index() -> ResponseReturnValue:
    """List every public release, the latest first; withdrawn ones say so."""
    read = [(row, from_bytes(row.content)) for row in db.session.scalars(queries.public_releases(clock.today()))]
    return render_template(
        "public/data/index.html",
        rows=[(row, value, licence_of(value)) for row, value in read],
        yearbooks=latest(db.session)[::-1],
        formats=list(YEARBOOK_FORMATS),
    )


@bp.get("/catalogue.json")
@public
def machine_readable() -> ResponseReturnValue:
    """Tell programs which releases there are, under which licence, and where each file is."""
    files: dict[UUID, list[File]] = defaultdict(list)
    for release_id, file_format, digest, size in db.session.execute(queries.public_files(clock.today())):
        if _is_open(file_format):
            files[release_id].append(File(file_format, digest, size))
    rows = db.session.scalars(queries.public_releases(clock.today())).all()
    told = catalogue(
        title=_("Les chiffres, à télécharger"),
        council=platform().department().council_name,
        origin=platform().settings.origin,
        releases=[(row, from_bytes(row.content), files[row.id]) for row in rows],
    )
    answer = jsonify(told)
    answer.mimetype = "application/ld+json"
    return answer


@bp.get("/<ref>/<file_format>")
@public
def download(ref: str, file_format: str) -> ResponseReturnValue:
    """Send a file of a public release; the note for the plenary stays with whoever made it."""
    release_id = as_id(ref)
    if not _is_open(file_format):
        abort(404)
    file = one_or_404(db.session, queries.public_file(release_id, file_format, clock.today()))
    return releases.download(file, ref)


@bp.get("/<ref>/paquet/<path:name>")
@public
def part(ref: str, name: str) -> ResponseReturnValue:
    """Send one file of a data package, so that programs read it from its address without taking it all."""
    file = one_or_404(db.session, queries.public_file(as_id(ref), "zip", clock.today()))
    found = part_of(file.content, name)
    if found is None:
        abort(404)
    content, mime = found
    return releases.attachment(content, mime, name.rpartition("/")[2])


def _is_open(file_format: str) -> bool:
    return file_format in FORMATS and not FORMATS[file_format].is_for_plenary
