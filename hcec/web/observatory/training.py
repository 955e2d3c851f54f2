"""Training: the needs to examine, the programmes, what was held and what comes."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hcec import clock, db
from hcec.permissions import Permission
from hcec.training import queries
from hcec.training.enums import NeedState
from hcec.web.access import requires

bp = Blueprint("training", __name__, url_prefix="/observatoire/formation")


@bp.get("/")
@requires(Permission.TRAINING_KEEP)
def index() -> ResponseReturnValue:
    """Show what waits for an answer first, then programmes and sessions."""
    needs = db.session.scalars(queries.needs()).all()
    return render_template(
        "observatory/training/index.html",
        waiting=[need for need in needs if need.state is NeedState.RAISED],
        answered=[need for need in needs if need.state is not NeedState.RAISED],
        programmes=db.session.scalars(queries.programmes()).all(),
        to_come=db.session.scalars(queries.sessions_to_come(clock.today())).all(),
        sessions=db.session.scalars(queries.sessions()).all(),
    )
