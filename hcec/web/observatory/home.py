"""The observatory's home: what is open, what waits, what comes next."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hcec import clock, db
from hcec.consultations import queries
from hcec.followup import queries as followup
from hcec.permissions import Permission
from hcec.safeguarding.services.opening import obstacles
from hcec.web.access import requires
from hcec.web.observatory.consultations import sheets_told

bp = Blueprint("home", __name__, url_prefix="/observatoire")


@bp.get("/")
@requires(Permission.CONSULTATION_EDIT)
def index() -> ResponseReturnValue:
    """Return what the observatory has to see to, the most pressing first."""
    today = clock.today()
    drafts = db.session.scalars(queries.drafts()).all()
    return render_template(
        "observatory/home/index.html",
        running=db.session.scalars(queries.opened()).all(),
        sheets=sheets_told(),
        drafts=[(draft, obstacles(db.session, consultation=draft, today=today)) for draft in drafts],
        awaiting_release=db.session.scalars(followup.awaiting_release()).all(),
        awaiting_answer=db.session.scalars(followup.awaiting_answer()).all(),
        today=today,
    )
