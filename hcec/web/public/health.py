"""The server room's page."""

from flask import Blueprint, Response, make_response
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from hcec import db
from hcec.platform import is_current
from hcec.web.access import public

bp = Blueprint("health", __name__)


@bp.get("/sante")
@public
def show() -> Response:
    """Answer 200 only when the databases answer and the migrations are current."""
    try:
        with db.current().volatile_reading() as volatile:
            volatile.execute(text("SELECT count(*) FROM web_session"))
        is_well = is_current(db.current())
    except SQLAlchemyError:
        is_well = False
    answer = make_response("ok\n" if is_well else "indisponible\n", 200 if is_well else 503)
    answer.mimetype = "text/plain"
    return answer
