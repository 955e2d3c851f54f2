"""Pages of whoever answers for the département: proposals and what was released, never a message."""

from flask import Blueprint

from hcec.web.answers import home, sheets, writing

bp = Blueprint("answers", __name__, url_prefix="/repondre")
for feature in (home, sheets, writing):
    bp.register_blueprint(feature.bp)
