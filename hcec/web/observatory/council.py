"""The council at a glance: what comes, what is left to tell, what was decided and is not done."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hcec import clock, db
from hcec.council import queries
from hcec.permissions import Permission
from hcec.web.access import requires

bp = Blueprint("council", __name__, url_prefix="/observatoire/conseil")


@bp.get("/")
@requires(Permission.COUNCIL_KEEP)
def index() -> ResponseReturnValue:
    """Sessions, the decisions still open, and the ways to the rest."""
    today = clock.today()
    return render_template(
        "observatory/council/index.html",
        sessions=db.session.scalars(queries.every_session()).all(),
        open_decisions=db.session.scalars(queries.open_decisions()).all(),
        seats=db.session.scalar(queries.seats_held(clock.month_of(today))),
        today=today,
    )
