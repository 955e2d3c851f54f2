"""Who is reached: cards sent and used, and who took part beside who is in care. Nothing under the threshold."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hcec import clock, db
from hcec.department.services.population import population_at
from hcec.permissions import Permission
from hcec.reach.services.cards import cards_by_channel, cards_by_service
from hcec.reach.services.participation import participation
from hcec.web.access import requires
from hcec.web.application import platform

bp = Blueprint("reach", __name__, url_prefix="/observatoire/participation")


@bp.get("/")
@requires(Permission.CONSULTATION_EDIT)
def index() -> ResponseReturnValue:
    """What can be told of who is reached."""
    threshold = platform().department().threshold_internal
    return render_template(
        "observatory/reach/index.html",
        services=cards_by_service(db.session, threshold=threshold),
        channels=cards_by_channel(db.session, threshold=threshold),
        participation=participation(db.session),
        population=population_at(db.session, clock.today().year),
    )
