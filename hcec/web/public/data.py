"""Published releases for whoever wants to count again: stable addresses, frozen files."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hcec import db
from hcec.disclosure.values import from_bytes
from hcec.syntheses import queries
from hcec.web import releases
from hcec.web.access import one_or_404, public
from hcec.web.references import as_id

bp = Blueprint("data", __name__, url_prefix="/donnees")


@bp.get("/")
@public
def index() -> ResponseReturnValue:
    """List every public release, the latest first; withdrawn ones say so."""
    rows = db.session.scalars(queries.public_releases())
    return render_template("public/data/index.html", rows=[(row, from_bytes(row.content)) for row in rows])


@bp.get("/<ref>/<file_format>")
@public
def download(ref: str, file_format: str) -> ResponseReturnValue:
    """Send a file of a public release."""
    release_id = as_id(ref)
    file = one_or_404(db.session, queries.public_file(release_id, file_format))
    return releases.download(file, ref)
