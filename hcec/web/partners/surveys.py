"""What professionals and families answered, for partners: the frozen results of everybody (D1), no free answer."""

from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hcec import db
from hcec.disclosure.values import Level
from hcec.permissions import Permission
from hcec.surveys import queries
from hcec.surveys.models import SurveyRelease
from hcec.web.access import one_or_404, requires
from hcec.web.references import as_id
from hcec.web.survey_releases import download, shown_row

bp = Blueprint("surveys", __name__, url_prefix="/partenaires/consultations")


@bp.get("/")
@requires(Permission.PARTNERS_READ)
def index() -> ResponseReturnValue:
    """List what was published, the latest first."""
    rows = db.session.scalars(queries.released(Level.PUBLIC)).all()
    return render_template("partners/surveys/index.html", rows=rows)


@bp.get("/<ref>")
@requires(Permission.PARTNERS_READ)
def show(ref: str) -> ResponseReturnValue:
    """Read one, or why it was withdrawn."""
    row = _find(as_id(ref))
    return render_template("partners/surveys/show.html", row=row, shown=shown_row(row))


@bp.get("/<ref>/<file_format>")
@requires(Permission.PARTNERS_READ)
def take(ref: str, file_format: str) -> ResponseReturnValue:
    """Take a file away."""
    return download(_find(as_id(ref)), file_format)


def _find(row_id: UUID) -> SurveyRelease:
    found: SurveyRelease = one_or_404(db.session, queries.released(Level.PUBLIC).where(SurveyRelease.id == row_id))
    return found
